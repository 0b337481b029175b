package io.migrationgate.core.injection;

/** How the gate comes by the files of the app's image. */
public enum FileSource {
  /** The image is mounted, read-only. */
  IMAGE_VOLUME,
  /** The app's own image copies them into a volume, before the gate reads them there. */
  COPY
}

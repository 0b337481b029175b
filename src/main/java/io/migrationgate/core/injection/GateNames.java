package io.migrationgate.core.injection;

/** What the gate's parts are called in a pod, and where they lie in its containers. */
public final class GateNames {

  public static final String LABEL = "migrationgate.io/gate";
  public static final String INJECTED = "migrationgate.io/injected";
  public static final String RELEASE = "migrationgate.io/release";
  static final String INJECTED_VALUE = "v1";
  static final String BEFORE_INJECTION = "migrationgate.io/before-injection";

  static final String COPIER = "migration-gate-copier";
  static final String CHECK = "migration-gate-check";
  static final String HOLD = "migration-gate-hold";
  private static final String FILES = "migration-gate-files-";

  static final String VOLUME = "migration-gate";
  static final String POD_VOLUME = "migration-gate-pod";
  private static final String IMAGE_VOLUME = "migration-gate-image-";

  static final String FOLDER = "/migration-gate";
  static final String POD_FOLDER = "/migration-gate-pod";
  static final String VERDICT = FOLDER + "/verdict";
  static final String TERMINATION_MESSAGE = "/dev/termination-log";

  private GateNames() {}

  static String filesContainer(String container) {
    return FILES + container;
  }

  static String imageVolume(String container) {
    return IMAGE_VOLUME + container;
  }

  static String imageFolder(String container) {
    return "/migration-gate-images/" + container;
  }

  static String copiedFolder(String container) {
    return FOLDER + "/files/" + container;
  }

  /** The names are reserved: whatever has them was put there by the gate. */
  static boolean isContainer(String name) {
    return name.equals(COPIER) || name.equals(CHECK) || name.equals(HOLD) || name.startsWith(FILES);
  }

  static boolean isVolume(String name) {
    return name.equals(VOLUME) || name.equals(POD_VOLUME) || name.startsWith(IMAGE_VOLUME);
  }
}

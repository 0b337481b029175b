package io.migrationgate.core.injection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The volumes that the gate's containers mount. */
final class GateVolumes {

  private GateVolumes() {}

  static List<ManifestObject> of(ChainPlaces places, FileSource source) {
    List<ManifestObject> volumes = new ArrayList<>();
    // No size limit: a pod that goes over it is evicted, and its successor again.
    volumes.add(volume(GateNames.VOLUME).with("emptyDir", ManifestObject.EMPTY));
    volumes.add(
        volume(GateNames.POD_VOLUME)
            .with(
                "downwardAPI",
                ManifestObject.EMPTY.with(
                    "items", List.of(field("annotations"), field("namespace")))));
    switch (source) {
      case COPY -> {}
      case IMAGE_VOLUME -> {
        for (Map.Entry<String, ManifestObject> container : places.containers().entrySet()) {
          volumes.add(image(container.getKey(), container.getValue()));
        }
      }
    }
    return volumes;
  }

  private static ManifestObject field(String name) {
    return ManifestObject.EMPTY
        .with("path", name)
        .with("fieldRef", ManifestObject.EMPTY.with("fieldPath", "metadata." + name));
  }

  private static ManifestObject image(String name, ManifestObject container) {
    ManifestObject image =
        ManifestObject.EMPTY.with("reference", container.text("image").orElse(""));
    Optional<String> pullPolicy = container.text("imagePullPolicy");
    if (pullPolicy.isPresent()) {
      image = image.with("pullPolicy", pullPolicy.get());
    }
    return volume(GateNames.imageVolume(name)).with("image", image);
  }

  private static ManifestObject volume(String name) {
    return ManifestObject.EMPTY.with("name", name);
  }
}

package io.migrationgate.operator.forecast;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.migrationgate.core.injection.AppImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The image that a container runs, in a form that another pod can name.
 *
 * @param onItsNode whether only the node that runs it has it under this name
 */
record RunningImage(AppImage image, boolean onItsNode) {

  private static final String BARE = "sha256:";

  /** Those of a pod's containers, by their names. */
  static Map<String, RunningImage> of(Pod pod) {
    Map<String, String> named = new HashMap<>();
    pod.getSpec().getInitContainers().forEach(c -> named.put(c.getName(), c.getImage()));
    pod.getSpec().getContainers().forEach(c -> named.put(c.getName(), c.getImage()));
    List<ContainerStatus> statuses = new ArrayList<>(pod.getStatus().getInitContainerStatuses());
    statuses.addAll(pod.getStatus().getContainerStatuses());
    Map<String, RunningImage> images = new HashMap<>();
    for (ContainerStatus status : statuses) {
      if (status.getImageID() != null && named.containsKey(status.getName())) {
        images.put(status.getName(), of(status.getImageID(), named.get(status.getName())));
      }
    }
    return images;
  }

  /**
   * From what the kubelet says of it.
   *
   * @param imageId such as {@code docker.io/library/api@sha256:...}; a bare {@code sha256:...}
   *     where the image came to the node without a registry
   * @param named how the pod's spec names it
   */
  static RunningImage of(String imageId, String named) {
    int scheme = imageId.indexOf("://");
    String id = scheme < 0 ? imageId : imageId.substring(scheme + 3);
    if (id.startsWith(BARE)) {
      return new RunningImage(new AppImage(id, Optional.of("Never")), true);
    }
    return id.isEmpty()
        ? new RunningImage(new AppImage(named, Optional.empty()), false)
        : new RunningImage(new AppImage(id, Optional.of("IfNotPresent")), false);
  }
}

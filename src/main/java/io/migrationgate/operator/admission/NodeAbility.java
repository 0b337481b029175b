package io.migrationgate.operator.admission;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the programs on a node can do, told by their versions. */
final class NodeAbility {

  private static final Pattern VERSION = Pattern.compile("v?([0-9]{1,4})\\.([0-9]{1,4}).*");

  /** Since then kubelets mount images without being asked to. */
  private static final int IMAGE_VOLUMES = 35;

  private static final int RESTART_RULES = 36;

  /** The first versions of runtimes that mount an image, as major times a thousand plus minor. */
  private static final Map<String, Integer> RUNTIMES = Map.of("containerd", 2_001, "cri-o", 1_033);

  private NodeAbility() {}

  static ClusterAbilities of(Node node) {
    NodeSystemInfo info = node.getStatus() == null ? null : node.getStatus().getNodeInfo();
    if (info == null) {
      return ClusterAbilities.NONE;
    }
    if ("windows".equals(info.getOperatingSystem())) {
      // No pod with a gate comes there.
      return new ClusterAbilities(true, true);
    }
    int kubelet = version(info.getKubeletVersion());
    return new ClusterAbilities(
        kubelet >= 1_000 + IMAGE_VOLUMES && mounts(info.getContainerRuntimeVersion()),
        kubelet >= 1_000 + RESTART_RULES);
  }

  private static boolean mounts(String runtime) {
    int colon = runtime.indexOf("://");
    return colon > 0
        && version(runtime.substring(colon + "://".length()))
            >= RUNTIMES.getOrDefault(runtime.substring(0, colon), Integer.MAX_VALUE);
  }

  private static int version(String text) {
    Matcher version = VERSION.matcher(text);
    return version.matches()
        ? 1_000 * Integer.parseInt(version.group(1)) + Integer.parseInt(version.group(2))
        : 0;
  }
}

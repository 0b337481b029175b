package io.migrationgate.core.injection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what becomes of connections from init containers where a service mesh catches them before
 * its proxy runs.
 */
final class MeshNotice {

  private enum Mesh {
    ISTIO(
        "istio-proxy", "sidecar.istio.io/inject", "traffic.sidecar.istio.io/excludeOutboundPorts"),
    LINKERD("linkerd-proxy", "linkerd.io/inject", "config.linkerd.io/skip-outbound-ports");

    private final String proxy;
    private final String marker;
    private final String exclusion;

    Mesh(String proxy, String marker, String exclusion) {
      this.proxy = proxy;
      this.marker = marker;
      this.exclusion = exclusion;
    }
  }

  private MeshNotice() {}

  static Optional<String> of(PodTemplate pod, InjectionSettings settings)
      throws InjectionException {
    if (settings.databases().isEmpty()) {
      return Optional.empty();
    }
    for (Mesh mesh : Mesh.values()) {
      if (catches(mesh, pod) && !settings.after().contains(mesh.proxy)) {
        return Optional.of(
            "a mesh catches the connections of init containers, so the gate would not reach the"
                + " database: annotate the pod with "
                + mesh.exclusion
                + ": \"5432\" (the database's port), or say --after "
                + mesh.proxy
                + " where that is a native sidecar");
      }
    }
    return Optional.empty();
  }

  private static boolean catches(Mesh mesh, PodTemplate pod) throws InjectionException {
    if (pod.annotations().has(mesh.exclusion)) {
      return false;
    }
    List<ManifestObject> containers = new ArrayList<>(pod.appContainers());
    containers.addAll(pod.initContainers());
    for (ManifestObject container : containers) {
      if (container.text("name").filter(mesh.proxy::equals).isPresent()) {
        return true;
      }
    }
    return isOn(pod.labels(), mesh.marker) || isOn(pod.annotations(), mesh.marker);
  }

  private static boolean isOn(ManifestObject texts, String key) {
    String value = texts.text(key).orElse("");
    return value.equals("true") || value.equals("enabled") || value.equals("ingress");
  }
}

package io.migrationgate.core.injection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pod, or what a workload makes its pods from. */
record PodTemplate(ManifestObject root, ManifestObject metadata, ManifestObject spec) {

  private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

  static PodTemplate of(Map<String, @Nullable Object> tree) throws InjectionException {
    ManifestObject root = new ManifestObject(tree);
    return new PodTemplate(root, root.object("metadata"), root.object("spec"));
  }

  List<ManifestObject> appContainers() throws InjectionException {
    return spec.objects("containers");
  }

  /** Those that are not the gate's own. */
  List<ManifestObject> initContainers() throws InjectionException {
    List<ManifestObject> others = new ArrayList<>();
    for (ManifestObject container : spec.objects("initContainers")) {
      if (!isGate(container)) {
        others.add(container);
      }
    }
    return others;
  }

  static boolean isGate(ManifestObject container) {
    return container.text("name").filter(GateNames::isContainer).isPresent();
  }

  ManifestObject annotations() throws InjectionException {
    return metadata.object("annotations");
  }

  ManifestObject labels() throws InjectionException {
    return metadata.object("labels");
  }

  /** The container of this name, or the one that is meant where none is named. */
  ManifestObject container(Optional<String> named) throws InjectionException {
    Optional<String> name = named.isPresent() ? named : annotations().text(DEFAULT_CONTAINER);
    List<ManifestObject> candidates = new ArrayList<>(appContainers());
    if (name.isEmpty()) {
      if (candidates.size() == 1) {
        return candidates.getFirst();
      }
      throw new InjectionException(
          candidates.isEmpty()
              ? "there is no container"
              : "there are the containers "
                  + names(candidates)
                  + ": say whose image holds the chain, with container=NAME");
    }
    candidates.addAll(initContainers());
    for (ManifestObject candidate : candidates) {
      if (candidate.text("name").equals(name)) {
        return candidate;
      }
    }
    throw new InjectionException(
        "there is no container " + name.get() + "; there are " + names(candidates));
  }

  static String names(List<ManifestObject> containers) {
    List<String> names = new ArrayList<>();
    containers.forEach(container -> container.text("name").ifPresent(names::add));
    return String.join(", ", names);
  }

  boolean isForWindows() throws InjectionException {
    return spec.object("os").text("name").filter("windows"::equals).isPresent()
        || spec.object("nodeSelector")
            .text("kubernetes.io/os")
            .filter("windows"::equals)
            .isPresent();
  }

  /** Whether the pod is to come to an end: that of a Job. */
  boolean endsByItself() {
    return spec.text("restartPolicy")
        .filter(policy -> policy.equals("Never") || policy.equals("OnFailure"))
        .isPresent();
  }

  /** The whole with these parts; one that is not there stays so while there is nothing to say. */
  Map<String, @Nullable Object> with(ManifestObject newMetadata, ManifestObject newSpec) {
    ManifestObject changed = root;
    if (!newMetadata.equals(metadata)) {
      changed = changed.with("metadata", newMetadata);
    }
    if (!newSpec.equals(spec)) {
      changed = changed.with("spec", newSpec);
    }
    return changed.fields();
  }
}

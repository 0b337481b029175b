package io.migrationgate.core.injection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes the gate out of a pod, whatever settings it was put in with. */
public final class Removal {

  private Removal() {}

  /**
   * The pod as it was before.
   *
   * @throws InjectionException if it is no pod
   */
  public static Map<String, @Nullable Object> of(Map<String, @Nullable Object> template)
      throws InjectionException {
    PodTemplate pod = PodTemplate.of(template);
    refuseOthersNames(pod);
    BeforeInjection before =
        BeforeInjection.parse(pod.annotations().text(GateNames.BEFORE_INJECTION).orElse(""));
    ManifestObject annotations =
        pod.annotations()
            .without(GateNames.INJECTED)
            .without(GateNames.BEFORE_INJECTION)
            .without(GateNames.GATE_UID);
    ManifestObject labels =
        before.withoutLabel() ? pod.labels().without(GateNames.LABEL) : pod.labels();

    ManifestObject metadata = pod.metadata();
    if (!annotations.equals(pod.annotations())) {
      metadata = left(metadata, "annotations", annotations, before, "metadata.");
    }
    if (!labels.equals(pod.labels())) {
      metadata = left(metadata, "labels", labels, before, "metadata.");
    }
    ManifestObject spec = withoutOurs(pod.spec(), "initContainers", GateNames::isContainer, before);
    spec = withoutOurs(spec, "volumes", GateNames::isVolume, before);
    List<ManifestObject> containers =
        RestartRules.remove(spec.objects("containers"), before.withoutRestartPolicy());
    if (!containers.equals(spec.objects("containers"))) {
      spec = spec.with("containers", containers);
    }
    if (metadata.fields().isEmpty() && !pod.metadata().fields().isEmpty()) {
      ManifestObject root = left(pod.root(), "metadata", metadata, before, "");
      return root.with("spec", spec).fields();
    }
    return pod.with(metadata, spec);
  }

  /** Without the annotation it was not the gate that put them there: they are not to be touched. */
  private static void refuseOthersNames(PodTemplate pod) throws InjectionException {
    if (pod.annotations().has(GateNames.INJECTED)) {
      return;
    }
    for (ManifestObject container : pod.spec().objects("initContainers")) {
      refuse("init container", container.text("name").filter(GateNames::isContainer));
    }
    for (ManifestObject volume : pod.spec().objects("volumes")) {
      refuse("volume", volume.text("name").filter(GateNames::isVolume));
    }
  }

  private static void refuse(String part, Optional<String> name) throws InjectionException {
    if (name.isPresent()) {
      throw new InjectionException(
          "has the "
              + part
              + " "
              + name.get()
              + ", whose name is the gate's, but no annotation "
              + GateNames.INJECTED
              + ": rename it, or take it out if it is a gate's");
    }
  }

  private static ManifestObject withoutOurs(
      ManifestObject spec, String key, Predicate<String> ours, BeforeInjection before)
      throws InjectionException {
    List<ManifestObject> all = spec.objects(key);
    List<ManifestObject> others = new ArrayList<>(all);
    others.removeIf(one -> one.text("name").filter(ours).isPresent());
    if (others.size() == all.size()) {
      return spec;
    }
    return others.isEmpty() ? nothing(spec, key, before, "spec.") : spec.with(key, others);
  }

  private static ManifestObject left(
      ManifestObject parent,
      String key,
      ManifestObject value,
      BeforeInjection before,
      String prefix) {
    return value.fields().isEmpty()
        ? nothing(parent, key, before, prefix)
        : parent.with(key, value);
  }

  private static ManifestObject nothing(
      ManifestObject parent, String key, BeforeInjection before, String prefix) {
    BeforeInjection.Nothing was = before.empty().get(prefix + key);
    return was == null ? parent.without(key) : parent.with(key, was.value());
  }
}

package io.migrationgate.operator.forecast;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.core.injection.AppImage;
import io.migrationgate.operator.observation.GatePod;
import io.migrationgate.operator.observation.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Draws up what would have to be probed of a gate. What it is drawn from is read once: it is kept
 * while the pods are the same and the gate asks the same.
 */
final class Drawings {

  private final KubernetesClient client;
  private final ProbeMaker maker;
  private final RollbackTargets targets;
  private final MigrationGate gate;
  private final Kept before;
  private final Kept now = new Kept(new HashMap<>(), new HashMap<>());

  Drawings(KubernetesClient client, ProbeMaker maker, MigrationGate gate, Kept before) {
    this.client = client;
    this.maker = maker;
    this.targets = new RollbackTargets(client);
    this.gate = gate;
    this.before = before;
  }

  /** What is kept of one gate from one look to the next. */
  record Kept(Map<String, Blueprint> blueprints, Map<String, List<Target>> targets) {
    static final Kept NOTHING = new Kept(Map.of(), Map.of());
  }

  /** A ReplicaSet that is kept for a rollback. */
  record Target(String name, Optional<String> hash, long number, Blueprint blueprint) {}

  Kept kept() {
    return now;
  }

  /** The very images that a pod runs. */
  Blueprint ofPod(GatePod pod) {
    return drawn(
        "pod " + pod.uid(),
        () -> fromPod(pod, true),
        () -> new Blueprint.Unfit(imageOf(pod), "the pod " + pod.name() + " has gone"));
  }

  /** The images that a pod would get by their names today. */
  Blueprint ofTags(GatePod pod) {
    return drawn(
        "tags " + pod.uid(),
        () -> fromPod(pod, false),
        () -> new Blueprint.Unfit(imageOf(pod), "the pod " + pod.name() + " has gone"));
  }

  private Blueprint drawn(
      String what, Supplier<Optional<Blueprint>> draw, Supplier<Blueprint> otherwise) {
    String key = what + ' ' + generation();
    Blueprint known = before.blueprints.get(key);
    Blueprint drawn = known != null ? known : draw.get().orElseGet(otherwise);
    now.blueprints.put(key, drawn);
    return drawn;
  }

  /** What a workload can be rolled back to. */
  List<Target> targetsOf(Workload workload) {
    String key =
        workload.reference().uid() + ' ' + workload.newest().orElse("") + ' ' + generation();
    List<Target> known = before.targets.get(key);
    List<Target> found =
        known != null
            ? known
            : targets.of(workload).stream()
                .map(
                    set ->
                        new Target(
                            set.getMetadata().getName(),
                            RollbackTargets.hash(set),
                            RollbackTargets.number(set),
                            fromReplicaSet(set)))
                .toList();
    now.targets.put(key, found);
    return found;
  }

  /** As people name it. */
  String imageOf(GatePod pod) {
    return gate.getSpec().chains().stream()
        .flatMap(chain -> Optional.ofNullable(chain.container()).stream())
        .flatMap(name -> Optional.ofNullable(pod.images().get(name)).stream())
        .findFirst()
        .orElseGet(() -> pod.images().values().stream().sorted().findFirst().orElse(""));
  }

  private long generation() {
    return Optional.ofNullable(gate.getMetadata().getGeneration()).orElse(0L);
  }

  private Optional<Blueprint> fromPod(GatePod seen, boolean exactly) {
    return read(seen)
        .map(
            pod ->
                blueprint(
                    () -> probeOfPod(pod, exactly), () -> again(seen, exactly), imageOf(seen)));
  }

  private Optional<Pod> again(GatePod seen, boolean exactly) {
    return read(seen).flatMap(pod -> made(() -> probeOfPod(pod, exactly)));
  }

  private Optional<Pod> read(GatePod seen) {
    return Optional.ofNullable(
            client.pods().inNamespace(seen.namespace()).withName(seen.name()).get())
        .filter(pod -> pod.getMetadata().getUid().equals(seen.uid()));
  }

  private ProbeMaker.Probe probeOfPod(Pod pod, boolean exactly) throws ProbeMaker.UnfitException {
    PodTemplateSpec template =
        new PodTemplateSpecBuilder()
            .withNewMetadata()
            .withLabels(pod.getMetadata().getLabels())
            .withAnnotations(pod.getMetadata().getAnnotations())
            .endMetadata()
            .withSpec(pod.getSpec())
            .build();
    if (!exactly) {
      return maker.make(gate, template, Map.of(), Optional.empty());
    }
    Map<String, AppImage> images = new HashMap<>();
    boolean onItsNode = false;
    for (Map.Entry<String, RunningImage> running : RunningImage.of(pod).entrySet()) {
      images.put(running.getKey(), running.getValue().image());
      onItsNode |= running.getValue().onItsNode();
    }
    return maker.make(
        gate,
        template,
        images,
        onItsNode ? Optional.ofNullable(pod.getSpec().getNodeName()) : Optional.empty());
  }

  private Blueprint fromReplicaSet(ReplicaSet set) {
    PodTemplateSpec template = set.getSpec().getTemplate();
    return blueprint(
        () -> maker.make(gate, template, Map.of(), Optional.empty()),
        () -> again(set.getMetadata().getNamespace(), set.getMetadata().getName()),
        ProbeMaker.imageOf(gate.getSpec(), template));
  }

  private Optional<Pod> again(String namespace, String name) {
    return Optional.ofNullable(
            client.apps().replicaSets().inNamespace(namespace).withName(name).get())
        .flatMap(
            set ->
                made(
                    () ->
                        maker.make(gate, set.getSpec().getTemplate(), Map.of(), Optional.empty())));
  }

  /** Something that a probe is made from. */
  private interface Source {
    ProbeMaker.Probe probe() throws ProbeMaker.UnfitException;
  }

  private static Blueprint blueprint(Source source, Supplier<Optional<Pod>> again, String image) {
    try {
      ProbeMaker.Probe probe = source.probe();
      return new Blueprint.Made(probe.key(), probe.image(), again);
    } catch (ProbeMaker.UnfitException unfit) {
      return new Blueprint.Unfit(image, unfit.why());
    }
  }

  private static Optional<Pod> made(Source source) {
    try {
      return Optional.of(source.probe().pod());
    } catch (ProbeMaker.UnfitException unfit) {
      return Optional.empty();
    }
  }
}

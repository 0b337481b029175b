package io.migrationgate.operator.observation;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Asks the API server what pods belong to. No cache of all workloads is kept for that: most of a
 * cluster's have no gate.
 */
@ApplicationScoped
class WorkloadSource {

  private static final Logger LOG = Logger.getLogger(WorkloadSource.class);
  private static final String REVISION = "deployment.kubernetes.io/revision";
  private static final String ROLLOUT_REVISION = "rollout.argoproj.io/revision";

  /** Looked up by kind, one that the cluster does not know would be an error, and not absent. */
  private static final ResourceDefinitionContext ROLLOUTS =
      new ResourceDefinitionContext.Builder()
          .withGroup("argoproj.io")
          .withVersion("v1alpha1")
          .withKind("Rollout")
          .withPlural("rollouts")
          .withNamespaced(true)
          .build();

  private final KubernetesClient client;

  WorkloadSource(KubernetesClient client) {
    this.client = client;
  }

  /** One generation of a workload's pods, and how far it is up in the order of generations. */
  record Generation(Workload.Reference workload, Optional<Long> number) {}

  /** To whom a pod belongs, past what stands between. */
  Generation generationOf(GatePod pod) {
    Workload.Reference itself =
        new Workload.Reference("v1", "Pod", pod.namespace(), pod.name(), pod.uid());
    if (pod.controller().isEmpty()) {
      return new Generation(itself, Optional.empty());
    }
    GatePod.Controller controller = pod.controller().get();
    Workload.Reference direct = reference(controller, pod.namespace());
    return switch (controller.kind()) {
      case "ReplicaSet" ->
          read(() ->
                  client
                      .apps()
                      .replicaSets()
                      .inNamespace(pod.namespace())
                      .withName(controller.name())
                      .get())
              .map(set -> new Generation(owner(set).orElse(direct), number(set)))
              .orElse(new Generation(direct, Optional.empty()));
      case "Job" -> {
        Optional<Job> job =
            read(
                () ->
                    client
                        .batch()
                        .v1()
                        .jobs()
                        .inNamespace(pod.namespace())
                        .withName(controller.name())
                        .get());
        yield new Generation(job.flatMap(WorkloadSource::owner).orElse(direct), Optional.empty());
      }
      default -> new Generation(direct, Optional.empty());
    };
  }

  /** What its strategy does to old pods. */
  OldPods oldPodsOf(Workload.Reference workload) {
    return switch (workload.kind()) {
      case "Deployment" -> deployment(workload).map(OldPodsOfStrategy::of).orElse(CANNOT_BE_TOLD);
      case "DaemonSet" -> daemonSet(workload).map(OldPodsOfStrategy::of).orElse(CANNOT_BE_TOLD);
      case "StatefulSet" -> OldPodsOfStrategy.ofStatefulSet();
      case "Rollout" -> rollout(workload).map(OldPodsOfStrategy::ofRollout).orElse(CANNOT_BE_TOLD);
      case "Job", "CronJob", "Pod" -> new OldPods.NeverServed();
      default -> CANNOT_BE_TOLD;
    };
  }

  /** The revision that a StatefulSet is to run; of others, pods tell it themselves. */
  Optional<String> updateRevisionOf(Workload.Reference workload) {
    return workload.kind().equals("StatefulSet")
        ? statefulSet(workload)
            .flatMap(set -> Optional.ofNullable(set.getStatus()))
            .flatMap(status -> Optional.ofNullable(status.getUpdateRevision()))
        : Optional.empty();
  }

  private static final OldPods CANNOT_BE_TOLD = new OldPods.CannotBeTold();

  private Optional<Deployment> deployment(Workload.Reference workload) {
    return read(
        () ->
            client
                .apps()
                .deployments()
                .inNamespace(workload.namespace())
                .withName(workload.name())
                .get());
  }

  private Optional<DaemonSet> daemonSet(Workload.Reference workload) {
    return read(
        () ->
            client
                .apps()
                .daemonSets()
                .inNamespace(workload.namespace())
                .withName(workload.name())
                .get());
  }

  private Optional<StatefulSet> statefulSet(Workload.Reference workload) {
    return read(
        () ->
            client
                .apps()
                .statefulSets()
                .inNamespace(workload.namespace())
                .withName(workload.name())
                .get());
  }

  private Optional<GenericKubernetesResource> rollout(Workload.Reference workload) {
    return read(
        () ->
            client
                .genericKubernetesResources(ROLLOUTS)
                .inNamespace(workload.namespace())
                .withName(workload.name())
                .get());
  }

  /** What may not be read is as good as unknown; a server that is down is tried again. */
  private static <T> Optional<T> read(Supplier<T> request) {
    try {
      return Optional.ofNullable(request.get());
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        LOG.warnf("a workload is left out of the picture: %s", refused.getStatus().getMessage());
        return Optional.empty();
      }
      throw refused;
    }
  }

  private static Optional<Workload.Reference> owner(HasMetadata object) {
    ObjectMeta metadata = object.getMetadata();
    return metadata.getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .map(owner -> reference(owner, metadata.getNamespace()))
        .findFirst();
  }

  private static Optional<Long> number(ReplicaSet set) {
    return Optional.ofNullable(set.getMetadata().getAnnotations())
        .map(all -> all.getOrDefault(REVISION, all.get(ROLLOUT_REVISION)))
        .filter(text -> text.matches("\\d{1,18}"))
        .map(Long::valueOf);
  }

  private static Workload.Reference reference(OwnerReference owner, String namespace) {
    return new Workload.Reference(
        owner.getApiVersion(), owner.getKind(), namespace, owner.getName(), owner.getUid());
  }

  private static Workload.Reference reference(GatePod.Controller owner, String namespace) {
    return new Workload.Reference(
        owner.apiVersion(), owner.kind(), namespace, owner.name(), owner.uid());
  }
}

package io.migrationgate.operator.forecast;

import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.core.injection.GateNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Watches probe pods: what one has found out, its gate is to know at once. */
@ApplicationScoped
public class ProbeWatch implements ProbePods {

  private static final String NAME = "probes";

  private volatile @Nullable Source source;

  /** To be registered beside the gates' own pods. */
  public EventSource<Pod, MigrationGate> source(EventSourceContext<MigrationGate> context) {
    Source made =
        new Source(
            InformerEventSourceConfiguration.from(Pod.class, MigrationGate.class)
                .withName(NAME)
                .withLabelSelector(GateNames.PROBE)
                .withSecondaryToPrimaryMapper(
                    pod ->
                        Set.of(
                            new ResourceID(
                                pod.getMetadata().getLabels().get(GateNames.PROBE),
                                pod.getMetadata().getNamespace())))
                .withNamespacesInheritedFromController()
                .build(),
            context);
    source = made;
    return made;
  }

  @Override
  public List<Pod> all() {
    Source watched = source;
    return watched == null ? List.of() : watched.list(pod -> true).toList();
  }

  private static final class Source extends InformerEventSource<Pod, MigrationGate> {

    Source(
        InformerEventSourceConfiguration<Pod> configuration,
        EventSourceContext<MigrationGate> context) {
      super(configuration, context);
    }

    /** A gate's pods are those that it gates; who asks for them is not to get its probes. */
    @Override
    public Set<Pod> getSecondaryResources(MigrationGate gate) {
      return Set.of();
    }
  }
}

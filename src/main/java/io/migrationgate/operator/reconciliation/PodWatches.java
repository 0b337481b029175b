package io.migrationgate.operator.reconciliation;

import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.core.injection.GateNames;
import io.migrationgate.operator.observation.PodTrimming;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Watches of the pods that are labelled for a gate: one of the whole cluster, or one for each
 * namespace that is looked after. Each has a store of its own, since informers of several
 * namespaces throw each other's pods out of a store that they share.
 */
final class PodWatches {

  private PodWatches() {}

  static List<InformerEventSource<Pod, MigrationGate>> of(
      EventSourceContext<MigrationGate> context, Optional<Set<String>> namespaces) {
    return namespaces
        .map(names -> names.stream().map(name -> inOne(name, context)).toList())
        .orElseGet(
            () ->
                List.of(
                    new InformerEventSource<>(
                        configuration("pods").withWatchAllNamespaces().build(), context)));
  }

  private static InformerEventSource<Pod, MigrationGate> inOne(
      String namespace, EventSourceContext<MigrationGate> context) {
    return new InformerEventSource<>(
        configuration("pods in " + namespace).withNamespaces(namespace).build(), context);
  }

  private static InformerEventSourceConfiguration.Builder<Pod> configuration(String name) {
    return InformerEventSourceConfiguration.from(Pod.class, MigrationGate.class)
        .withName(name)
        .withLabelSelector(GateNames.LABEL)
        .withSecondaryToPrimaryMapper(
            pod ->
                Set.of(
                    new ResourceID(
                        pod.getMetadata().getLabels().get(GateNames.LABEL),
                        pod.getMetadata().getNamespace())))
        .withItemStore(new TransformingItemStore<>(new PodTrimming()));
  }
}

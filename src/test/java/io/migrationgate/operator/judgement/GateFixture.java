package io.migrationgate.operator.judgement;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import io.migrationgate.operator.observation.GatePod;
import io.migrationgate.operator.observation.Observation;
import io.migrationgate.operator.observation.OldPods;
import io.migrationgate.operator.observation.PodFixture;
import io.migrationgate.operator.observation.Workload;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A gate, and what is seen of its pods. */
public final class GateFixture {

  static final Instant NOW = Instant.parse("2026-11-21T10:10:00Z");

  private static final String CHAIN =
      """
      chains:
      - {name: main, container: api, path: /app/alembic.ini}
      """;

  private GateFixture() {}

  public static MigrationGate gate(String more) {
    MigrationGate gate = new MigrationGate();
    gate.setMetadata(
        new ObjectMetaBuilder()
            .withName("api")
            .withNamespace("shop")
            .withUid("uid-of-gate")
            .withGeneration(3L)
            .build());
    gate.setSpec(spec(more));
    return gate;
  }

  static MigrationGateSpec spec(String more) {
    return Serialization.unmarshal(CHAIN + more, MigrationGateSpec.class);
  }

  public static Observation seen(PodFixture... pods) {
    return seen(new OldPods.Kept(), pods);
  }

  /** All of one Deployment, whose newest revision is {@code new}. */
  public static Observation seen(OldPods oldPods, PodFixture... pods) {
    Workload workload =
        new Workload(
            new Workload.Reference("apps/v1", "Deployment", "shop", "api", "uid-of-api"),
            oldPods,
            Optional.of("new"));
    List<GatePod> read = Stream.of(pods).map(PodFixture::read).toList();
    Map<String, Workload> workloads = new HashMap<>();
    read.forEach(pod -> workloads.put(pod.uid(), workload));
    return new Observation(read, workloads, NOW);
  }
}

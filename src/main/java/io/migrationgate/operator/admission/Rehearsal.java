package io.migrationgate.operator.admission;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.migrationgate.api.v1alpha1.Action;
import io.migrationgate.api.v1alpha1.ChainSpec;
import io.migrationgate.api.v1alpha1.Enforcement;
import io.migrationgate.api.v1alpha1.HeadsSpec;
import io.migrationgate.api.v1alpha1.InjectionSpec;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import io.migrationgate.api.v1alpha1.Switch;
import io.migrationgate.api.v1alpha1.TimeoutAction;
import io.migrationgate.core.injection.GateImage;
import io.migrationgate.operator.OperatorSettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Answers made-up questions before the first real one: a Java program is slow in what it does for
 * the first thousand times, and pods wait for it.
 */
@Singleton
final class Rehearsal {

  private static final Logger LOG = Logger.getLogger(Rehearsal.class);

  private static final int TIMES = 2_000;

  /** A slow machine goes on without having finished. */
  private static final Duration ENOUGH = Duration.ofSeconds(20);

  static final String REVIEW =
      """
      {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {
        "uid": "rehearsal", "operation": "CREATE", "namespace": "rehearsal",
        "kind": {"group": "", "version": "v1", "kind": "Pod"}, "object": {
          "apiVersion": "v1", "kind": "Pod",
          "metadata": {"generateName": "api-", "labels": {"migrationgate.io/gate": "api"},
            "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "api"}]},
          "spec": {
            "securityContext": {"runAsNonRoot": true, "runAsUser": 1000},
            "volumes": [{"name": "tmp", "emptyDir": {}}],
            "initContainers": [{"name": "agent", "image": "agent:1", "restartPolicy": "Always"}],
            "containers": [{"name": "api", "image": "api:1",
              "env": [{"name": "DATABASE_URL", "value": "postgresql://db/api"}],
              "resources": {"limits": {"cpu": 1, "memory": "1Gi"}},
              "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}]}]}}}}
      """;

  private final boolean needed;
  private volatile boolean done;

  Rehearsal(OperatorSettings settings) {
    this.needed = settings.webhook().enabled();
  }

  void begin(@Observes StartupEvent start) {
    if (needed) {
      Thread.ofPlatform().daemon().name("webhook-rehearsal").start(this::rehearse);
    }
  }

  private void rehearse() {
    Reviews reviews = reviews();
    byte[] review = REVIEW.getBytes(StandardCharsets.UTF_8);
    Deadline enough = Deadline.in(ENOUGH);
    try {
      for (int i = 0; i < TIMES && !enough.isOver(); i++) {
        reviews.answer(review, enough);
      }
    } catch (MalformedReviewException impossible) {
      LOG.error("the rehearsal of the webhook failed", impossible);
    } finally {
      done = true;
    }
  }

  /** Everything as it is, but for a gate that nobody has to look for. */
  static Reviews reviews() {
    MigrationGate gate = gate();
    return new Reviews(
        new PodAdmission(
            (name, deadline) -> new GateLookup.Found(gate),
            Optional.of(new GateImage("gate:1", Optional.empty())),
            () -> new ClusterAbilities(true, true),
            InstantSource.system()));
  }

  private static MigrationGate gate() {
    MigrationGate gate = new MigrationGate();
    gate.setMetadata(new ObjectMetaBuilder().withName("api").withUid("rehearsal").build());
    gate.setSpec(
        new MigrationGateSpec(
            Enforcement.ENFORCE,
            List.of(
                new ChainSpec(
                    "main", null, null, "/app/alembic.ini", null, null, HeadsSpec.ONE, null)),
            null,
            Action.HOLD,
            Map.of(),
            Switch.DISABLED,
            null,
            TimeoutAction.FAIL,
            InjectionSpec.USUAL,
            List.of(),
            Switch.ENABLED,
            Switch.ENABLED));
    return gate;
  }

  /** Whether it is over. */
  boolean isDone() {
    return done || !needed;
  }
}

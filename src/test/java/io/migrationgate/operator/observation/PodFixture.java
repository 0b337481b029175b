package io.migrationgate.operator.observation;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.migrationgate.core.message.ChainNote;
import io.migrationgate.core.message.DatabaseNote;
import io.migrationgate.core.message.GateMessage;
import io.migrationgate.core.message.HoldMessage;
import io.migrationgate.core.message.MessageWriter;
import io.migrationgate.core.message.Outcome;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Pods as a kubelet reports them. */
public final class PodFixture {

  public static final String CHECKED_AT = "2026-11-21T10:00:02Z";
  public static final String HELD_AT = "2026-11-21T10:00:03Z";
  public static final String LET_GO_AT = "2026-11-21T10:05:00Z";

  private final PodBuilder pod;

  private PodFixture(String name) {
    pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace("shop")
            .withUid("uid-of-" + name)
            .withCreationTimestamp("2026-11-21T10:00:00Z")
            .addToLabels("migrationgate.io/gate", "api")
            .addToLabels("pod-template-hash", "new")
            .addNewOwnerReference()
            .withApiVersion("apps/v1")
            .withKind("ReplicaSet")
            .withName("api-new")
            .withUid("uid-of-set-new")
            .withController(true)
            .endOwnerReference()
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("api")
            .withImage("registry/api:2")
            .endContainer()
            .endSpec()
            .withNewStatus()
            .withPhase("Pending")
            .endStatus();
  }

  public static PodFixture named(String name) {
    return new PodFixture(name);
  }

  public PodFixture gated() {
    pod.editSpec()
        .addNewInitContainer()
        .withName("migration-gate-check")
        .endInitContainer()
        .addNewInitContainer()
        .withName("migration-gate-hold")
        .endInitContainer()
        .endSpec();
    return this;
  }

  public PodFixture checked(String message) {
    return status(
        "migration-gate-check",
        new ContainerStateBuilder()
            .withNewTerminated()
            .withExitCode(0)
            .withMessage(message)
            .withStartedAt("2026-11-21T10:00:01Z")
            .withFinishedAt(CHECKED_AT)
            .endTerminated(),
        null);
  }

  public PodFixture checked(GateMessage message) {
    return checked(MessageWriter.whole(message));
  }

  public PodFixture holding() {
    return status("migration-gate-hold", new ContainerStateBuilder().withNewRunning(HELD_AT), null);
  }

  public PodFixture holdEnded(int exit, @Nullable String word) {
    return status("migration-gate-hold", ended(exit, word), null);
  }

  public PodFixture holdCrashLooping(String word) {
    return status(
        "migration-gate-hold", waiting("CrashLoopBackOff", "back-off 5m0s"), ended(1, word));
  }

  public PodFixture checkWaiting(String reason, String message) {
    return status("migration-gate-check", waiting(reason, message), null);
  }

  public PodFixture appDied(String lastWords) {
    return app(waiting("CrashLoopBackOff", "back-off"), false, lastWords);
  }

  /** It has died, and the kubelet has started it again. */
  public PodFixture appStartedAgain(boolean ready, String lastWords) {
    return app(new ContainerStateBuilder().withNewRunning(LET_GO_AT), ready, lastWords);
  }

  private PodFixture app(ContainerStateBuilder state, boolean ready, String lastWords) {
    ContainerStatus status =
        new ContainerStatusBuilder()
            .withName("api")
            .withReady(ready)
            .withState(state.build())
            .withLastState(
                new ContainerStateBuilder()
                    .withNewTerminated()
                    .withExitCode(255)
                    .withMessage(lastWords)
                    .endTerminated()
                    .build())
            .build();
    pod.editStatus().addToContainerStatuses(status).endStatus();
    return this;
  }

  public PodFixture appRunning(String imageId) {
    pod.editStatus()
        .addToContainerStatuses(
            new ContainerStatusBuilder()
                .withName("api")
                .withImageID(imageId)
                .withState(new ContainerStateBuilder().withNewRunning(LET_GO_AT).build())
                .build())
        .endStatus();
    return this;
  }

  public PodFixture of(String revision, String image) {
    pod.editMetadata().addToLabels("pod-template-hash", revision).endMetadata();
    pod.editMetadata()
        .editFirstOwnerReference()
        .withName("api-" + revision)
        .withUid("uid-of-set-" + revision)
        .endOwnerReference()
        .endMetadata();
    pod.editSpec().editFirstContainer().withImage(image).endContainer().endSpec();
    return this;
  }

  /** With one more container, such as a mesh's. */
  public PodFixture beside(String container, String image) {
    pod.editSpec().addNewContainer().withName(container).withImage(image).endContainer().endSpec();
    return this;
  }

  public PodFixture createdAt(String time) {
    pod.editMetadata().withCreationTimestamp(time).endMetadata();
    return this;
  }

  public PodFixture annotated(String key, String value) {
    pod.editMetadata().addToAnnotations(key, value).endMetadata();
    return this;
  }

  public PodFixture leaving() {
    pod.editMetadata().withDeletionTimestamp("2026-11-21T10:06:00Z").endMetadata();
    return this;
  }

  /** For good: nobody starts it again. */
  public PodFixture failed() {
    pod.editStatus().withPhase("Failed").endStatus();
    return this;
  }

  public PodFixture ready() {
    pod.editStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .endStatus();
    return this;
  }

  /** As it is in the operator's cache. */
  public Pod trimmed() {
    return new PodTrimming().apply(pod.build());
  }

  public GatePod read() {
    return PodReading.of(trimmed());
  }

  public static GateMessage passed() {
    return GateMessage.of(
        List.of(
            new ChainNote(
                "main",
                Outcome.PASS,
                "Passed",
                OptionalInt.of(7),
                OptionalInt.of(1),
                List.of("0148"),
                "",
                "")),
        List.of());
  }

  public static GateMessage forked() {
    return forkedAnd(List.of());
  }

  public static GateMessage forkedAnd(List<String> also) {
    return GateMessage.of(
        List.of(
            new ChainNote(
                "main",
                Outcome.BLOCKED,
                "MultipleHeads",
                also,
                OptionalInt.of(7),
                OptionalInt.of(2),
                List.of("0146", "0148"),
                "2 heads where 1 is allowed: 0146, 0148",
                "run `migration-gate merge migrations/versions`")),
        List.of());
  }

  public static GateMessage passedBut(String databaseState, Outcome outcome) {
    return GateMessage.of(
        passed().chains(),
        List.of(
            new DatabaseNote(
                "main", outcome, databaseState, List.of("0148"), "it is behind: 0148", "")));
  }

  private PodFixture status(
      String container, ContainerStateBuilder state, @Nullable ContainerStateBuilder last) {
    pod.editStatus()
        .addToInitContainerStatuses(
            new ContainerStatusBuilder()
                .withName(container)
                .withState(state.build())
                .withLastState(last == null ? null : last.build())
                .build())
        .endStatus();
    return this;
  }

  private static ContainerStateBuilder waiting(String reason, String message) {
    return new ContainerStateBuilder().withNewWaiting(message, reason);
  }

  private static ContainerStateBuilder ended(int exit, @Nullable String word) {
    return new ContainerStateBuilder()
        .withNewTerminated()
        .withExitCode(exit)
        .withMessage(word == null ? null : HoldMessage.write(word, "a sentence", 768))
        .withFinishedAt(LET_GO_AT)
        .endTerminated();
  }
}

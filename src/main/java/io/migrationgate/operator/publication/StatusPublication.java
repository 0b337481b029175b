package io.migrationgate.operator.publication;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.migrationgate.api.v1alpha1.ChainStatus;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.MigrationGateStatus;
import io.migrationgate.api.v1alpha1.WorkloadStatus;
import io.migrationgate.operator.judgement.Assessment;
import io.migrationgate.operator.judgement.Wording;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts what was found of a gate into its status, if that says something else. */
@ApplicationScoped
public class StatusPublication {

  private final Clock clock;

  StatusPublication(Clock clock) {
    this.clock = clock;
  }

  /** The gate with its new status, to be applied; nothing where the status says it already. */
  public Optional<MigrationGate> changed(MigrationGate gate, Assessment assessment) {
    MigrationGateStatus before = gate.getStatus();
    MigrationGateStatus after = status(gate, assessment);
    if (after.equals(before)) {
      return Optional.empty();
    }
    MigrationGate changed = new MigrationGate();
    changed.setMetadata(
        new ObjectMetaBuilder()
            .withName(gate.getMetadata().getName())
            .withNamespace(gate.getMetadata().getNamespace())
            .withUid(gate.getMetadata().getUid())
            .build());
    changed.setStatus(after);
    return Optional.of(changed);
  }

  private MigrationGateStatus status(MigrationGate gate, Assessment assessment) {
    return new MigrationGateStatus(
        gate.getMetadata().getGeneration(),
        assessment.statements().stream().map(said -> condition(gate, said)).toList(),
        assessment.chains().stream()
            .map(ChainStatus::heads)
            .filter(Objects::nonNull)
            .max(Integer::compare)
            .orElse(null),
        assessment.workloads().stream().mapToInt(WorkloadStatus::held).sum(),
        assessment.chains().isEmpty() ? null : names(assessment.chains()),
        assessment.chains().stream()
            .map(ChainStatus::image)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null),
        assessment.chains(),
        assessment.workloads(),
        assessment.probes(),
        assessment.started());
  }

  private static String names(List<ChainStatus> chains) {
    return Wording.limited(
        chains.stream().map(ChainStatus::name).collect(Collectors.joining(",")), Wording.LONGEST);
  }

  private Condition condition(MigrationGate gate, Assessment.Statement said) {
    Optional<Condition> before =
        Optional.ofNullable(gate.getStatus()).stream()
            .flatMap(status -> status.conditions().stream())
            .filter(condition -> condition.getType().equals(said.type()))
            .filter(condition -> condition.getStatus().equals(said.truth().word()))
            .findFirst();
    return new ConditionBuilder()
        .withType(said.type())
        .withStatus(said.truth().word())
        .withReason(said.reason())
        .withMessage(said.message())
        .withObservedGeneration(gate.getMetadata().getGeneration())
        .withLastTransitionTime(
            before
                .map(Condition::getLastTransitionTime)
                .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()))
        .build();
  }
}

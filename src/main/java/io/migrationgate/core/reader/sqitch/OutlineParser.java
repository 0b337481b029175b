package io.migrationgate.core.reader.sqitch;

import io.migrationgate.core.edit.sqitch.PlanOutline;
import io.migrationgate.core.edit.sqitch.PlanParser;
import java.util.Optional;

/** Shows plans to those who edit them. */
final class OutlineParser implements PlanParser {

  @Override
  public PlanOutline parse(String path, byte[] source) {
    Plan plan = PlanReader.read(path, source);
    return new PlanOutline(
        plan.project(),
        plan.changes().stream().map(OutlineParser::outline).toList(),
        plan.problems());
  }

  private static PlanOutline.Change outline(PlannedChange change) {
    return new PlanOutline.Change(
        change.name(),
        change.line(),
        change.dependencies().stream().map(Dependency::text).toList(),
        change.tags());
  }

  @Override
  public Optional<String> nameFault(String name) {
    if (name.isEmpty()) {
      return Optional.of("is empty");
    }
    if (!PlanName.isWhole(name)) {
      return Optional.of(PlanName.fault(name));
    }
    if (PlanName.isReserved(name)) {
      return Optional.of("is a name that sqitch keeps for itself");
    }
    return PlanName.couldBeId(name) ? Optional.of("could be taken for an id") : Optional.empty();
  }
}

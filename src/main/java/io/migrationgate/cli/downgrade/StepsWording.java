package io.migrationgate.cli.downgrade;

import io.migrationgate.core.downgrade.DowngradeStep;
import io.migrationgate.core.downgrade.DowngradeSteps;
import io.migrationgate.core.downgrade.Evidence;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import io.migrationgate.core.verdict.ShellWord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the formats for people have in common. */
final class StepsWording {

  /** Of what a step does; the file has all of it. */
  private static final int MOST = 4;

  private StepsWording() {}

  static String headline(DowngradeSteps way) {
    return "%s from %s to %s"
        .formatted(
            count(way.steps().size(), "step"),
            String.join(", ", way.from().stream().map(RevisionId::value).toList()),
            way.to().map(RevisionId::value).orElse("nothing"));
  }

  static String verdict(DowngradeSteps way) {
    if (way.steps().isEmpty()) {
      return "there is nothing to take back";
    }
    long escalate = way.toEscalate();
    return escalate == 0
        ? "none of them has DDL"
        : escalate + " of " + count(way.steps().size(), "step") + " to be escalated";
  }

  private static String count(int number, String word) {
    return number + " " + word + (number == 1 ? "" : "s");
  }

  /** What it does, each thing once, what weighs most first. */
  static String what(DowngradeStep step) {
    Set<String> said = new LinkedHashSet<>();
    step.evidence().stream()
        .sorted((one, other) -> other.mark().compareTo(one.mark()))
        .map(Evidence::what)
        .forEach(said::add);
    if (said.isEmpty()) {
      return "nothing to run";
    }
    List<String> shown = said.stream().limit(MOST).toList();
    return String.join(", ", shown)
        + (said.size() > MOST ? " and " + (said.size() - MOST) + " more" : "");
  }

  /** The file, with the line of what weighs most. */
  static String place(DowngradeStep step) {
    return step.evidence().stream()
        .max((one, other) -> one.mark().compareTo(other.mark()))
        .map(Evidence::line)
        .filter(line -> line > 0)
        .map(line -> step.file() + ":" + line)
        .orElse(step.file());
  }

  /** The command that runs all of it. */
  static String command(DowngradeSteps way) {
    MigrationChain chain = way.chain();
    boolean sqitch = chain.tool() == Tool.SQITCH;
    Optional<MigrationChain.Invocation> invocation = chain.invocation();
    List<String> words = new ArrayList<>(List.of(sqitch ? "sqitch" : "alembic"));
    invocation.ifPresent(how -> words.addAll(how.options()));
    words.add(sqitch ? "revert" : "downgrade");
    if (!sqitch) {
      words.add(way.to().map(RevisionId::value).orElse("base"));
    } else if (way.to().isPresent()) {
      words.addAll(List.of("--to", way.to().get().value()));
    }
    String command = String.join(" ", words.stream().map(ShellWord::quote).toList());
    return invocation
        .map(MigrationChain.Invocation::folder)
        .filter(folder -> !folder.isEmpty() && !folder.equals("."))
        .map(folder -> "(cd " + ShellWord.quote(folder) + " && " + command + ")")
        .orElse(command);
  }
}

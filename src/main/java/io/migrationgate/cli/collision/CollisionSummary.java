package io.migrationgate.cli.collision;

import io.migrationgate.core.collision.ChainCollisions;
import io.migrationgate.core.collision.MergePlan;
import io.migrationgate.core.collision.Moves;
import io.migrationgate.core.collision.OpenBranch;
import io.migrationgate.core.collision.RepairCommand;
import io.migrationgate.core.collision.UnionOutcome;
import io.migrationgate.core.verdict.Finding;
import io.migrationgate.core.verdict.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The sentences that all reports for people have in common. */
final class CollisionSummary {

  /** Two hundred branches that fail in the same way say nothing more than twenty. */
  static final int MAX_LINES = 20;

  private CollisionSummary() {}

  /** What stands in brackets behind a chain that is well. */
  static String ofPassing(CollisionSurvey survey, CollisionSurvey.Part part) {
    ChainCollisions chain = part.chain();
    if (!chain.concernsCurrent()) {
      return "this branch leaves it as it is";
    }
    String branches = plural(survey.compared(), "other open branch", "other open branches");
    if (survey.current().isEmpty()) {
      branches = plural(survey.compared(), "open branch", "open branches");
    }
    return "compared with "
        + chain.base()
        + " and "
        + branches
        + survey.nextOf(part).map(next -> "; next free: " + next).orElse("");
  }

  /** The merges that would break the base, and what each of them would break. */
  static List<String> brokenUnions(ChainCollisions chain) {
    List<String> lines = new ArrayList<>();
    for (UnionOutcome outcome : chain.unions()) {
      if (!isWell(outcome)) {
        lines.add(
            merged(chain, outcome.branches()) + ": " + findings(outcome) + blame(chain, outcome));
      }
    }
    if (chain.together().branches().size() > 1 && !isWell(chain.together())) {
      lines.add("all together: " + findings(chain.together()));
    }
    return shortened(lines);
  }

  /** A merge of which nothing can be said need not break anything. */
  static String titleOfBroken(ChainCollisions chain) {
    boolean blocked =
        chain.together().isBlocked() || chain.unions().stream().anyMatch(UnionOutcome::isBlocked);
    return blocked ? "Merges that would break the chain:" : "Merges of which nothing can be said:";
  }

  private static String blame(ChainCollisions chain, UnionOutcome outcome) {
    return outcome.branches().stream().anyMatch(chain.brokenAlone()::contains)
        ? " (without this branch too)"
        : "";
  }

  private static boolean isWell(UnionOutcome outcome) {
    return outcome.verdict().findings().isEmpty();
  }

  private static String merged(ChainCollisions chain, List<OpenBranch> branches) {
    return chain.base()
        + branches.stream().map(branch -> " + " + branch).collect(Collectors.joining());
  }

  private static String findings(UnionOutcome outcome) {
    return outcome.verdict().findings().stream()
        .map(CollisionSummary::sentence)
        .collect(Collectors.joining("; "));
  }

  private static String sentence(Finding finding) {
    boolean placed = finding.message().startsWith("is ") || finding.message().startsWith("was ");
    return placed && !finding.problem().locations().isEmpty()
        ? finding.problem().locations().getFirst() + " " + finding.message()
        : finding.message();
  }

  /** The order of merges; empty where there is nothing to order. */
  static List<String> order(CollisionSurvey.Part part) {
    MergePlan plan = part.chain().plan();
    if (plan.steps().size() + plan.stuck().size() < 2) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    for (MergePlan.Step step : plan.steps()) {
      lines.add((lines.size() + 1) + ". " + step.branch() + before(step.moves(), part));
    }
    for (OpenBranch branch : plan.stuck()) {
      lines.add("no place was found for " + branch + ": mend what is told of it first");
    }
    return shortened(lines);
  }

  private static String before(Moves moves, CollisionSurvey.Part part) {
    String after = line(moves.onBase(), part);
    if (moves.alone().isEmpty()) {
      return after.isEmpty() ? "" : ", after: " + after;
    }
    return ", before "
        + part.chain().base()
        + " is merged into it: "
        + line(moves.alone(), part)
        + (after.isEmpty() ? "" : ", and after: " + after);
  }

  private static String line(List<MergePlan.Move> moves, CollisionSurvey.Part part) {
    return part.repair().of(moves).orElseGet(() -> RepairCommand.inWords(moves));
  }

  /** One by one what is typed on a branch, with the base merged into it where nothing else says. */
  static List<String> commands(Moves moves, CollisionSurvey.Part part) {
    List<String> commands = new ArrayList<>();
    moves.alone().forEach(move -> commands.add(line(List.of(move), part)));
    if (!moves.alone().isEmpty()) {
      commands.add("git merge " + ShellWord.quote(part.chain().base()));
    }
    moves.onBase().forEach(move -> commands.add(line(List.of(move), part)));
    return commands;
  }

  static List<String> shortened(List<String> lines) {
    if (lines.size() <= MAX_LINES) {
      return lines;
    }
    List<String> first = new ArrayList<>(lines.subList(0, MAX_LINES));
    first.add("and " + (lines.size() - MAX_LINES) + " more; --format json has them all");
    return first;
  }

  static String plural(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}

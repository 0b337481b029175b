package io.migrationgate.cli;

import io.migrationgate.adapter.git.GitRepository;
import io.migrationgate.cli.collision.BranchComparison;
import io.migrationgate.cli.collision.BranchesToMove;
import io.migrationgate.cli.collision.UnreadBranch;
import io.migrationgate.cli.report.Plain;
import io.migrationgate.core.collision.Reparenting;
import io.migrationgate.core.edit.EditPlan;
import io.migrationgate.core.edit.FileChange;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.port.ForgeException;
import io.migrationgate.port.RepositoryException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What a merge has to know of other open branches: which ids they claim, and which of them have to
 * re-parent. Where they cannot be asked, that is said, and the merge is made all the same.
 */
final class OtherBranches implements AutoCloseable {

  private final EditTarget target;
  private final ParseResult arguments;
  private @Nullable GitRepository repository;
  private @Nullable BranchComparison branches;
  private Set<RevisionId> claimed = Set.of();

  /** Empty if they were asked, or were not to be. */
  private String obstacle = "";

  private OtherBranches(EditTarget target, ParseResult arguments) {
    this.target = target;
    this.arguments = arguments;
  }

  static CommandSpec addTo(CommandSpec spec) {
    return BranchOptions.addTo(spec)
        .addOption(
            OptionSpec.builder("--offline")
                .description(
                    "Ask no forge: neither count the numbers that open pull requests claim, nor"
                        + " list those that have to re-parent.")
                .build());
  }

  /** Asks the forge, or looks at the branches of the clone that are named. */
  static OtherBranches of(EditTarget target, ParseResult arguments) {
    OtherBranches others = new OtherBranches(target, arguments);
    if (!arguments.hasMatchedOption("--offline") || arguments.hasMatchedOption("--against")) {
      others.ask();
    }
    return others;
  }

  private void ask() {
    try {
      GitRepository clone = BranchOptions.repository(arguments);
      repository = clone;
      BranchComparison found =
          BranchOptions.comparisonWithHead(arguments, clone, List.of(target.source()));
      claimed = found.claimed();
      branches = found;
    } catch (CommandFailure | RepositoryException | ForgeException failure) {
      obstacle = String.valueOf(failure.getMessage());
    } catch (IOException failure) {
      obstacle = String.valueOf(CollisionsCommand.noRoom(failure).getMessage());
    }
  }

  /** The ids that the base or an open branch has. */
  Set<RevisionId> claimed() {
    return claimed;
  }

  /** The merge itself is done, so that no list is no failure: it is said, and that is all. */
  void write(EditPlan plan, PrintWriter out) {
    if (!obstacle.isEmpty()) {
      noAnswer(out);
    }
    for (FileChange change : plan.changes()) {
      if (change instanceof FileChange.Create created && branches != null) {
        write(created, branches, out);
      }
    }
  }

  private void write(FileChange.Create created, BranchComparison known, PrintWriter out) {
    try {
      write(known.leftBehind(placeOf(created.target()), created.after().toArray()), out);
    } catch (RepositoryException failure) {
      obstacle = String.valueOf(failure.getMessage());
      noAnswer(out);
    } catch (IOException failure) {
      obstacle = String.valueOf(CollisionsCommand.noRoom(failure).getMessage());
      noAnswer(out);
    }
  }

  /** With the links of its folder resolved; the file itself may not be there yet. */
  private String placeOf(String file) {
    String absolute = target.tree().absolute(file);
    int slash = absolute.lastIndexOf('/');
    return target.tree().realPath(absolute.substring(0, slash)) + absolute.substring(slash);
  }

  private static void write(BranchesToMove found, PrintWriter out) {
    if (found.moves().isEmpty() && found.unread().isEmpty()) {
      out.println("no other open branch has to re-parent");
      return;
    }
    if (!found.moves().isEmpty()) {
      out.println("has to re-parent, once this is merged:");
    }
    for (Reparenting move : found.moves()) {
      out.println(
          Plain.text(
              "  "
                  + move.branch()
                  + ": "
                  + move.revision().file()
                  + ", "
                  + move.from()
                  + " -> "
                  + move.onto()
                  + (move.losesItsId() ? ", and another id: this one is taken now" : "")));
    }
    for (UnreadBranch branch : found.unread()) {
      out.println(Plain.text("  unknown: " + branch.branch() + " " + branch.reason()));
    }
  }

  private void noAnswer(PrintWriter out) {
    // Nobody has to be told the path of the folder that they are in.
    String folder = target.folder().normalize() + " ";
    boolean here = !arguments.hasMatchedOption("--workdir") && obstacle.startsWith(folder);
    out.println(
        Plain.text(
            "note: which numbers open branches claim, and which of them have to re-parent, is not"
                + " known: "
                + (here ? "this folder " + obstacle.substring(folder.length()) : obstacle)));
  }

  @Override
  public void close() {
    if (repository != null) {
      repository.close();
    }
  }
}

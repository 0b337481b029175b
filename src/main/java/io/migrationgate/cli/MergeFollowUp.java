package io.migrationgate.cli;

import io.migrationgate.adapter.git.GitRepository;
import io.migrationgate.cli.collision.BranchComparison;
import io.migrationgate.cli.collision.BranchesToMove;
import io.migrationgate.cli.collision.UnreadBranch;
import io.migrationgate.cli.report.Plain;
import io.migrationgate.core.collision.Reparenting;
import io.migrationgate.core.edit.EditPlan;
import io.migrationgate.core.edit.FileChange;
import io.migrationgate.port.ForgeException;
import io.migrationgate.port.RepositoryException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** Says which open branches have to re-parent because of a merge revision. */
final class MergeFollowUp {

  private final EditTarget target;
  private final ParseResult arguments;

  MergeFollowUp(EditTarget target, ParseResult arguments) {
    this.target = target;
    this.arguments = arguments;
  }

  /** The merge itself is done, so that no list is no failure: it is said, and that is all. */
  void write(EditPlan plan, PrintWriter out) {
    for (FileChange change : plan.changes()) {
      if (change instanceof FileChange.Create created) {
        write(created, out);
      }
    }
  }

  private void write(FileChange.Create created, PrintWriter out) {
    try (GitRepository repository = BranchOptions.repository(arguments)) {
      BranchComparison branches =
          BranchOptions.comparisonWithHead(arguments, repository, List.of(target.source()));
      String path = placeOf(created.target());
      write(branches.leftBehind(path, created.after().toArray()), out);
    } catch (CommandFailure failure) {
      noList(String.valueOf(failure.getMessage()), out);
    } catch (RepositoryException | ForgeException failure) {
      noList(String.valueOf(failure.getMessage()), out);
    } catch (IOException failure) {
      noList(String.valueOf(CollisionsCommand.noRoom(failure).getMessage()), out);
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

  private void noList(String reason, PrintWriter out) {
    // Nobody has to be told the path of the folder that they are in.
    String folder = target.folder().normalize() + " ";
    boolean here = !arguments.hasMatchedOption("--workdir") && reason.startsWith(folder);
    out.println(
        Plain.text(
            "note: which open branches have to re-parent could not be listed: "
                + (here ? "this folder " + reason.substring(folder.length()) : reason)));
  }
}

package io.migrationgate.cli;

import io.migrationgate.adapter.disk.DiskFiles;
import io.migrationgate.adapter.git.UncommittedChanges;
import io.migrationgate.cli.report.Plain;
import io.migrationgate.core.edit.ChainEditor;
import io.migrationgate.core.edit.EditFailedException;
import io.migrationgate.core.edit.EditRefusedException;
import io.migrationgate.core.edit.EditTransaction;
import io.migrationgate.core.edit.FileChange;
import io.migrationgate.core.edit.UnifiedDiff;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.mention.MentionSearch;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.verdict.ShellWord;
import io.migrationgate.port.RepositoryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Shows a planned change, or carries it out, and says what remains for a person to do. */
final class EditOutcome {

  private final EditTarget target;
  private final ParseResult arguments;
  private final Console console;

  EditOutcome(EditTarget target, ParseResult arguments, Console console) {
    this.target = target;
    this.arguments = arguments;
    this.console = console;
  }

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            OptionSpec.builder("--dry-run")
                .description("Show the change as a unified diff, and change nothing.")
                .build())
        .addOption(
            OptionSpec.builder("--allow-dirty")
                .description("Change files even if they hold changes that are not committed.")
                .build());
  }

  ExitCode of(ChainEditor.Planned planned) throws CommandFailure {
    List<FileChange> changes = planned.plan().changes();
    if (arguments.hasMatchedOption("--dry-run")) {
      for (String line : UnifiedDiff.of(planned.plan())) {
        console.out().println(shown(line));
      }
      notes(planned);
      return ExitCode.PASS;
    }
    refuseDirty(changes);
    try {
      EditTransaction.apply(planned.plan(), new DiskFiles(target.folder()));
    } catch (EditRefusedException refused) {
      throw CommandFailure.refused(refused.reason());
    } catch (EditFailedException failed) {
      throw CommandFailure.unreadable(String.valueOf(failed.getMessage()));
    }
    console.out().println(Plain.text("done: " + planned.summary()));
    for (FileChange change : changes) {
      console.out().println(Plain.text("  " + line(change)));
    }
    notes(planned);
    return ExitCode.PASS;
  }

  /** A line of a file; of the control characters in it only the end of a line is kept. */
  private static String shown(String line) {
    return line.endsWith("\r")
        ? Plain.text(line.substring(0, line.length() - 1)) + "\r"
        : Plain.text(line);
  }

  private static String line(FileChange change) {
    return switch (change) {
      case FileChange.Create(String path, var after) -> "created  " + path;
      case FileChange.Rewrite rewrite ->
          rewrite.renames()
              ? "renamed  " + rewrite.path() + " to " + rewrite.target()
              : "changed  " + rewrite.path();
    };
  }

  private void refuseDirty(List<FileChange> changes) throws CommandFailure {
    if (arguments.hasMatchedOption("--allow-dirty")) {
      return;
    }
    List<String> paths = new ArrayList<>();
    for (FileChange change : changes) {
      if (change instanceof FileChange.Rewrite rewrite) {
        paths.add(rewrite.path());
      }
    }
    List<String> dirty;
    try {
      dirty = new UncommittedChanges(target.folder()).among(paths);
    } catch (RepositoryException blind) {
      throw CommandFailure.unreadable(
          blind.getMessage() + "; or say --allow-dirty, if nothing there is uncommitted");
    }
    if (!dirty.isEmpty()) {
      throw CommandFailure.refused(
          String.join(", ", dirty)
              + (dirty.size() == 1 ? " has" : " have")
              + " changes that are not committed: commit them first, or say --allow-dirty");
    }
  }

  /** Beside the diff, not in it: somebody may want to apply that. */
  private void notes(ChainEditor.Planned planned) {
    for (String note : planned.notes()) {
      console.err().println(Plain.text("note: " + note));
    }
    if (planned.retired().isPresent()) {
      mentions(planned.retired().get(), planned);
    }
  }

  private void mentions(String id, ChainEditor.Planned planned) {
    if (MentionSearch.isCommon(id)) {
      console
          .err()
          .println(
              Plain.text(
                  "note: "
                      + id
                      + " is too common a word to look for in other places; git grep -nw "
                      + ShellWord.quote(id)
                      + " lists them all"));
      return;
    }
    Map<String, byte[]> changed = new HashMap<>();
    for (FileChange change : planned.plan().changes()) {
      // The file is under one of its two names, depending on whether the plan was applied.
      if (change instanceof FileChange.Rewrite rewrite) {
        changed.put(target.tree().realPath(rewrite.path()), rewrite.after().toArray());
      }
    }
    // A tree remembers what it has listed, and files may have other names by now.
    FileTree tree = FileTree.host(target.folder());
    MentionSearch.Found found = MentionSearch.of(id, tree, changed);
    if (found.places().isEmpty()) {
      return;
    }
    console
        .err()
        .println(
            Plain.text(
                "note: "
                    + id
                    + " also stands here, where nothing was changed"
                    + (found.complete() ? ":" : "; these are the first places:")));
    for (SourceLocation place : found.places()) {
      console.err().println(Plain.text("  " + place));
    }
  }
}

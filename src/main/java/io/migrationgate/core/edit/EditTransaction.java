package io.migrationgate.core.edit;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Applies a plan: all of it or nothing.
 *
 * <p>Everything that can run out of space or rights is done first, on files beside the real ones:
 * the new contents, and copies of the old. What is left are renames, each of which takes place or
 * does not, and which are undone by others if one of them fails. So no file is ever half written,
 * even if the process is killed.
 */
public final class EditTransaction {

  /** One step, and what takes it back. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private final EditableFiles files;
  private final List<String> staged = new ArrayList<>();
  private final Deque<Step> undo = new ArrayDeque<>();

  private EditTransaction(EditableFiles files) {
    this.files = files;
  }

  /**
   * Applies the plan.
   *
   * @throws EditRefusedException if a file is not what it was when the plan was made
   * @throws EditFailedException if the file system did not let it
   */
  public static void apply(EditPlan plan, EditableFiles files)
      throws EditRefusedException, EditFailedException {
    for (FileChange change : plan.changes()) {
      verify(change, files);
    }
    new EditTransaction(files).run(plan);
  }

  private static void verify(FileChange change, EditableFiles files) throws EditRefusedException {
    boolean arrives =
        switch (change) {
          case FileChange.Create create -> true;
          case FileChange.Rewrite rewrite -> rewrite.renames();
        };
    if (arrives && files.exists(change.target())) {
      throw new EditRefusedException(
          change.target() + " exists already: move it away, or choose another id");
    }
    if (change instanceof FileChange.Rewrite rewrite && !isAsPlanned(rewrite, files)) {
      throw new EditRefusedException(
          rewrite.path() + " has changed since it was read: run the command again");
    }
  }

  private static boolean isAsPlanned(FileChange.Rewrite rewrite, EditableFiles files) {
    try {
      return files.read(rewrite.path()).equals(rewrite.before());
    } catch (IOException gone) {
      return false;
    }
  }

  private void run(EditPlan plan) throws EditFailedException {
    List<Step> steps = new ArrayList<>();
    String current = "";
    try {
      for (FileChange change : plan.changes()) {
        current = change.target();
        steps.add(prepare(change));
      }
      int next = 0;
      for (FileChange change : plan.changes()) {
        current = change.target();
        steps.get(next++).run();
      }
    } catch (IOException failure) {
      takeBack(current, failure);
      throw new EditFailedException(
          current + " " + reason(failure) + "; nothing was changed", failure);
    } finally {
      discardStaged();
    }
    settle(plan);
  }

  /** Puts new and old contents beside the file, and returns what is left to do. */
  private Step prepare(FileChange change) throws IOException {
    return switch (change) {
      case FileChange.Create(String target, Bytes after) -> {
        String fresh = stage(target, after);
        yield () -> arrive(fresh, target);
      }
      case FileChange.Rewrite rewrite -> {
        String fresh = stage(rewrite.path(), rewrite.after());
        String old = stage(rewrite.path(), rewrite.before());
        yield () -> {
          if (rewrite.renames()) {
            arrive(fresh, rewrite.target());
            undo.push(() -> files.move(old, rewrite.path()));
            files.delete(rewrite.path());
          } else {
            undo.push(() -> files.move(old, rewrite.path()));
            files.move(fresh, rewrite.path());
          }
        };
      }
    };
  }

  private String stage(String beside, Bytes content) throws IOException {
    String path = files.stage(beside, content);
    staged.add(path);
    return path;
  }

  private void arrive(String fresh, String target) throws IOException {
    files.move(fresh, target);
    undo.push(() -> files.delete(target));
  }

  private void takeBack(String failed, IOException failure) throws EditFailedException {
    while (!undo.isEmpty()) {
      try {
        undo.pop().run();
      } catch (IOException second) {
        // The copies beside the files are all that is left of the old state.
        List<String> copies = List.copyOf(staged);
        staged.clear();
        failure.addSuppressed(second);
        throw new EditFailedException(
            failed
                + " "
                + reason(failure)
                + ", and what was changed before it could not be taken back; the old contents are"
                + " among "
                + String.join(", ", copies),
            failure);
      }
    }
  }

  private void discardStaged() {
    for (String path : staged) {
      try {
        if (files.exists(path)) {
          files.delete(path);
        }
      } catch (IOException kept) {
        // A file of a passing name that stays is untidy; failing for it would be wrong.
      }
    }
  }

  private void settle(EditPlan plan) {
    for (FileChange change : plan.changes()) {
      try {
        files.settle(change.target());
      } catch (IOException unsure) {
        // Every file is whole already; the names reach the disk a little later.
      }
    }
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException denied -> "may not be changed by this user";
      case FileSystemException other when other.getReason() != null ->
          "cannot be written: " + other.getReason();
      default -> "cannot be written";
    };
  }
}

package io.migrationgate.adapter.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What git knows of files that differ from the last commit. */
public final class UncommittedChanges {

  private final Path folder;

  public UncommittedChanges(Path folder) {
    this.folder = folder;
  }

  /**
   * Those of the files that are in git and have been changed since. New files do not count, as
   * there is nothing that they could be mixed up with; nor does anything where there is no git.
   */
  public List<String> among(Collection<String> files) {
    List<String> changed = new ArrayList<>();
    for (String file : files) {
      String status = status(file);
      if (!status.isEmpty() && !status.startsWith("??") && !status.startsWith("A ")) {
        changed.add(file);
      }
    }
    return changed;
  }

  /** Two letters and the path; empty for a file as it was committed. */
  private String status(String file) {
    Path path = folder.resolve(file).toAbsolutePath().normalize();
    Path parent = path.getParent();
    if (parent == null) {
      return "";
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            "git",
            "--literal-pathspecs",
            // A clone's own settings must not start programs.
            "-c",
            "core.fsmonitor=false",
            "status",
            "--porcelain",
            "--",
            path.toString());
    builder.directory(parent.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    try {
      Process git = builder.start();
      git.getOutputStream().close();
      String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? output : "";
    } catch (IOException noGit) {
      return "";
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}

package io.migrationgate.adapter.git;

import io.migrationgate.port.RepositoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls {@code git} in one folder. */
final class GitCommand {

  /** What a call of git came to. */
  static final class Answer {
    private final int exit;
    private final byte[] output;
    private final String firstError;

    private Answer(int exit, byte[] output, String firstError) {
      this.exit = exit;
      this.output = output;
      this.firstError = firstError;
    }

    int exit() {
      return exit;
    }

    String text() {
      return new String(output, StandardCharsets.UTF_8);
    }

    /** What git complained of first; empty if it did not. */
    String firstError() {
      return firstError;
    }
  }

  private final Path folder;

  GitCommand(Path folder) {
    this.folder = folder;
  }

  /** Runs a command to its end, whatever its exit code. */
  Answer run(String... arguments) throws RepositoryException {
    return run(List.of(arguments));
  }

  Answer run(List<String> arguments) throws RepositoryException {
    return runWherePossible(arguments).orElseThrow(GitCommand::notRunnable);
  }

  /** As {@link #run}; empty where there is no git on this machine. */
  Optional<Answer> runWherePossible(List<String> arguments) throws RepositoryException {
    Path errors = null;
    try {
      // Into a file: two pipes would need a second thread to be emptied.
      errors = Files.createTempFile("migration-gate-git", ".err");
      Process process;
      try {
        process = builder(arguments).redirectError(errors.toFile()).start();
      } catch (IOException noGit) {
        return Optional.empty();
      }
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      int exit = process.waitFor();
      String error = exit == 0 ? "" : firstLine(errors);
      return Optional.of(new Answer(exit, output, error));
    } catch (IOException failure) {
      throw notRunnable();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new RepositoryException("git was interrupted; run the command again");
    } finally {
      delete(errors);
    }
  }

  /** Runs a command that has no reason to fail. */
  String require(List<String> arguments) throws RepositoryException {
    Answer answer = run(arguments);
    if (answer.exit() != 0) {
      throw refused(arguments.getFirst(), answer);
    }
    return answer.text();
  }

  RepositoryException refused(String command, Answer answer) {
    return new RepositoryException(
        "git "
            + command
            + " failed in "
            + folder
            + ": "
            + (answer.firstError().isEmpty() ? "exit code " + answer.exit() : answer.firstError())
            + "; mend the clone, or clone anew");
  }

  /** A process that goes on answering until its input is closed. */
  Process converse(String... arguments) throws RepositoryException {
    try {
      return builder(List.of(arguments)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException failure) {
      throw notRunnable();
    }
  }

  private ProcessBuilder builder(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("git", "--literal-pathspecs"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("LC_ALL", "C");
    // Reading must not write an index, and a missing password must not wait for a person.
    environment.put("GIT_OPTIONAL_LOCKS", "0");
    environment.put("GIT_TERMINAL_PROMPT", "0");
    return builder;
  }

  private static RepositoryException notRunnable() {
    return new RepositoryException(
        "git could not be started; install git, which tells what the branches have changed");
  }

  private static String firstLine(Path errors) throws IOException {
    String text = new String(Files.readAllBytes(errors), StandardCharsets.UTF_8);
    return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("").strip();
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      // An empty file in the folder for temporary files does no harm.
    }
  }
}

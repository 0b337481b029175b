package io.migrationgate.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A project with migrations in a real git repository. */
public final class GitProject {

  private final Path folder;

  private GitProject(Path folder) {
    this.folder = folder;
  }

  /** A new one, on the branch {@code main}, with nothing in it but its configuration. */
  public static GitProject in(Path folder) throws Exception {
    Files.createDirectories(folder);
    GitProject project = new GitProject(folder);
    project.git("init", "-q", ".");
    project.git("symbolic-ref", "HEAD", "refs/heads/main");
    project.write("alembic.ini", "[alembic]\nscript_location = migrations\n");
    project.commit("Begin");
    return project;
  }

  public GitProject cloned(Path to, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("clone", "-q"));
    words.addAll(List.of(options));
    words.add("file://" + folder.toRealPath());
    words.add(to.toString());
    git(words.toArray(String[]::new));
    return new GitProject(to);
  }

  public Path folder() {
    return folder;
  }

  /** Commits a revision; {@code parent} as Python writes it. */
  public GitProject revision(String file, String id, String parent) throws Exception {
    write(
        "migrations/versions/" + file, "revision = '" + id + "'\ndown_revision = " + parent + "\n");
    return commit("Add " + file);
  }

  public GitProject write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  public GitProject commit(String message) throws Exception {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", message);
    return this;
  }

  public GitProject branch(String name, String from) throws Exception {
    git("checkout", "-q", "-b", name, from);
    return this;
  }

  public GitProject checkout(String name) throws Exception {
    git("checkout", "-q", name);
    return this;
  }

  public GitProject merge(String name) throws Exception {
    git("merge", "-q", "--no-ff", "-m", "Merge " + name, name);
    return this;
  }

  /** Types a line at this folder's prompt, where the packaged command is on the path. */
  public String type(String line) throws Exception {
    return run(List.of("sh", "-c", line));
  }

  public String git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private String run(List<String> command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder
        .environment()
        .merge(
            "PATH",
            Path.of(System.getProperty("migrationgate.distribution", ""))
                .resolve("bin")
                .toAbsolutePath()
                .toString(),
            (path, distribution) -> distribution + ":" + path);
    for (String who : List.of("AUTHOR", "COMMITTER")) {
      builder.environment().put("GIT_" + who + "_NAME", "test");
      builder.environment().put("GIT_" + who + "_EMAIL", "test@example.org");
    }
    Process process = builder.start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(command + ": " + output).isZero();
    return output;
  }
}

package io.migrationgate.image;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A Docker engine that answers, and the command that builds with it. {@code DOCKER} and {@code
 * DOCKER_BUILD_ARGS} mean what they mean to {@code make image}.
 */
public final class ContainerEngine {

  private static final Path SOURCES = Path.of("").toAbsolutePath();

  private static final String IMAGE = "localhost/migration-gate:test";

  private static boolean built;

  private final String command;
  private final List<String> buildArguments;

  private ContainerEngine(String command, List<String> buildArguments) {
    this.command = command;
    this.buildArguments = buildArguments;
  }

  /** Without one, or without base images to build from, the test is skipped. */
  public static ContainerEngine required() throws Exception {
    String arguments = System.getenv().getOrDefault("DOCKER_BUILD_ARGS", "");
    assumeTrue(
        arguments.contains("BASE_IMAGE="),
        "skipped: DOCKER_BUILD_ARGS does not name the base images of the container image");
    Optional<String> command = builder();
    assumeTrue(command.isPresent(), "skipped: no Docker engine answers that builds with BuildKit");
    return new ContainerEngine(
        command.orElseThrow(), Arrays.asList(arguments.strip().split("\\s+")));
  }

  /** A client may be too new for its engine, or lack what it builds with. */
  private static Optional<String> builder() throws Exception {
    for (String candidate : candidates()) {
      ContainerEngine engine = new ContainerEngine(candidate, List.of());
      if (engine.run(Optional.of("FROM scratch\nLABEL a=b\n"), "build", "--quiet", "-").exit()
          == 0) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static Set<String> candidates() {
    String named = System.getenv("DOCKER");
    if (named != null && !named.isEmpty()) {
      return Set.of(named);
    }
    Set<String> found = new LinkedHashSet<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      Path candidate = Path.of(folder, "docker");
      if (Files.isExecutable(candidate)) {
        found.add(candidate.toString());
      }
    }
    return found;
  }

  /** The image of this build, target {@code jvm}, from the distribution that the tests run. */
  public String image() throws Exception {
    synchronized (ContainerEngine.class) {
      if (!built) {
        build(SOURCES, IMAGE, "--target", "jvm", "--build-arg", "DISTRIBUTION=prebuilt");
        built = true;
      }
    }
    return IMAGE;
  }

  /** Builds a target of the Dockerfile with other arguments. */
  void buildTarget(String target, String image, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("--target", target));
    all.addAll(List.of("--build-arg", "DISTRIBUTION=prebuilt"));
    all.addAll(List.of(arguments));
    build(SOURCES, image, all.toArray(String[]::new));
  }

  /** Builds the Dockerfile of a folder. */
  public void build(Path folder, String image, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("build", "--tag", image));
    words.addAll(buildArguments);
    words.addAll(List.of(arguments));
    words.add(folder.toString());
    Run run = run(words.toArray(String[]::new));
    if (run.exit() != 0) {
      throw new IOException(command + " " + String.join(" ", words) + ": " + run);
    }
  }

  /** What the build arguments call it. */
  String buildArgument(String name) {
    return buildArguments.stream()
        .map(argument -> argument.replaceFirst("^--build-arg=", ""))
        .filter(argument -> argument.startsWith(name + "="))
        .map(argument -> argument.substring(name.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  /** Runs the client, and expects it to succeed. */
  String answer(String... arguments) throws Exception {
    Run run = run(arguments);
    if (run.exit() != 0) {
      throw new IOException(command + " " + String.join(" ", arguments) + ": " + run);
    }
    return run.output().strip();
  }

  /** Runs the client. */
  public Run run(String... arguments) throws Exception {
    return run(Optional.empty(), arguments);
  }

  private Run run(Optional<String> input, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(arguments));
    Path out = Files.createTempFile("out", "");
    Path err = Files.createTempFile("err", "");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().put("DOCKER_BUILDKIT", "1");
      Process process = builder.start();
      try (var stdin = process.outputWriter()) {
        stdin.write(input.orElse(""));
      } catch (IOException notRead) {
        // A client that fails at once does not read what it is given; its exit code tells.
      }
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroy();
        throw new IOException("no end after ten minutes: " + words);
      }
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** What a run of the client, or of a container, has left. */
  public record Run(int exit, String output, String error) {}
}

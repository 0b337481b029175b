package io.migrationgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.adapter.http.TestServer;
import io.migrationgate.adapter.http.TestServer.Reply;
import io.migrationgate.adapter.http.TestServer.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The snippets for CI, as far as they run without the CI: each is YAML, each of its steps is shell,
 * and those that install and check are run.
 */
class CiSnippetsIT {
  private static final Path PROJECT = Path.of("").toAbsolutePath();
  private static final Path SNIPPETS = PROJECT.resolve("examples/ci");
  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("migrationgate.distribution")).toAbsolutePath();

  @TempDir Path temp;

  private record Ran(int exit, String output) {}

  private Ran run(Path folder, Map<String, String> environment, String... command)
      throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("HOME", temp.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), output);
  }

  /** The steps of a snippet, wherever they stand in it. */
  private static List<String> steps(Object yaml) {
    List<String> steps = new ArrayList<>();
    if (yaml instanceof Map<?, ?> map) {
      for (String key :
          List.of("run", "before_script", "script", "after_script", "commands", "entry")) {
        if (map.get(key) instanceof List<?> lines) {
          lines.forEach(line -> steps.add(String.valueOf(line)));
        } else if (map.get(key) instanceof String text) {
          steps.add(text);
        }
      }
      map.values().forEach(value -> steps.addAll(steps(value)));
    } else if (yaml instanceof List<?> list) {
      list.forEach(item -> steps.addAll(steps(item)));
    }
    return steps;
  }

  private static List<Path> snippets() throws IOException {
    try (Stream<Path> files = Files.list(SNIPPETS)) {
      return files
          .filter(file -> file.toString().endsWith(".yml") || file.toString().endsWith(".yaml"))
          .toList();
    }
  }

  private static List<String> stepsOf(Path snippet) throws IOException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Object read = yaml.load(Files.readString(snippet));
    return steps(read);
  }

  @Test
  void everyStepIsShell() throws Exception {
    assertThat(snippets()).hasSize(5);
    for (Path snippet : snippets()) {
      List<String> steps = stepsOf(snippet);
      assertThat(steps).as(snippet.toString()).isNotEmpty();
      for (String step : steps) {
        Ran ran = run(temp, Map.of(), "sh", "-n", "-c", step);
        assertThat(ran).as(step).isEqualTo(new Ran(0, ""));
      }
    }
  }

  @Test
  void installsAndChecks() throws Exception {
    needsCurl();
    Path archive = temp.resolve("migration-gate.tar.gz");
    Ran packed =
        run(temp, Map.of(), "tar", "-czf", archive.toString(), "-C", DISTRIBUTION.toString(), ".");
    assertThat(packed).isEqualTo(new Ran(0, ""));

    for (Path snippet : snippets()) {
      List<String> steps = new ArrayList<>();
      for (String step : stepsOf(snippet)) {
        // Packages of the system, and what needs a forge.
        boolean left =
            step.startsWith("apt-get") || step.contains("collisions") || step.contains("tell.sh");
        if (!left) {
          steps.add(step);
        }
      }
      assertThat(steps)
          .as(snippet.toString())
          .anyMatch(step -> step.contains("migration-gate check"));
      if (snippet.toString().contains("pre-commit")) {
        steps.addFirst("export PATH=\"" + DISTRIBUTION.resolve("bin") + ":$PATH\"");
      }
      Path home = Files.createTempDirectory(temp, "home");
      Path path = Files.createFile(home.resolve("path"));
      // What Actions do between steps.
      String between = "\nPATH=\"$(tr '\\n' ':' <\"$GITHUB_PATH\")$PATH\"\n";
      String script = "set -e\n" + String.join(between, steps);
      Map<String, String> environment =
          Map.of(
              "HOME", home.toString(),
              "GITHUB_PATH", path.toString(),
              "MIGRATION_GATE_URL", archive.toUri().toString());

      Ran good = run(example("straight"), environment, "sh", "-c", script);
      assertThat(good.exit()).as(snippet + "\n" + good.output()).isZero();
      Ran bad = run(example("two-pull-requests"), environment, "sh", "-c", script);
      assertThat(bad.exit()).as(snippet + "\n" + bad.output()).isEqualTo(1);
      assertThat(bad.output()).contains("2 heads where 1 is allowed");
    }
  }

  private void needsCurl() throws Exception {
    Assumptions.assumeTrue(
        run(temp, Map.of(), "sh", "-c", "command -v curl").exit() == 0,
        "skipped: there is no curl here, which the snippets use");
  }

  private Path example(String name) throws Exception {
    Path copy = Files.createTempDirectory(temp, name);
    Path from = PROJECT.resolve("examples").resolve(name);
    assertThat(run(temp, Map.of(), "cp", "-R", from + "/.", copy.toString()).exit()).isZero();
    return copy;
  }

  @Test
  void tellsAWebhookAndSentry() throws Exception {
    needsCurl();
    try (TestServer server = new TestServer(request -> Reply.json("{}"))) {
      Ran ran =
          run(
              temp,
              Map.of(
                  "WEBHOOK_URL", server.url() + "/hook",
                  "SENTRY_DSN", server.url().replace("://", "://0123abcd@") + "/42"),
              "sh",
              SNIPPETS.resolve("tell.sh").toString(),
              "main is \"broken\" \\o/");

      assertThat(ran).isEqualTo(new Ran(0, ""));
      List<Request> told = server.requests();
      assertThat(told).extracting(Request::target).containsExactly("/hook", "/api/42/envelope/");
      assertThat(told.get(0).body()).isEqualTo("{\"text\":\"main is \\\"broken\\\" \\\\o/\"}");
      assertThat(told.get(1).header("X-Sentry-Auth")).endsWith("sentry_key=0123abcd");
      assertThat(told.get(1).body().lines().toList().get(2))
          .contains("\"message\":\"main is \\\"broken\\\" \\\\o/\"");
    }
  }

  @Test
  void failsWhereNobodyListens() throws Exception {
    needsCurl();
    try (TestServer server = new TestServer(request -> Reply.of(403, "{}"))) {
      Ran ran =
          run(
              temp,
              Map.of("WEBHOOK_URL", server.url() + "/hook/SECRET"),
              "sh",
              SNIPPETS.resolve("tell.sh").toString(),
              "x");

      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.output()).doesNotContain("SECRET");
    }
  }
}

package io.migrationgate.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.migrationgate.image.ContainerEngine.Run;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image, really built and run. */
class ContainerImageIT {

  private static final Path EXAMPLES = Path.of("examples").toAbsolutePath();
  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("migrationgate.distribution")).toAbsolutePath();

  private static final long MEGABYTE = 1_000_000;

  private static ContainerEngine engine;
  private static String image;

  @BeforeAll
  static void build() throws Exception {
    engine = ContainerEngine.required();
    image = engine.image();
  }

  /** As a restricted pod runs it, and with nothing in its environment. */
  @Test
  void checksInAContainerThatMayDoNothing() throws Exception {
    Run good = restricted("--env", "HOME=", "--", "check", "straight");
    Run broken = restricted("--", "check", "two-pull-requests");

    assertThat(good).isEqualTo(new Run(0, "straight: OK (exactly 1 head)\n", ""));
    assertThat(broken.output()).startsWith("two-pull-requests: BLOCKED (1 problem)\n");
    assertThat(broken.error()).isEmpty();
    assertThat(broken.exit()).isEqualTo(1);
  }

  /** With this option the JVM refuses to start on a cache that does not fit. */
  @Test
  void startsFromACacheMadeByItsOwnRuntime() throws Exception {
    String demanded = "MIGRATION_GATE_JAVA_OPTS=-XX:AOTMode=on";

    Run run = restricted("--env", demanded, "--", "check", "straight");
    Run unfitting =
        restricted("--env", demanded + " -XX:+UseCompactObjectHeaders", "--", "check", "straight");
    Run loading =
        restricted(
            "--env", "MIGRATION_GATE_JAVA_OPTS=-Xlog:class+load:stdout", "--", "check", "straight");

    assertThat(run).isEqualTo(new Run(0, "straight: OK (exactly 1 head)\n", ""));
    assertThat(unfitting.exit()).isEqualTo(1);
    List<String> loaded =
        loading.output().lines().filter(line -> line.contains(" source: ")).toList();
    assertThat(loaded).hasSizeGreaterThan(500);
    assertThat(loaded).allMatch(line -> line.contains("source: shared objects file"));
  }

  @Test
  void addsLittleToItsBase() throws Exception {
    long size = Long.parseLong(inspect("{{.Size}}"));
    long base =
        Long.parseLong(
            engine.answer(
                "image", "inspect", "--format", "{{.Size}}", engine.buildArgument("BASE_IMAGE")));

    assertThat(size - base).isLessThan(160 * MEGABYTE);
  }

  @Test
  void saysWhatItIsAndIsNotRoot() throws Exception {
    JsonNode configuration = new ObjectMapper().readTree(inspect("{{json .Config}}"));

    assertThat(configuration.get("User").asText()).isEqualTo("65532:65532");
    assertThat(configuration.get("Entrypoint").toString())
        .isEqualTo("[\"/usr/lib/migration-gate/bin/migration-gate\"]");
    for (String label : List.of("title", "description", "licenses", "version", "revision")) {
      assertThat(configuration.at("/Labels/org.opencontainers.image." + label).asText())
          .as(label)
          .isNotEmpty();
    }
  }

  @Test
  void findsItsCommandOnThePathToo() throws Exception {
    Run run =
        engine.run(
            "run", "--rm", "--network=none", "--entrypoint", "migration-gate", image, "--version");

    assertThat(run.output()).startsWith("migration-gate ");
    assertThat(run.exit()).isZero();
  }

  @Test
  void hasEveryModuleThatTheJarsNeed() throws Exception {
    Run run =
        engine.run(
            "run",
            "--rm",
            "--network=none",
            "--entrypoint",
            "/usr/lib/migration-gate/runtime/bin/java",
            image,
            "--list-modules");
    Set<String> present =
        run.output()
            .lines()
            .map(line -> line.replaceFirst("@.*", ""))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(present).containsAll(modulesOfTheJars());
  }

  /** In an image without even a C library, as Copy mode has to. */
  @Test
  void bringsABusyboxThatRunsOnItsOwn(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("Dockerfile"),
        """
        FROM %s AS gate
        FROM scratch
        COPY --from=gate /usr/lib/migration-gate/busybox /busybox
        """
            .formatted(image));
    String nothing = "localhost/migration-gate:busybox-alone";
    engine.build(folder, nothing);
    try {
      Run run =
          engine.run(
              "run", "--rm", "--network=none", "--read-only", nothing, "/busybox", "echo", "here");
      assertThat(run).isEqualTo(new Run(0, "here\n", ""));
    } finally {
      engine.run("image", "rm", nothing);
    }
  }

  private static Set<String> modulesOfTheJars() throws Exception {
    List<String> jars;
    try (Stream<Path> files = Files.list(DISTRIBUTION.resolve("lib"))) {
      jars = files.map(Path::toString).filter(file -> file.endsWith(".jar")).toList();
    }
    List<String> arguments =
        new ArrayList<>(
            List.of("--multi-release", "25", "--ignore-missing-deps", "--print-module-deps"));
    arguments.addAll(jars);
    StringWriter output = new StringWriter();
    int exit =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintWriter(output), new PrintWriter(output), arguments.toArray(String[]::new));
    assertThat(exit).as(output.toString()).isZero();
    return Set.of(output.toString().strip().split(","));
  }

  private static String inspect(String format) throws Exception {
    return engine.answer("image", "inspect", "--format", format, image);
  }

  /** Options of {@code docker run}, then {@code --}, then what the command is given. */
  private static Run restricted(String... words) throws Exception {
    List<String> given = Arrays.asList(words);
    int end = given.indexOf("--");
    List<String> all =
        new ArrayList<>(
            List.of(
                "run",
                "--rm",
                "--read-only",
                "--user=12345",
                "--network=none",
                "--cap-drop=ALL",
                "--security-opt=no-new-privileges",
                "--volume=" + EXAMPLES + ":/examples:ro",
                "--workdir=/examples"));
    all.addAll(given.subList(0, end));
    all.add(image);
    all.addAll(given.subList(end + 1, given.size()));
    return engine.run(all.toArray(String[]::new));
  }
}

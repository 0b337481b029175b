package io.migrationgate.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.migrationgate.image.ContainerEngine.Run;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
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

  private static final List<String> RESTRICTIONS =
      List.of(
          "--read-only",
          "--user=12345",
          "--network=none",
          "--cap-drop=ALL",
          "--security-opt=no-new-privileges",
          "--volume=" + EXAMPLES + ":/examples:ro");

  /** PostgreSQL's driver can turn its geometric points into java.awt's. */
  private static final String UNUSED_MODULE = "java.desktop";

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

    Set<String> needed = new TreeSet<>(modulesOfTheJars());
    needed.remove(UNUSED_MODULE);

    assertThat(present).containsAll(needed);
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

  /** The launcher's shell gives way to the JVM, so that the kubelet's signal reaches it. */
  @Test
  void holdsAsTheFirstProcessAndLeavesWhenTold(@TempDir Path pod) throws Exception {
    Files.setPosixFilePermissions(pod, PosixFilePermissions.fromString("rwxrwxrwx"));
    String root = "/examples/two-pull-requests";
    Run check = inPod(pod, "check", "--root", root, "--chain", "path=/alembic.ini");
    String container = engine.answer(inPodDetached(pod, "hold", "--annotations-file", "/none"));
    try {
      await(() -> engine.run("logs", container).output().contains("migrationgate.io/release"));
      Run processes = engine.run("top", container, "-o", "pid,comm");
      engine.answer("stop", "--time=60", container);

      assertThat(check.exit()).isZero();
      assertThat(check.error()).isEmpty();
      assertThat(processes.output().lines().skip(1)).singleElement().asString().endsWith("java");
      assertThat(engine.answer("inspect", "--format", "{{.State.ExitCode}}", container))
          .isEqualTo("143");
      assertThat(engine.run("logs", container).error()).isEmpty();
      assertThat(Files.readString(pod.resolve("message"))).contains("being deleted");
    } finally {
      engine.run("rm", "--force", container);
    }
  }

  /** Without an API server it has nothing to do; that it says so shows that all of it is there. */
  @Test
  void runsTheOperator() throws Exception {
    List<String> command = new ArrayList<>(List.of("run", "--detach"));
    command.addAll(RESTRICTIONS);
    command.addAll(List.of("--tmpfs=/tmp", image, "operator"));
    String container = engine.answer(command.toArray(String[]::new));
    try {
      await(() -> said(container).contains("waiting: the API server does not answer"));
      engine.answer("stop", "--time=60", container);

      assertThat(engine.answer("inspect", "--format", "{{.State.ExitCode}}", container))
          .isEqualTo("143");
      assertThat(said(container)).doesNotContain("Exception").doesNotContain("ERROR");
    } finally {
      engine.run("rm", "--force", container);
    }
  }

  private static String said(String container) throws Exception {
    Run logs = engine.run("logs", container);
    return logs.output() + logs.error();
  }

  private static Run inPod(Path pod, String... words) throws Exception {
    List<String> command = new ArrayList<>(gate(pod, words));
    command.add(1, "--rm");
    return engine.run(command.toArray(String[]::new));
  }

  private static String[] inPodDetached(Path pod, String... words) {
    List<String> command = new ArrayList<>(gate(pod, words));
    command.add(1, "--detach");
    return command.toArray(String[]::new);
  }

  private static List<String> gate(Path pod, String... words) {
    List<String> command = new ArrayList<>(List.of("run"));
    command.addAll(RESTRICTIONS);
    command.add("--volume=" + pod + ":/migration-gate");
    command.addAll(List.of(image, "gate"));
    command.addAll(List.of(words));
    command.add("--termination-message=/migration-gate/message");
    return command;
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    for (int tries = 0; !condition.call(); tries++) {
      assertThat(tries).as("tries, of a tenth of a second each").isLessThan(600);
      Thread.sleep(100);
    }
  }

  /**
   * What a native image is made from is all there: a stand-in for the compiler starts the main
   * class on the class path that it is given, and notes the options.
   */
  @Test
  void givesTheNativeCompilerAllItNeeds(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("native-image"), COMPILER_STAND_IN);
    Files.writeString(
        folder.resolve("Dockerfile"),
        """
        FROM %s
        COPY --chmod=755 native-image /usr/bin/native-image
        USER 1001
        """
            .formatted(engine.buildArgument("JDK_IMAGE")));
    String builder = "localhost/migration-gate:native-stand-in";
    engine.build(folder, builder);
    for (String target : List.of("gate-native", "native")) {
      String made = "localhost/migration-gate:" + target + "-stand-in";
      engine.buildTarget(
          target,
          made,
          "--build-arg=MANDREL_IMAGE=" + builder,
          "--build-arg=NATIVE_BASE_IMAGE=" + engine.buildArgument("BASE_IMAGE"));
      try {
        Run run = engine.run("run", "--rm", "--read-only", "--network=none", made);
        assertThat(run.output()).contains("Usage: migration-gate").contains("-Os");
        assertThat(run.output().contains("collisions")).isEqualTo(target.equals("native"));
        assertThat(engine.answer("image", "inspect", "--format", "{{.Config.User}}", made))
            .isEqualTo("65532:65532");
      } finally {
        engine.run("image", "rm", made);
      }
    }
    engine.run("image", "rm", builder);
  }

  private static final String COMPILER_STAND_IN =
      """
      #!/bin/sh
      set -e
      options=
      while [ $# -gt 0 ]; do
        case $1 in
          @*) options=$(cat "${1#@}") ;;
          -cp) class_path=$2; shift ;;
          -o) program=$2; shift ;;
          *) main=$1 ;;
        esac
        shift
      done
      help=$(java -cp "$class_path" "$main" --help)
      printf "#!/bin/sh\\ncat <<'END'\\n%s\\n%s\\nEND\\n" "$help" "$options" >"$program"
      chmod 755 "$program"
      """;

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
    List<String> all = new ArrayList<>(List.of("run", "--rm", "--workdir=/examples"));
    all.addAll(RESTRICTIONS);
    all.addAll(given.subList(0, end));
    all.add(image);
    all.addAll(given.subList(end + 1, given.size()));
    return engine.run(all.toArray(String[]::new));
  }
}

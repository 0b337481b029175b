package io.migrationgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.migrationgate.core.message.GateMessage;
import io.migrationgate.core.message.MessageReader;
import io.migrationgate.core.message.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processes of the gate as a pod runs them, with everything a pod gives them but the pod. */
class GateIT {

  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("migrationgate.distribution")).toAbsolutePath();

  @TempDir Path temp;

  private Path image;
  private Path verdict;
  private Path termination;
  private final List<Process> started = new ArrayList<>();
  private int swaps;

  @BeforeEach
  void pod() throws IOException {
    image = Files.createDirectory(temp.resolve("image"));
    verdict = Files.createDirectory(temp.resolve("volume")).resolve("verdict");
    termination = Files.createFile(temp.resolve("termination-log"));
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  // --- check

  @Test
  void aStraightChainPasses() throws Exception {
    chain(1);

    Ended check = check("--chain", "name=main,path=/app");

    assertThat(check.exit).isZero();
    assertThat(check.error).isEmpty();
    assertThat(check.output).isEqualTo("main: OK (exactly 1 head)\n");
    assertThat(published().outcome()).isEqualTo(Outcome.PASS);
    assertThat(Files.readString(verdict))
        .matches(
            """
            migration-gate/1 Pass Passed
            chain main verdict=Pass reason=Passed revisions=2 heads=1 ids=head1
            sums main [a-z0-9.]+
            end
            """);
  }

  @Test
  void aForkIsToldInTheStatusOfThePodAndNeverByTheExitCode() throws Exception {
    chain(2);

    Ended check = check("--chain", "name=main,path=/app");

    assertThat(check.exit).isZero();
    assertThat(check.output).contains("main: BLOCKED", "multiple-heads", "head1, head2");
    GateMessage published = published();
    assertThat(published.outcome()).isEqualTo(Outcome.BLOCKED);
    assertThat(published.reason()).isEqualTo("MultipleHeads");
    assertThat(published.chains())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.heads()).containsExactly("head1", "head2");
              assertThat(note.remedy())
                  .startsWith("In the project's repository, run `migration-gate merge versions`.");
            });
  }

  @Test
  void everyChainHasItsOwnRootAndItsOwnHeads() throws Exception {
    chain(2);
    Path other = Files.createDirectory(temp.resolve("other"));
    writeChain(other, 1);

    check(
        "--chain", "name=api,path=/app,heads=2", "--chain", "name=worker,path=/app,root=" + other);

    assertThat(published().outcome()).isEqualTo(Outcome.PASS);
    assertThat(published().chains()).extracting("name").containsExactly("api", "worker");
  }

  @Test
  void aPathThatIsNotThereIsUnknown() throws Exception {
    Ended check = check("--chain", "name=main,path=/srv/alembic.ini");

    assertThat(check.exit).isZero();
    assertThat(published().outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(published().reason()).isEqualTo("ChainNotFound");
    assertThat(published().chains().getFirst().message())
        .isEqualTo("/srv/alembic.ini does not exist");
  }

  @Test
  void aRootThatIsNotThereIsUnknown() throws Exception {
    check("--chain", "path=/app,root=" + temp.resolve("nowhere"));

    assertThat(published().outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void whatCouldNotBeCopiedIsUnknown() throws Exception {
    chain(1);
    Files.writeString(temp.resolve("image.problems"), "/app/secret.py\tmay not be read\n");

    check("--chain", "name=main,path=/app");

    assertThat(published().outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(published().reason()).isEqualTo("FilesNotCopied");
    assertThat(published().chains().getFirst().message())
        .isEqualTo("/app/secret.py may not be read");
  }

  @Test
  void aFileThatMayNotBeReadIsUnknownWithItsPath() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/setpriv")) && root(),
        "left out: only root can become a user who may not read a file");
    chain(1);
    Files.writeString(image.resolve("app/versions/secret.py"), "revision = 'secret'\n");
    run(List.of("chmod", "-R", "a+rX", temp.toString()));
    run(List.of("chmod", "0600", image.resolve("app/versions/secret.py").toString()));
    run(List.of("chmod", "0777", verdict.getParent().toString()));
    run(List.of("chmod", "0666", termination.toString()));

    Ended check =
        run(
            command(
                List.of(
                    "/usr/bin/setpriv", "--reuid=65532", "--regid=65532", "--clear-groups", "--"),
                "check",
                "--chain",
                "name=main,path=/app"));

    assertThat(check.exit).isZero();
    assertThat(published().outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(Files.readString(termination)).contains("/app/versions/secret.py");
  }

  @Test
  void aVolumeThatCannotBeWrittenIsSaidAndHoldsThePod() throws Exception {
    chain(1);
    Path nowhere = temp.resolve("not/mounted/verdict");

    Ended check =
        gate(
            "check",
            "--chain",
            "path=/app",
            "--root",
            image.toString(),
            "--verdict-file",
            nowhere.toString(),
            "--termination-message",
            termination.toString());

    assertThat(check.exit).isZero();
    assertThat(check.error).contains(nowhere + " cannot be written").hasLineCount(1);
    assertThat(published().outcome()).isEqualTo(Outcome.PASS);
    Ended hold =
        gate(
            "hold",
            "--verdict-file",
            nowhere.toString(),
            "--termination-message",
            termination.toString(),
            "--timeout",
            "1ms");
    assertThat(hold.exit).isEqualTo(1);
    assertThat(hold.output).contains("NoVerdict");
  }

  @Test
  void tenThousandFilesAreRead() throws Exception {
    Path versions = Files.createDirectories(image.resolve("app/versions"));
    Files.writeString(image.resolve("app/env.py"), "");
    String parent = "None";
    for (int i = 0; i < 10_000; i++) {
      revision(versions, "r" + i, parent);
      parent = "'r" + i + "'";
    }

    check("--chain", "name=main,path=/app");

    assertThat(published().outcome()).isEqualTo(Outcome.PASS);
    assertThat(published().chains().getFirst().revisions()).hasValue(10_000);
  }

  @Test
  void theMessageKeepsWithinItsBudget() throws Exception {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Path root = Files.createDirectory(temp.resolve("image-" + i));
      writeChain(root, i % 3 + 1);
      arguments.addAll(List.of("--chain", "name=service-" + i + ",path=/app,root=" + root));
    }
    // All containers of a pod and four more share 12,288 bytes: with 2, 5 and 13 of them.
    for (int budget : List.of(12_288 / 6, 12_288 / 9, 12_288 / 17)) {
      List<String> all = new ArrayList<>(arguments);
      all.addAll(List.of("--message-budget", Integer.toString(budget)));
      check(all.toArray(String[]::new));

      assertThat(Files.size(termination)).isLessThanOrEqualTo(budget);
      assertThat(published().outcome()).isEqualTo(Outcome.BLOCKED);
      assertThat(published().chains().size() + published().leftOut()).isEqualTo(20);
      assertThat(MessageReader.read(Files.readString(verdict)).chains()).hasSize(20);
    }
  }

  @Test
  void onlyItsOwnFlagsMakeItFail() throws Exception {
    for (String[] wrong :
        new String[][] {
          {"--no-such-flag"},
          {"--message-budget", "10"},
          {"--message-budget", "many"},
          {"--chain", "name=main"},
          {"--chain", "path=/app,heds=2"},
          {"--chain", "path=/app,heads=none"},
          {"--chain", "path=/app,tool=liquibase"},
          {"--database", "url-env="},
          {"--require-row", "seasons:name=current"},
          {"--chain", "name=a,path=/app", "--chain", "name=a,path=/other"},
          {"--chain", "path=/app", "--chain", "path=/b", "--database", "url-env=DATABASE_URL"},
          {"--chain", "name=a,path=/app", "--database", "chain=b,url-env=DATABASE_URL"},
          {"--database", "postgresql://app:s3cret@db/shop?sslmode=require"},
          {"--database", "url-env=DATABASE_URL,postgresql://app:s3cret@db/shop"},
          {"--chain", "postgresql://app:s3cret@db/shop"},
          {"--settings", "/no/such/file"}
        }) {
      Ended check = check(wrong);

      assertThat(check.exit).as(String.join(" ", wrong)).isEqualTo(2);
      assertThat(check.output).isEmpty();
      assertThat(check.error)
          .hasLineCount(1)
          .startsWith("migration-gate: ")
          .doesNotContain("s3cret");
    }
  }

  @Test
  void inACopyAFolderThatIsMissingIsUnknown() throws Exception {
    chain(1);
    Files.writeString(
        image.resolve("app/alembic.ini"),
        """
        [alembic]
        script_location = /app
        path_separator = space
        version_locations = /app/versions /srv/other
        """);

    check("--chain", "name=main,path=/app/alembic.ini");
    assertThat(published().outcome()).isEqualTo(Outcome.PASS);

    Files.createFile(temp.resolve("image.problems"));
    check("--chain", "name=main,path=/app/alembic.ini");
    assertThat(published().outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(published().reason()).isEqualTo("MissingLocation");
    assertThat(Files.readString(termination)).contains("--copy path=FOLDER");
  }

  @Test
  void theEnvironmentAndAFileMaySayWhatTheCommandLineDoesNot() throws Exception {
    chain(2);
    Path settings =
        Files.writeString(
            temp.resolve("gate.toml"),
            """
            message-budget = 200
            unknown = "pass"
            [[chain]]
            name = "main"
            path = "/app"
            heads = 2
            """);

    check("--settings", settings.toString());
    assertThat(published().outcome()).isEqualTo(Outcome.PASS);

    checkWith(Map.of("MIGRATION_GATE_SETTINGS", settings.toString()));
    assertThat(published().outcome()).isEqualTo(Outcome.PASS);

    checkWith(
        Map.of(
            "MIGRATION_GATE_SETTINGS",
            settings.toString(),
            "MIGRATION_GATE_CHAIN",
            "name=one,path=/app\nname=two,path=/app,heads=2"));
    assertThat(published().chains()).extracting("name").containsExactly("one", "two");
    assertThat(published().outcome()).isEqualTo(Outcome.BLOCKED);

    checkWith(
        Map.of("MIGRATION_GATE_CHAIN", "name=one,path=/app"),
        "--chain",
        "name=main,path=/app,heads=2");
    assertThat(published().outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void aMistakeInTheFileIsToldWithItsLine() throws Exception {
    Path settings = Files.writeString(temp.resolve("gate.toml"), "\nmesage-budget = 200\n");

    Ended check = check("--settings", settings.toString());

    assertThat(check.exit).isEqualTo(2);
    assertThat(check.error)
        .isEqualTo(
            "migration-gate: "
                + settings
                + ":2 has an unknown key mesage-budget; did you mean message-budget?\n");
  }

  // --- hold

  @Test
  void holdGoesAtOnceAfterAPass() throws Exception {
    chain(1);
    check("--chain", "path=/app");

    Ended hold = hold();

    assertThat(hold.exit).isZero();
    assertThat(hold.output).isEqualTo("The chains are in order: the pod may start.\n");
    assertThat(Files.readString(termination)).startsWith("migration-gate-hold/1 Passed\n");
  }

  @Test
  void holdOnlyWatchesInAuditMode() throws Exception {
    chain(2);
    check("--chain", "path=/app");

    Ended hold = hold("--enforcement", "audit");

    assertThat(hold.exit).isZero();
    assertThat(hold.output).startsWith("Would be held (MultipleHeads)");
    assertThat(Files.readString(termination)).startsWith("migration-gate-hold/1 Audited\n");
  }

  @Test
  void holdLetsTheUnknownGoWhereThatIsAllowed() throws Exception {
    check("--chain", "path=/nowhere");

    assertThat(hold("--unknown", "pass").exit).isZero();
    assertThat(hold("--timeout", "10ms").exit).isEqualTo(1);
  }

  @Test
  void holdEndsWhenItIsToldTo() throws Exception {
    chain(2);
    check("--chain", "path=/app");

    Ended fails = hold("--timeout", "50ms");
    assertThat(fails.exit).isEqualTo(1);
    assertThat(Files.readString(termination)).startsWith("migration-gate-hold/1 TimedOut\n");

    Ended passes = hold("--timeout", "50ms", "--on-timeout", "pass");
    assertThat(passes.exit).isZero();
  }

  @Test
  void aReleaseArrivesAsTheKubeletBringsIt() throws Exception {
    chain(2);
    check("--chain", "path=/app");
    annotate("team=\"shop\"\n");

    Process hold = startHold();
    try (BufferedReader log = hold.inputReader(StandardCharsets.UTF_8)) {
      awaitLine(log, "kubectl annotate pod");
      annotate("team=\"shop\"\nmigrationgate.io/release=\"\"\n");
      awaitLine(log, "Not released: the annotation migrationgate.io/release is empty");
      annotate("team=\"shop\"\nmigrationgate.io/release=\"incident \\\"42\\\"\"\n");
      awaitLine(log, "Released (incident \"42\")");
    }

    assertThat(hold.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(hold.exitValue()).isZero();
    assertThat(Files.readString(termination))
        .startsWith("migration-gate-hold/1 Released\n")
        .contains("incident \"42\"", "MultipleHeads");
  }

  @Test
  void aPodThatIsDeletedIsLeftWithoutLettingItsAppStart() throws Exception {
    chain(2);
    check("--chain", "path=/app");
    annotate("team=\"shop\"\n");

    Process hold = startHold();
    String rest;
    try (BufferedReader log = hold.inputReader(StandardCharsets.UTF_8)) {
      awaitLine(log, "kubectl annotate pod");
      // Not Process.destroy, which would close its output as well.
      hold.toHandle().destroy();
      rest = String.join("\n", log.lines().toList());
    }

    assertThat(hold.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(hold.exitValue()).isEqualTo(143);
    assertThat(rest).isEqualTo("The pod is being deleted. It was held: MultipleHeads.");
    assertThat(Files.readString(termination)).startsWith("migration-gate-hold/1 Ended\n");
  }

  @Test
  void holdHoldsWhereNobodyLeftAVerdict() throws Exception {
    String pass = "chain a verdict=Pass reason=Passed revisions=1 heads=1\n";
    for (String nothing :
        List.of(
            "",
            "OK\n",
            "migration-gate/1 Pass Passed\n",
            "migration-gate/1 Pass Passed\nend\n",
            "migration-gate/1 Pass Passed\n" + pass,
            "migration-gate/1 Pass Passed\n" + pass + "end\nmigration-gate/1 Blocked Cycle\nend\n",
            "migration-gate/1 Pass Passed\nchain a verdict=Blocked reason=Cycle\nend\n")) {
      Files.writeString(verdict, nothing);
      Ended hold = hold("--timeout", "10ms");
      assertThat(hold.exit).as(nothing).isEqualTo(1);
    }
  }

  @Test
  void onlyItsOwnFlagsMakeHoldMisbehave() throws Exception {
    for (String[] wrong :
        new String[][] {
          {"--timeout", "soon"},
          {"--enforcement", "maybe"},
          {"--unknown", "perhaps"},
          {"--on-timeout", "shrug"}
        }) {
      Ended hold = hold(wrong);
      assertThat(hold.exit).isEqualTo(2);
      assertThat(hold.error).hasLineCount(1).startsWith("migration-gate: " + wrong[0]);
    }
  }

  // --- a pod

  private void chain(int heads) throws IOException {
    writeChain(image, heads);
  }

  private static void writeChain(Path root, int heads) throws IOException {
    Path versions = Files.createDirectories(root.resolve("app/versions"));
    Files.writeString(root.resolve("app/env.py"), "");
    revision(versions, "first", "None");
    for (int head = 1; head <= heads; head++) {
      revision(versions, "head" + head, "'first'");
    }
  }

  private static void revision(Path versions, String id, String parent) throws IOException {
    Files.writeString(
        versions.resolve(id + ".py"),
        "revision = '" + id + "'\ndown_revision = " + parent + "\n\n\ndef upgrade():\n    pass\n");
  }

  private GateMessage published() throws IOException {
    return MessageReader.read(Files.readString(termination));
  }

  /** A new folder, and a link to it that takes the place of the old one in one step. */
  private void annotate(String lines) throws IOException {
    Path volume = Files.createDirectories(temp.resolve("pod"));
    String generation = "..2026_" + ++swaps;
    Path folder = Files.createDirectory(volume.resolve(generation));
    Files.writeString(folder.resolve("annotations"), lines);
    Path link = Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of(generation));
    Files.move(link, volume.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    if (swaps == 1) {
      Files.createSymbolicLink(volume.resolve("annotations"), Path.of("..data/annotations"));
    }
  }

  // --- its processes

  private record Ended(int exit, String output, String error) {}

  private Ended check(String... arguments) throws Exception {
    return run(command(List.of(), "check", arguments));
  }

  private void checkWith(Map<String, String> environment, String... arguments) throws Exception {
    Ended ended = run(command(List.of(), "check", arguments), environment);
    assertThat(ended.exit).as(ended.error).isZero();
  }

  private Ended hold(String... arguments) throws Exception {
    return run(command(List.of(), "hold", arguments));
  }

  private Process startHold() throws IOException {
    Process process =
        builder(command(List.of(), "hold"), Map.of()).redirectErrorStream(true).start();
    started.add(process);
    return process;
  }

  private static Ended gate(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher(), "gate"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private List<String> command(List<String> before, String name, String... arguments) {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            launcher(),
            "gate",
            name,
            "--root",
            image.toString(),
            "--verdict-file",
            verdict.toString(),
            "--termination-message",
            termination.toString()));
    if (name.equals("hold")) {
      command.addAll(List.of("--annotations-file", temp.resolve("pod/annotations").toString()));
    }
    command.addAll(List.of(arguments));
    return command;
  }

  private static String launcher() {
    return DISTRIBUTION.resolve("bin/migration-gate").toString();
  }

  private static Ended run(List<String> command) throws Exception {
    return run(command, Map.of());
  }

  private static Ended run(List<String> command, Map<String, String> environment) throws Exception {
    Path out = Files.createTempFile("out", "");
    Path err = Files.createTempFile("err", "");
    try {
      Process process =
          builder(command, environment)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> all = builder.environment();
    all.keySet().removeIf(name -> name.startsWith("MIGRATION_GATE_"));
    all.put("JAVA_HOME", System.getProperty("java.home"));
    all.putAll(environment);
    return builder;
  }

  private static void awaitLine(BufferedReader log, String part) throws IOException {
    String line = log.readLine();
    while (line != null && !line.contains(part)) {
      line = log.readLine();
    }
    assertThat(line).as("a line with %s", part).isNotNull();
  }

  private static boolean root() throws IOException {
    return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
  }
}

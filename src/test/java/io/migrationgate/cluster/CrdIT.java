package io.migrationgate.cluster;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a real API server takes for a MigrationGate: {@code valid-*.yaml} it accepts, {@code
 * invalid-*.yaml} it refuses with the message in their first lines.
 */
class CrdIT {

  private static final Path FIXTURES = Path.of("src/test/resources/crd").toAbsolutePath();

  /** The one gate that is really there. */
  private static final String STORED = "stored";

  @TempDir static Path temp;

  private static Kubectl kubectl;

  @BeforeAll
  static void prepare() throws Exception {
    kubectl = Kubectl.withResource("crd");
    String gate = Files.readString(FIXTURES.resolve("valid-smallest.yaml"));
    Path stored = temp.resolve("stored.yaml");
    Files.writeString(stored, gate.replace("name: valid-smallest", "name: " + STORED));
    kubectl.must("create", "-f", stored.toString());
  }

  @AfterAll
  static void clear() throws Exception {
    if (kubectl != null) {
      kubectl.close();
    }
  }

  @ParameterizedTest
  @MethodSource("valid")
  void takes(String fixture) throws Exception {
    Kubectl.Run run = create(FIXTURES.resolve(fixture));

    assertThat(run.exit()).as(run.error()).isZero();
    assertThat(run.error()).as("warnings").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refuses(String fixture) throws Exception {
    Path file = FIXTURES.resolve(fixture);
    String expected = Files.readAllLines(file).getFirst();
    assertThat(expected).startsWith("# ");

    Kubectl.Run run = create(file);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.error()).contains(expected.substring(2));
  }

  private static Kubectl.Run create(Path file) throws Exception {
    return kubectl.run("create", "--dry-run=server", "--validate=strict", "-f", file.toString());
  }

  static Stream<String> valid() throws IOException {
    return fixtures("valid-");
  }

  static Stream<String> invalid() throws IOException {
    return fixtures("invalid-");
  }

  private static Stream<String> fixtures(String start) throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(start))
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void takesAStatusAtItsLimits() throws Exception {
    String chain =
        """
        {name: "%s", verdict: Blocked, reason: %s, image: %s, heads: 3, headIds: [%s],
         revisions: 5, message: %s, remedy: %s, judgedAt: "2027-01-01T00:00:00Z",
         database: {verdict: Unknown, state: %s, revisions: [%s], message: %s, remedy: %s}}""";
    String ids = repeated(8, "r".repeat(200));
    String message = "m".repeat(1024);
    String word = "w".repeat(200);
    String chains =
        IntStream.range(0, 64)
            .mapToObj(
                i ->
                    chain.formatted(
                        "c".repeat(251) + (10 + i),
                        word,
                        "i".repeat(512),
                        ids,
                        message,
                        message,
                        word,
                        ids,
                        message,
                        message))
            .collect(joining(", "));
    String workloads =
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    "{apiVersion: apps/v1, kind: Deployment, name: w%d, held: 1, passed: 2, ungated: 0}"
                        .formatted(i))
            .collect(joining(", "));

    Kubectl.Run run =
        patchStatus(
            "{heads: 3, held: 100, chainNames: %s, chains: [%s], workloads: [%s]}"
                .formatted("n".repeat(1024), chains, workloads));

    assertThat(run.exit()).as(run.error()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{held: -1} | should be greater than or equal to 0",
        "{chains: [{name: a, verdict: Held, reason: X}]} | supported values: \"Pass\", \"Blocked\"",
        "{chains: [{name: a, verdict: Pass}]} | status.chains[0].reason: Required value",
        "{chains: [{name: a, verdict: Pass, reason: X}, {name: a, verdict: Pass, reason: X}]}"
            + " | status.chains[1]: Duplicate value",
        "{workloads: [{apiVersion: v1, kind: Pod, name: a}]} | status.workloads[0].held: Required",
        "{conditions: [{type: Ready, status: 'True', reason: Passed, message: x}]}"
            + " | lastTransitionTime: Required value",
        "{conditions: [{type: Ready, status: 'Yes', reason: Passed, message: x,"
            + " lastTransitionTime: '2027-01-01T00:00:00Z'}]} | supported values: \"True\"",
        "{conditions: [{type: Ready, status: 'True', reason: not a word, message: x,"
            + " lastTransitionTime: '2027-01-01T00:00:00Z'}]} | reason in body should match",
      })
  void refusesAStatus(String status, String expected) throws Exception {
    Kubectl.Run run = patchStatus(status);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.error()).contains(expected);
  }

  private static Kubectl.Run patchStatus(String status) throws Exception {
    Path file = Files.writeString(temp.resolve("status.yaml"), "status: " + status);
    return kubectl.run(
        "patch",
        "mgate",
        STORED,
        "--subresource=status",
        "--dry-run=server",
        "--type=merge",
        "--patch-file",
        file.toString());
  }

  private static String repeated(int times, String text) {
    return IntStream.range(0, times).mapToObj(i -> text).collect(joining(", "));
  }

  @Test
  void showsItselfInColumns() throws Exception {
    assertThat(header("mgate")).containsExactly("NAME", "READY", "REASON", "HEADS", "HELD", "AGE");
    assertThat(header("mgate", "-o", "wide"))
        .containsExactly(
            "NAME", "READY", "REASON", "HEADS", "HELD", "CHAINS", "IMAGE", "ENFORCEMENT", "AGE");
    assertThat(header("migration-gate")).contains("READY");
  }

  private static String[] header(String... arguments) throws Exception {
    String[] words = Stream.concat(Stream.of("get"), Stream.of(arguments)).toArray(String[]::new);
    return kubectl.must(words).lines().findFirst().orElseThrow().strip().split("\\s+");
  }

  @Test
  void explainsItself() throws Exception {
    assertThat(kubectl.must("explain", "migrationgate.spec.severities"))
        .contains("Kinds of problem that are taken otherwise than usual")
        .contains("multiple-heads");
  }
}

package io.migrationgate.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.migrationgate.cli.CommandRun;
import io.migrationgate.cli.ExitCode;
import io.migrationgate.cli.VersionsFolder;
import io.migrationgate.core.verdict.ProblemKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The four formats of {@code check}. */
class ReportsTest {

  private static final Path SCHEMA = Path.of("docs/reference/check-v1.schema.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;

  static Stream<String> examples() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("examples"))) {
      return folders
          .filter(Files::isDirectory)
          .map(f -> f.getFileName().toString())
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void jsonKeepsToItsPublishedSchema(String example) throws IOException {
    assertValid(CommandRun.in(Path.of("examples", example), "check", "--format", "json").out());
  }

  @Test
  void noReportIsSilentWhenNothingCanBeRead() throws IOException {
    CommandRun json = CommandRun.in(temp, "check", "--format", "json", "nowhere");
    assertThat(json.code()).isEqualTo(ExitCode.UNKNOWN);
    assertValid(json.out());
    JsonNode whole = JSON.readTree(json.out());
    assertThat(whole.path("verdict").asText()).isEqualTo("unknown");
    assertThat(whole.path("chains")).isEmpty();
    assertThat(whole.path("error").asText()).startsWith("nowhere does not exist");
    assertThat(json.err()).startsWith("migration-gate: nowhere does not exist");

    CommandRun sarif = CommandRun.in(temp, "check", "--format", "sarif", "nowhere");
    assertThat(JSON.readTree(sarif.out()).at("/runs/0/results/0/message/text").asText())
        .startsWith("nowhere does not exist");

    assertThat(CommandRun.in(temp, "check", "--format", "github", "nowhere").out())
        .startsWith("::error title=unknown::nowhere does not exist");
    assertThat(CommandRun.in(temp, "check", "nowhere").out()).isEmpty();
  }

  @Test
  void jsonOfWhatCannotBeReadKeepsToTheSchemaToo() throws IOException {
    VersionsFolder chain = new VersionsFolder(temp);
    chain.revision("1", "None").file("2.py", "revision = f()\ndown_revision = '1'\n");
    CommandRun unknown = CommandRun.in(temp, "check", "--format", "json");
    assertValid(unknown.out());
    JsonNode judged = JSON.readTree(unknown.out()).path("chains").get(0);
    assertThat(judged.path("verdict").asText()).isEqualTo("unknown");
    assertThat(judged.path("heads")).as("a part of a chain has no known heads").isEmpty();

    Files.writeString(temp.resolve("alembic.ini"), "[alembic]\nscript_location = nowhere\n");
    assertValid(CommandRun.in(temp, "check", "-c", "alembic.ini", "--format", "json").out());
  }

  @Test
  void theSchemaNamesEveryKindOfProblem() throws IOException {
    List<String> named = new ArrayList<>();
    JSON.readTree(SCHEMA.toFile())
        .at("/$defs/problem/properties/kind/enum")
        .forEach(kind -> named.add(kind.asText()));
    assertThat(named).containsExactly(kinds());
  }

  @Test
  void theReferenceExplainsEveryKindOfProblem() throws IOException {
    String page = Files.readString(Path.of("docs/reference/problems.md"));
    assertThat(page.lines().filter(line -> line.startsWith("## ")).map(line -> line.substring(3)))
        .containsExactly(kinds());
  }

  @Test
  void githubAnnotatesTheLine() {
    CommandRun run = CommandRun.in(Path.of("examples/missing-parent"), "check", "--format=github");

    assertThat(run.code()).isEqualTo(ExitCode.BLOCKED);
    assertThat(run.out())
        .startsWith(
            "::error file=migrations/versions/0003_colour.py,line=10,"
                + "title=missing-parent%3A missing-parent::"
                + "0003 follows 0002, which no file provides%0ACause: ");
    assertThat(run.out().lines()).hasSize(1);
  }

  @Test
  void nothingInAFileCanForgeAnAnnotation() throws IOException {
    new VersionsFolder(temp)
        .revision("1", "None")
        .file("2.py", "revision = '2'\ndown_revision = 'x\\n::error::forged %0A\\x1b[2J'\n");

    CommandRun github = CommandRun.in(temp, "check", "--format", "github");
    CommandRun text = CommandRun.in(temp, "check");

    assertThat(github.out().lines()).hasSize(1);
    assertThat(github.out()).contains("x%0A::error::forged %250A");
    assertThat(text.out()).contains("x\\x0a::error").doesNotContain("\u001b");
  }

  @Test
  void sarifPointsToRulesAndLines() throws IOException {
    CommandRun run = CommandRun.in(Path.of("examples/duplicate-id"), "check", "--format", "sarif");

    JsonNode sarif = JSON.readTree(run.out());
    assertThat(sarif.path("version").asText()).isEqualTo("2.1.0");
    List<String> rules = new ArrayList<>();
    sarif.at("/runs/0/tool/driver/rules").forEach(rule -> rules.add(rule.path("id").asText()));
    assertThat(rules).containsExactly(kinds());
    JsonNode result = sarif.at("/runs/0/results/0");
    assertThat(result.path("ruleId").asText()).isEqualTo("duplicate-revision");
    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("migrations/versions/031_add_email.py");
    assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(9);
    assertThat(result.at("/relatedLocations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("migrations/versions/031_add_phone.py");
  }

  @Test
  void colourOnlyWhereItIsWanted() {
    Path example = Path.of("examples/two-pull-requests");

    assertThat(CommandRun.in(example, "check").out()).doesNotContain("\u001b[");
    assertThat(CommandRun.in(example, "check", "--color", "always").out()).contains("\u001b[");
    assertThat(CommandRun.in(example, "graph", "--color=always").out()).contains("\u001b[");
  }

  @Test
  void aTreeFullOfProblemsIsCutShortForPeopleOnly() throws IOException {
    VersionsFolder chain = new VersionsFolder(temp);
    for (int i = 0; i < 30; i++) {
      chain.revision("r" + i, "'gone" + i + "'");
    }

    assertThat(CommandRun.in(temp, "check").out()).contains("and 10 more; --format json has them");
    JsonNode json = JSON.readTree(CommandRun.in(temp, "check", "--format", "json").out());
    assertThat(json.at("/chains/0/problems")).hasSize(30);
  }

  private static void assertValid(String json) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(SCHEMA));
    assertThat(schema.validate(JSON.readTree(json))).as(json).isEmpty();
  }

  private static String[] kinds() {
    return Arrays.stream(ProblemKind.values()).map(ProblemKind::id).toArray(String[]::new);
  }
}

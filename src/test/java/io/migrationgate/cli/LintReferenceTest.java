package io.migrationgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.migrationgate.core.lint.LintRule;
import io.migrationgate.core.lint.LintRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reference of the rules says what they do: its table and its texts are those of the code, and
 * of its examples each one fires, or does not.
 *
 * <p>A block's title is the file that it is; a block called {@code changed} lists the files of a
 * change. Each example stands beside one revision, 0001.
 */
class LintReferenceTest {

  private static final Path PAGE = Path.of("docs/reference/lint.md");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;

  @Test
  void theTableListsEveryRule() throws IOException {
    List<String> expected =
        LintRules.ALL.stream()
            .map(
                rule ->
                    "| ["
                        + rule.id()
                        + "](#"
                        + rule.id()
                        + ") | "
                        + rule.usualLevel().id()
                        + " | "
                        + rule.title()
                        + " |")
            .toList();

    assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| [")))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void everyRuleIsExplainedInItsOwnWords() throws IOException {
    String page = flat(Files.readString(PAGE));
    for (LintRule rule : LintRules.ALL) {
      assertThat(page)
          .contains(flat(rule.explanation()))
          .contains(flat("What to do: " + rule.remedy()));
      rule.options().keySet().forEach(option -> assertThat(page).contains("`" + option + "`: "));
    }
  }

  private static String flat(String text) {
    return text.replaceAll("\\s+", " ");
  }

  @TestFactory
  Stream<DynamicTest> everyExampleDoesWhatThePageSays() throws IOException {
    List<Example> examples = Example.on(PAGE);
    assertThat(examples).hasSize(2 * LintRules.ALL.size());
    return examples.stream()
        .map(example -> DynamicTest.dynamicTest(example.toString(), () -> verify(example)));
  }

  private void verify(Example example) throws IOException {
    Path project = Files.createTempDirectory(temp, "example");
    new VersionsFolder(project)
        .file("0001_start.py", "revision = \"0001\"\ndown_revision = None\n");
    List<String> arguments = new ArrayList<>(List.of("lint", "--format", "json"));
    for (Example.Block block : example.blocks()) {
      if (block.title().equals("changed")) {
        arguments.add("--changed");
        arguments.addAll(block.text().lines().toList());
      } else {
        Path file = project.resolve(block.title());
        Files.createDirectories(file.getParent());
        Files.writeString(file, block.text());
      }
    }

    CommandRun run = CommandRun.in(project, arguments.toArray(String[]::new));

    assertThat(run.err()).isEmpty();
    JsonNode report = JSON.readTree(run.out());
    List<String> rules = new ArrayList<>();
    report.path("findings").forEach(finding -> rules.add(finding.path("rule").asText()));
    if (example.fires()) {
      assertThat(rules).isNotEmpty().containsOnly(example.rule());
    } else {
      assertThat(rules).isEmpty();
    }
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/reference/lint-v1.schema.json")))
                .validate(report))
        .isEmpty();
  }

  /** One example of a rule. */
  private record Example(String rule, boolean fires, List<Block> blocks) {

    /** One file of an example. */
    record Block(String title, String text) {}

    static List<Example> on(Path page) throws IOException {
      List<Example> examples = new ArrayList<>();
      String rule = "";
      StringBuilder text = null;
      String title = "";
      for (String line : Files.readAllLines(page)) {
        if (text != null && line.equals("```")) {
          examples.getLast().blocks().add(new Block(title, text.toString()));
          text = null;
        } else if (text != null) {
          text.append(line).append('\n');
        } else if (line.startsWith("### ")) {
          rule = line.substring(4);
        } else if (line.equals("Fires:") || line.equals("Does not fire:")) {
          examples.add(new Example(rule, line.equals("Fires:"), new ArrayList<>()));
        } else if (line.startsWith("```") && line.contains(" title=\"")) {
          title = line.substring(line.indexOf('"') + 1, line.length() - 1);
          text = new StringBuilder();
        }
      }
      return examples;
    }

    @Override
    public String toString() {
      return rule + (fires ? " fires" : " does not fire");
    }
  }
}

package io.migrationgate.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts by Prometheus' own word: the tests in {@code src/test/promtool} are of its kind. */
class AlertsIT {

  private static final Path TESTS = Path.of("src/test/promtool");
  private static final Pattern OF_ALERT = Pattern.compile("alertname=\"([A-Za-z]+)\"");

  @TempDir Path temp;

  @BeforeAll
  static void require() {
    boolean there =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    assumeTrue(there, "no promtool here: alerts and dashboard are not run by it");
  }

  @Test
  void prometheusTakesTheRules() throws Exception {
    Run check = promtool("check", "rules", "--lint-fatal", Alert.FILE.toString());

    assertThat(check.exit()).as(check.output()).isZero();
    assertThat(check.output()).contains(Alert.all().size() + " rules found");
  }

  @Test
  void theTestsOfTheRulesPass() throws Exception {
    List<String> words = new ArrayList<>(List.of("test", "rules"));
    testFiles().forEach(file -> words.add(file.toString()));
    Run test = promtool(words.toArray(String[]::new));

    assertThat(test.exit()).as(test.output()).isZero();
  }

  /** Each one is seen to fire, and not to, first and last. */
  @Test
  void theTestsAreOfEveryAlert() throws Exception {
    Set<String> fired = new TreeSet<>();
    Set<String> didNot = new TreeSet<>();
    for (Path file : testFiles()) {
      for (Object test : tests(file)) {
        List<?> moments = Alert.list(Alert.map(test).get("promql_expr_test"));
        for (Object moment : moments) {
          (samples(moment).isEmpty() ? didNot : fired).add(alert(moment));
        }
        assertThat(samples(moments.getLast()))
            .as("the last moment of %s in %s", Alert.map(test).get("name"), file)
            .isEmpty();
      }
    }
    Set<String> all = new TreeSet<>();
    Alert.all().forEach(alert -> all.add(alert.name()));

    assertThat(fired).isEqualTo(all);
    assertThat(didNot).isEqualTo(all);
  }

  /** Prometheus fills the texts in; a mistake in a template would stand in the message. */
  @Test
  void everyTextIsFilledIn() throws Exception {
    StringBuilder texts = new StringBuilder();
    for (Path file : testFiles()) {
      Path asking = temp.resolve(file.getFileName());
      Files.writeString(asking, asking(file));
      Run test = promtool("test", "rules", asking.toString());
      assertThat(test.exit()).as("it is told to expect nothing").isEqualTo(1);
      texts.append(test.output());
    }
    Set<String> filled = new TreeSet<>();
    for (MatchResult name : OF_ALERT.matcher(texts).results().toList()) {
      filled.add(name.group(1));
    }

    assertThat(filled).hasSize(Alert.all().size());
    assertThat(texts.toString())
        .contains("Pods of shop/api have been held for 12m 0s")
        .contains("Chain main of shop/api has 3 heads")
        .contains("gates have no series")
        .doesNotContain("<error")
        .doesNotContain("no value")
        .doesNotContain("{{");
  }

  /** The same series, at the moments at which something fires, with nothing expected. */
  private static String asking(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("rule_files: [%s]%n".formatted(Alert.FILE.toAbsolutePath()));
    text.append("evaluation_interval: 1m\ntests:\n");
    for (Object each : tests(file)) {
      Map<String, Object> test = Alert.map(each);
      text.append("- interval: %s%n  input_series:%n".formatted(test.get("interval")));
      for (Object series : Alert.list(test.get("input_series"))) {
        Map<String, Object> one = Alert.map(series);
        text.append(
            "  - {series: '%s', values: '%s'}%n".formatted(one.get("series"), one.get("values")));
      }
      text.append("  alert_rule_test:\n");
      for (Object moment : Alert.list(test.get("promql_expr_test"))) {
        if (!samples(moment).isEmpty()) {
          text.append(
              "  - {eval_time: %s, alertname: %s, exp_alerts: []}%n"
                  .formatted(Alert.map(moment).get("eval_time"), alert(moment)));
        }
      }
    }
    return text.toString();
  }

  @Test
  void prometheusTakesTheQueriesOfTheDashboard() throws Exception {
    StringBuilder rules = new StringBuilder("groups:\n- name: panels\n  rules:\n");
    List<Query> queries = Query.ofPanels();
    for (int i = 0; i < queries.size(); i++) {
      rules.append("  - record: panel:%d%n    expr: >-%n".formatted(i));
      rules.append("      ").append(queries.get(i).withoutVariables()).append('\n');
    }
    Path file = Files.writeString(temp.resolve("panels.yaml"), rules);
    Run check = promtool("check", "rules", file.toString());

    assertThat(check.exit()).as(check.output()).isZero();
    assertThat(check.output()).contains(queries.size() + " rules found");
  }

  private static String alert(Object moment) {
    var name = OF_ALERT.matcher((String) Alert.map(moment).get("expr"));
    assertThat(name.find()).isTrue();
    return name.group(1);
  }

  private static List<?> samples(Object moment) {
    return Alert.list(Alert.map(moment).get("exp_samples"));
  }

  private static List<?> tests(Path file) throws IOException {
    return Alert.list(Alert.map(Alert.yaml(Files.readString(file))).get("tests"));
  }

  private static List<Path> testFiles() throws IOException {
    try (Stream<Path> files = Files.list(TESTS)) {
      return files.sorted().toList();
    }
  }

  private Run promtool(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(words));
    Path output = Files.createTempFile(temp, "promtool", "");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("it ends").isTrue();
    return new Run(process.exitValue(), Files.readString(output));
  }

  private record Run(int exit, String output) {}
}

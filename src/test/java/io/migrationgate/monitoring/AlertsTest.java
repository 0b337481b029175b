package io.migrationgate.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What alerts and dashboard promise: pages that are there, and series that are exported. */
class AlertsTest {

  /** The one place of each alert that whoever hosts the pages elsewhere has to replace. */
  private static final String PREFIX = "https://migrationgate.io/docs/runbooks/";

  private static final Path METRICS = Path.of("docs/reference/metrics.md");
  private static final Path REFERENCE = Path.of("docs/reference/alerts.md");

  /** Pages that no alert leads to: they are called for by the others. */
  private static final Set<String> PROCEDURES =
      Set.of("README.md", "emergency-stop.md", "downgrade.md");

  @Test
  void everyAlertSaysWhatItMeansAndWhatToDo() throws Exception {
    List<Alert> alerts = Alert.all();

    assertThat(alerts).extracting(Alert::name).doesNotHaveDuplicates();
    for (Alert alert : alerts) {
      assertThat(alert.name()).matches("MigrationGate[A-Z][A-Za-z]+");
      assertThat(alert.labels()).as(alert.name()).containsOnlyKeys("severity");
      assertThat(alert.severity()).as(alert.name()).isIn("critical", "warning", "info");
      assertThat(alert.annotations())
          .as(alert.name())
          .containsOnlyKeys("summary", "description", "runbook_url");
      assertThat(alert.annotations().get("runbook_url")).isEqualTo(PREFIX + alert.page());
    }
  }

  @Test
  void everyAlertHasARunbookAndEveryRunbookAnAlert() throws Exception {
    Set<String> pages = new TreeSet<>();
    try (Stream<Path> files = Files.list(Alert.RUNBOOKS)) {
      files.forEach(file -> pages.add(file.getFileName().toString()));
    }
    Set<String> wanted = new TreeSet<>(PROCEDURES);
    Alert.all().forEach(alert -> wanted.add(alert.page()));

    assertThat(pages).isEqualTo(wanted);
  }

  /** Whoever is woken by it looks for the same things in the same places. */
  @Test
  void everyRunbookHasTheSameParts() throws Exception {
    for (Alert alert : Alert.all()) {
      String page = Files.readString(Alert.RUNBOOKS.resolve(alert.page()));
      List<String> headings = page.lines().filter(line -> line.startsWith("#")).toList();

      assertThat(headings)
          .as(alert.page())
          .containsExactly(
              "# " + alert.name(),
              "## What it means",
              "## Who is affected",
              "## What to look at",
              "## What to do",
              "## When to escalate");
      assertThat(page).as(alert.page()).contains("\n" + "Severity: " + alert.severity() + ".\n");
    }
    assertThat(Files.readString(Alert.RUNBOOKS.resolve("README.md")))
        .contains(Alert.all().stream().map(alert -> "(" + alert.page() + ")").toList());
  }

  @Test
  void textsNameOnlyLabelsThatTheAlertHas() throws Exception {
    for (Alert alert : Alert.all()) {
      Set<String> labels = new Query(alert.name(), alert.expression()).grouping();
      for (String text : alert.annotations().values()) {
        assertThat(named(text)).as(alert.name()).isSubsetOf(labels);
      }
    }
  }

  private static List<String> named(String text) {
    return Pattern.compile("\\$labels\\.([a-z_]+)")
        .matcher(text)
        .results()
        .map(label -> label.group(1))
        .toList();
  }

  /** The reference is held against what is scraped elsewhere. */
  @Test
  void asksOnlyForSeriesThatTheReferenceHas() throws Exception {
    Map<String, Set<String>> documented = Series.documented(Files.readString(METRICS));
    List<Query> queries = Query.shipped();

    assertThat(queries).allMatch(Query::asksForSeries);
    assertThat(queries.stream().flatMap(query -> query.faults(documented, Map.of()).stream()))
        .isEmpty();
  }

  @Test
  void seesAMistypedSeriesLabelAndValue() {
    Map<String, Set<String>> exported = Map.of("migrationgate_pods", Set.of("gate", "state"));
    Map<String, Set<String>> values = Map.of("state", Set.of("held", "passed"));

    assertThat(
            faults("sum by (gate) (migrationgate_pods{state=~\"held|passed\"})", exported, values))
        .isEmpty();
    assertThat(faults("migrationgate_pod > 0", exported, values)).hasSize(1);
    assertThat(faults("migrationgate_pods{status=\"held\"}", exported, values)).hasSize(1);
    assertThat(faults("migrationgate_pods{state=~\"held|hold\"}", exported, values)).hasSize(1);
    assertThat(faults("sum by (chain) (migrationgate_pods)", exported, values)).hasSize(1);
  }

  private static List<String> faults(
      String expression, Map<String, Set<String>> exported, Map<String, Set<String>> values) {
    return new Query("test", expression).faults(exported, values);
  }

  @Test
  void everyPanelIsFilledAndStandsOnItsOwnPlace() throws Exception {
    JsonNode dashboard = new ObjectMapper().readTree(Files.readString(Query.DASHBOARD));
    Set<String> ids = new TreeSet<>();
    Set<String> cells = new TreeSet<>();

    assertThat(dashboard.get("schemaVersion").asInt()).isGreaterThanOrEqualTo(39);
    assertThat(dashboard.get("uid").asText()).isEqualTo("migration-gate");
    for (JsonNode panel : dashboard.get("panels")) {
      String title = panel.get("title").asText();
      assertThat(ids.add(panel.get("id").asText())).as(title).isTrue();
      JsonNode place = panel.get("gridPos");
      int right = place.get("x").asInt() + place.get("w").asInt();
      assertThat(right).as(title).isLessThanOrEqualTo(24);
      for (int x = place.get("x").asInt(); x < right; x++) {
        int bottom = place.get("y").asInt() + place.get("h").asInt();
        for (int y = place.get("y").asInt(); y < bottom; y++) {
          assertThat(cells.add(x + "," + y)).as("%s lies upon another", title).isTrue();
        }
      }
      if (!panel.get("type").asText().equals("row")) {
        assertThat(panel.get("description").asText()).as(title).isNotEmpty();
        assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
        assertThat(panel.get("targets")).as(title).isNotEmpty();
      }
    }
    assertThat(dashboard.at("/templating/list").findValuesAsText("name"))
        .containsSubsequence("datasource", "namespace", "gate");
  }

  /** The reference is what the file says; with {@code -Ddocs.update=true} it is written anew. */
  @Test
  void theReferenceIsOfTheFile() throws Exception {
    String page = Files.readString(REFERENCE);
    String wanted =
        page.replaceAll(
            "(?s)<!-- alerts -->.*<!-- end -->",
            Matcher.quoteReplacement("<!-- alerts -->\n" + reference() + "<!-- end -->"));
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(REFERENCE, wanted);
    } else {
      assertThat(page).isEqualTo(wanted);
    }
  }

  private static String reference() throws Exception {
    StringBuilder text = new StringBuilder();
    String group = "";
    for (Alert alert : Alert.all()) {
      if (!alert.group().equals(group)) {
        group = alert.group();
        text.append("\n## ").append(group).append('\n');
      }
      text.append("\n### ").append(alert.name()).append("\n\n");
      text.append(plain(alert.annotations().get("summary"))).append(". ");
      text.append("Severity: ").append(alert.severity());
      text.append(alert.duration().isEmpty() ? "" : ", after " + alert.duration());
      text.append(". [Runbook](../runbooks/").append(alert.page()).append(")\n\n");
      text.append("```promql\n").append(alert.expression()).append("\n```\n");
    }
    return text.toString();
  }

  /** Its gaps in words. */
  private static String plain(String template) {
    return Pattern.compile("\\{\\{ \\$(?:labels\\.)?([a-z]+)[^}]*}}")
        .matcher(template)
        .replaceAll(gap -> gap.group(1).toUpperCase(Locale.ROOT));
  }
}

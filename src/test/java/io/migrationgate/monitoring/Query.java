package io.migrationgate.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What an alert or a panel asks Prometheus, and of which series.
 *
 * @param where what it stands in
 */
public record Query(String where, String expression) {

  public static final Path DASHBOARD = Path.of("helm/migration-gate/files/dashboard.json");

  /** What a scrape adds to every series, by the names that Prometheus' operator gives. */
  private static final Set<String> OF_THE_SCRAPE = Set.of("namespace", "job", "instance");

  private static final Pattern SELECTOR =
      Pattern.compile("(migrationgate_[a-z0-9_]+)(?:\\{([^}]*)})?");
  private static final Pattern MATCHER =
      Pattern.compile("([a-z_]+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|on|without|ignoring)\\s*\\(([^)]*)\\)");

  /** Everything that is shipped. */
  public static List<Query> shipped() throws IOException {
    List<Query> all = new ArrayList<>();
    for (Alert alert : Alert.all()) {
      all.add(new Query(alert.name(), alert.expression()));
    }
    all.addAll(ofPanels());
    return all;
  }

  static List<Query> ofPanels() throws IOException {
    List<Query> all = new ArrayList<>();
    JsonNode dashboard = new ObjectMapper().readTree(Files.readString(DASHBOARD));
    for (JsonNode panel : dashboard.get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        all.add(new Query("panel " + panel.get("title").asText(), target.get("expr").asText()));
      }
    }
    for (JsonNode variable : dashboard.at("/templating/list")) {
      if (variable.get("type").asText().equals("query")) {
        // label_values(series, label)
        String text = variable.get("definition").asText();
        int comma = text.lastIndexOf(',');
        String series = text.substring(text.indexOf('(') + 1, comma);
        String label = text.substring(comma + 1, text.length() - 1).strip();
        all.add(
            new Query(
                "variable " + variable.get("name").asText(),
                "count by (%s) (%s)".formatted(label, series)));
      }
    }
    return all;
  }

  /** As Prometheus takes it, which knows no variables. */
  String withoutVariables() {
    return expression
        .replace("$__rate_interval", "5m")
        .replace("$namespace", ".*")
        .replace("$gate", ".*");
  }

  /** What is wrong with it: series, labels and values that nobody exports. */
  public List<String> faults(Map<String, Set<String>> exported, Map<String, Set<String>> values) {
    List<String> faults = new ArrayList<>();
    Set<String> known = new TreeSet<>(OF_THE_SCRAPE);
    for (MatchResult use : SELECTOR.matcher(expression).results().toList()) {
      Set<String> labels = exported.get(use.group(1));
      if (labels == null) {
        faults.add(where + ": nobody exports " + use.group(1));
        continue;
      }
      known.addAll(labels);
      matchers(use.group(2))
          .forEach(
              (label, asked) -> {
                if (!labels.contains(label)) {
                  faults.add(where + ": " + use.group(1) + " has no label " + label);
                }
                for (String value : asked) {
                  if (!values.getOrDefault(label, Set.of(value)).contains(value)) {
                    faults.add(where + ": the label " + label + " never is " + value);
                  }
                }
              });
    }
    for (String label : grouping()) {
      if (!known.contains(label)) {
        faults.add(where + ": groups by " + label + ", which none of its series has");
      }
    }
    return faults;
  }

  boolean asksForSeries() {
    return SELECTOR.matcher(expression).find();
  }

  Set<String> grouping() {
    Set<String> all = new TreeSet<>();
    for (MatchResult by : GROUPING.matcher(expression).results().toList()) {
      for (String label : by.group(1).split(",", -1)) {
        all.add(label.strip());
      }
    }
    return all;
  }

  private static Map<String, Set<String>> matchers(String inBraces) {
    Map<String, Set<String>> all = new TreeMap<>();
    if (inBraces != null) {
      for (MatchResult matcher : MATCHER.matcher(inBraces).results().toList()) {
        Set<String> values =
            matcher.group(3).startsWith("$") ? Set.of() : Set.of(matcher.group(3).split("\\|", -1));
        all.put(matcher.group(1), values);
      }
    }
    return all;
  }
}

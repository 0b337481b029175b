package io.migrationgate.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * An alert as it is shipped.
 *
 * @param group what it is about
 * @param duration how long it has to be true, empty where it counts at once
 */
record Alert(
    String group,
    String name,
    String expression,
    String duration,
    Map<String, String> labels,
    Map<String, String> annotations) {

  static final Path FILE = Path.of("helm/migration-gate/files/alerts.yaml");
  static final Path RUNBOOKS = Path.of("docs/runbooks");

  static List<Alert> all() throws IOException {
    List<Alert> all = new ArrayList<>();
    Map<String, Object> file = map(yaml(Files.readString(FILE)));
    for (Object group : list(file.get("groups"))) {
      for (Object rule : list(map(group).get("rules"))) {
        all.add(of((String) map(group).get("name"), map(rule)));
      }
    }
    return all;
  }

  private static Alert of(String group, Map<String, Object> rule) {
    return new Alert(
        group,
        (String) rule.get("alert"),
        ((String) rule.get("expr")).strip(),
        (String) rule.getOrDefault("for", ""),
        texts(rule.get("labels")),
        texts(rule.get("annotations")));
  }

  static Object yaml(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  String severity() {
    return labels.get("severity");
  }

  /** Of its runbook, without the folder. */
  String page() {
    String url = annotations.get("runbook_url");
    return url.substring(url.lastIndexOf('/') + 1);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  static List<?> list(Object value) {
    return (List<?>) value;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> texts(Object value) {
    return (Map<String, String>) value;
  }
}

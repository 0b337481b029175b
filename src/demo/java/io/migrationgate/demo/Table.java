package io.migrationgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code kubectl get} would print of objects. */
record Table(List<String> names, List<List<String>> rows) {

  private static final Pattern OF_CONDITION =
      Pattern.compile("\\.status\\.conditions\\[\\?\\(@\\.type==\"(\\w+)\"\\)]\\.(\\w+)");

  /** The columns are those of the CRD. */
  static Table of(Path crd, List<? extends JsonNode> objects) throws IOException {
    JsonNode columns =
        new YAMLMapper().readTree(crd.toFile()).at("/spec/versions/0/additionalPrinterColumns");
    List<String> names = new ArrayList<>(List.of("NAME"));
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode object : objects) {
      rows.add(new ArrayList<>(List.of(object.at("/metadata/name").asText())));
    }
    for (JsonNode column : columns) {
      if (column.path("priority").asInt() > 0) {
        continue;
      }
      names.add(column.get("name").asText().toUpperCase(Locale.ROOT));
      for (int i = 0; i < rows.size(); i++) {
        JsonNode cell = at(objects.get(i), column.get("jsonPath").asText());
        rows.get(i).add(column.get("type").asText().equals("date") ? age(cell) : cell.asText());
      }
    }
    return new Table(names, rows);
  }

  static Table ofPods(List<? extends JsonNode> pods) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode pod : pods) {
      boolean runs = pod.at("/status/phase").asText().equals("Running");
      rows.add(
          List.of(
              pod.at("/metadata/name").asText(),
              runs ? "1/1" : "0/1",
              runs ? "Running" : "Init:%d/2".formatted(ended(pod)),
              "0",
              age(pod.at("/metadata/creationTimestamp"))));
    }
    return new Table(List.of("NAME", "READY", "STATUS", "RESTARTS", "AGE"), rows);
  }

  private static int ended(JsonNode pod) {
    int ended = 0;
    for (JsonNode status : pod.at("/status/initContainerStatuses")) {
      ended += status.at("/state/terminated").isMissingNode() ? 0 : 1;
    }
    return ended;
  }

  private static JsonNode at(JsonNode object, String path) {
    Matcher condition = OF_CONDITION.matcher(path);
    if (!condition.matches()) {
      return object.at(path.replace('.', '/'));
    }
    for (JsonNode candidate : object.at("/status/conditions")) {
      if (candidate.path("type").asText().equals(condition.group(1))) {
        return candidate.path(condition.group(2));
      }
    }
    return object.path("");
  }

  private static String age(JsonNode creation) {
    return Duration.between(Instant.parse(creation.asText()), Instant.now()).toSeconds() + "s";
  }

  void print() {
    List<List<String>> all = new ArrayList<>(List.of(names));
    all.addAll(rows);
    int[] widths = new int[names.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 3));
      }
      System.out.println(line.toString().stripTrailing());
    }
  }
}

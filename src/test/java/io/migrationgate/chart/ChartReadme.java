package io.migrationgate.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of values in the chart's README, made of the comments in {@code values.yaml}. */
final class ChartReadme {

  private static final String BEGINS = "<!-- What follows is made of values.yaml. -->\n";

  private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):( .*)?");

  private ChartReadme() {}

  /**
   * A value that is described.
   *
   * @param usual what it is unless somebody sets it, as written
   */
  record Value(String description, String usual) {}

  /** A page with its table as the values have it. */
  static String updated(String page, List<String> valuesYaml) {
    int start = page.indexOf(BEGINS);
    if (start < 0) {
      throw new IllegalArgumentException("the page has no line " + BEGINS);
    }
    StringBuilder table =
        new StringBuilder(page.substring(0, start + BEGINS.length()))
            .append("\n| value | default | what it is |\n|---|---|---|\n");
    values(valuesYaml)
        .forEach(
            (path, value) ->
                table
                    .append("| `%s` | %s | %s |\n"
                        .formatted(path, usual(value.usual()), value.description())));
    return table.toString();
  }

  private static String usual(String text) {
    return text.isEmpty() || text.equals("\"\"") ? "" : "`" + text.replace("|", "\\|") + "`";
  }

  /** By their paths: those with a comment that begins with two dashes. */
  static Map<String, Value> values(List<String> valuesYaml) {
    Map<String, Value> found = new LinkedHashMap<>();
    List<String> path = new ArrayList<>();
    String description = "";
    for (int i = 0; i < valuesYaml.size(); i++) {
      String line = valuesYaml.get(i);
      if (line.strip().startsWith("# -- ")) {
        description = line.strip().substring("# -- ".length());
        continue;
      }
      Matcher key = KEY.matcher(line);
      if (!key.matches()) {
        continue;
      }
      int depth = key.group(1).length() / 2;
      while (path.size() > depth) {
        path.removeLast();
      }
      path.add(key.group(2));
      if (!description.isEmpty()) {
        String usual = key.group(3) == null ? "" : key.group(3).strip();
        found.put(
            String.join(".", path),
            new Value(description, usual.isEmpty() ? nested(valuesYaml, i, depth) : usual));
        description = "";
      }
    }
    return found;
  }

  /** What stands below a key, as one line. */
  private static String nested(List<String> lines, int at, int depth) {
    List<String> inside = new ArrayList<>();
    for (int i = at + 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.length() - line.stripLeading().length() <= depth * 2) {
        break;
      }
      inside.add(line.strip());
    }
    return String.join(" ", inside);
  }

  static List<String> valuesYaml() throws IOException {
    return Files.readAllLines(HelmChart.FOLDER.resolve("values.yaml"));
  }

  static Path page() {
    return HelmChart.FOLDER.resolve("README.md");
  }
}

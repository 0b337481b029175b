package io.migrationgate.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What is written down twice about the chart is the same in both places. With {@code
 * -Ddocs.update=true} the README is rewritten, and the chart's copy of the resource.
 */
class ChartReadmeTest {

  private static final boolean UPDATE = Boolean.getBoolean("docs.update");

  private static final Path RESOURCE = Path.of("crds/migrationgates.migrationgate.io.yaml");

  /** Whoever includes this chart in theirs may set it, and nothing here reads it. */
  private static final String OF_HELM = "global";

  @Test
  void theReadmeListsTheValues() throws Exception {
    String page = Files.readString(ChartReadme.page());
    String updated = ChartReadme.updated(page, ChartReadme.valuesYaml());
    if (UPDATE) {
      Files.writeString(ChartReadme.page(), updated);
    } else {
      assertThat(page).isEqualTo(updated);
    }
  }

  @Test
  void theChartBringsTheResourceAsItIs() throws Exception {
    Path copy = HelmChart.FOLDER.resolve("files").resolve(RESOURCE);
    if (UPDATE) {
      Files.write(copy, Files.readAllBytes(RESOURCE));
    }
    assertThat(copy).hasSameBinaryContentAs(RESOURCE);
  }

  /** Each leaf has a comment, its own or that of what it is in. */
  @Test
  void everyValueIsDescribed() throws Exception {
    Set<String> described = ChartReadme.values(ChartReadme.valuesYaml()).keySet();

    assertThat(leaves())
        .allSatisfy(
            leaf ->
                assertThat(described)
                    .as(leaf)
                    .anyMatch(path -> leaf.equals(path) || leaf.startsWith(path + ".")));
  }

  @Test
  void theSchemaKnowsEveryValueAndNoOther() throws Exception {
    JsonNode schema =
        new ObjectMapper().readTree(HelmChart.FOLDER.resolve("values.schema.json").toFile());
    JsonNode values = new YAMLMapper().readTree(HelmChart.FOLDER.resolve("values.yaml").toFile());

    assertSameKeys("", schema, values);
  }

  private static void assertSameKeys(String path, JsonNode schema, JsonNode values) {
    if (!schema.has("properties") || values.isArray()) {
      return;
    }
    assertThat(schema.get("additionalProperties")).as(path).hasToString("false");
    List<String> known = new ArrayList<>();
    schema.get("properties").fieldNames().forEachRemaining(known::add);
    List<String> present = new ArrayList<>();
    values.fieldNames().forEachRemaining(present::add);
    assertThat(known).as("what may be set in " + path).containsAll(present);
    known.removeAll(present);
    // What has no default, since it is Kubernetes' or cert-manager's own.
    known.removeAll(List.of(OF_HELM, "claims", "name", "kind", "group"));
    assertThat(known).as("what is set nowhere in " + path).isEmpty();
    for (String key : present) {
      assertSameKeys(path + "/" + key, schema.at("/properties/" + key), values.get(key));
    }
  }

  private static List<String> leaves() throws Exception {
    List<String> leaves = new ArrayList<>();
    collect(
        "", new YAMLMapper().readTree(HelmChart.FOLDER.resolve("values.yaml").toFile()), leaves);
    return leaves;
  }

  private static void collect(String path, JsonNode values, List<String> leaves) {
    if (!values.isObject() || values.isEmpty()) {
      leaves.add(path);
      return;
    }
    values
        .properties()
        .forEach(
            entry ->
                collect(
                    path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                    entry.getValue(),
                    leaves));
  }
}

package io.migrationgate.api.v1alpha1;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The reference of the resource lists every field as the schema has it. With {@code
 * -Ddocs.update=true} the lists are written anew.
 */
class MigrationGateReferenceTest {

  private static final Path PAGE = Path.of("docs/reference/migrationgate.md");
  private static final boolean UPDATE = Boolean.getBoolean("docs.update");

  @Test
  void everyFieldIsListed() throws IOException {
    String page = Files.readString(PAGE);
    String expected = page;
    for (String part : List.of("spec", "status")) {
      String start = "<!-- fields of " + part + " -->\n";
      int from = expected.indexOf(start) + start.length();
      int to = expected.indexOf("<!-- end -->", from);
      assertThat(to).as("marks of " + part).isGreaterThanOrEqualTo(from);
      expected =
          expected.substring(0, from)
              + sections(part, CrdSchema.whole().property(part))
              + expected.substring(to);
    }
    if (UPDATE) {
      Files.writeString(PAGE, expected);
    }
    assertThat(UPDATE ? expected : page).isEqualTo(expected);
  }

  /** A section for this object, and then one for each object in it. */
  private static String sections(String path, CrdSchema object) {
    StringBuilder text = new StringBuilder("\n### `" + path + "`\n\n");
    text.append(cell(object.node())).append("\n\n");
    text.append("| field | type | if left out | meaning |\n|---|---|---|---|\n");
    List<String> rules = rules("", object.node());
    StringBuilder inner = new StringBuilder();
    for (Map.Entry<String, JsonNode> property : object.node().get("properties").properties()) {
      String name = property.getKey();
      CrdSchema field = new CrdSchema(property.getValue());
      boolean required = object.node().path("required").toString().contains("\"" + name + "\"");
      text.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  name,
                  type(field),
                  required ? "must be there" : usual(field),
                  cell(field.node())));
      boolean list = field.type().equals("array");
      CrdSchema element = list ? field.items() : field;
      if (element.node().has("properties") && !isWrittenAbove(path, name)) {
        inner.append(sections(path + "." + name + (list ? "[]" : ""), element));
      } else if (!element.node().has("properties")) {
        rules.addAll(rules("`" + name + "` ", element.node()));
      }
    }
    if (!rules.isEmpty()) {
      text.append("\n").append(rules.stream().map(rule -> "- " + rule + "\n").collect(joining()));
    }
    return text.append(inner).toString();
  }

  /** The database of all chains has the fields of a chain's own. */
  private static boolean isWrittenAbove(String path, String name) {
    return path.equals("spec") && name.equals("database");
  }

  private static List<String> rules(String subject, JsonNode schema) {
    List<String> rules = new ArrayList<>();
    for (JsonNode rule : schema.path("x-kubernetes-validations")) {
      rules.add(subject + rule.get("message").asText().replace("<", "\\<"));
    }
    return rules;
  }

  private static String type(CrdSchema field) {
    JsonNode node = field.node();
    if (node.has("enum")) {
      return node.get("enum")
          .valueStream()
          .map(word -> "`" + word.asText() + "`")
          .collect(joining(" or "));
    }
    return switch (field.type()) {
      case "array" ->
          "list of %s to %d: %s"
              .formatted(
                  node.path("minItems").asText("0"),
                  node.get("maxItems").asInt(),
                  type(field.items()));
      case "integer" ->
          node.has("maximum")
              ? "%d to %d".formatted(node.get("minimum").asLong(), node.get("maximum").asLong())
              : "number";
      case "string" ->
          node.path("format").asText().equals("date-time")
              ? "time"
              : "text of at most " + node.get("maxLength").asInt();
      case "object" ->
          node.has("additionalProperties")
              ? "map to " + type(new CrdSchema(node.get("additionalProperties")))
              : "object";
      default -> field.type();
    };
  }

  private static String usual(CrdSchema field) {
    JsonNode usual = field.node().get("default");
    if (usual == null) {
      return "";
    }
    if (usual.isObject()) {
      return usual.isEmpty() ? "as usual" : "`" + usual.toString().replace("\"", "") + "`";
    }
    return "`" + usual.asText() + "`";
  }

  private static String cell(JsonNode schema) {
    return schema.get("description").asText().replace("|", "\\|").replace("<", "\\<");
  }
}

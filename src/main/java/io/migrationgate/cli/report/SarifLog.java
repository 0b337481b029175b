package io.migrationgate.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.migrationgate.core.graph.SourceLocation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A SARIF 2.1.0 file with one run. */
final class SarifLog {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /** What can be found, with SARIF's name of its usual level. */
  record Rule(String id, String title, String level) {}

  /** What was found; the first place is where it stands, others belong to it. */
  record Result(String rule, String level, String text, List<SourceLocation> places) {
    Result {
      places = List.copyOf(places);
    }
  }

  private final String version;
  private final List<Rule> rules;

  SarifLog(String version, List<Rule> rules) {
    this.version = version;
    this.rules = List.copyOf(rules);
  }

  void write(List<Result> results, PrintWriter out) {
    try {
      JsonGenerator json = new JsonFactory().createGenerator(out);
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeStringField("$schema", SCHEMA);
      json.writeStringField("version", "2.1.0");
      json.writeArrayFieldStart("runs");
      json.writeStartObject();
      tool(json);
      json.writeArrayFieldStart("results");
      for (Result result : results) {
        result(result, json);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.close();
      out.println();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void tool(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "migration-gate");
    json.writeStringField("version", version);
    json.writeArrayFieldStart("rules");
    for (Rule rule : rules) {
      json.writeStartObject();
      json.writeStringField("id", rule.id());
      message("shortDescription", rule.title(), json);
      json.writeObjectFieldStart("defaultConfiguration");
      json.writeStringField("level", rule.level());
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void result(Result result, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", result.rule());
    json.writeStringField("level", result.level());
    message("message", result.text(), json);
    List<SourceLocation> places = result.places();
    json.writeArrayFieldStart("locations");
    if (!places.isEmpty()) {
      location(places.getFirst(), json);
    }
    json.writeEndArray();
    if (places.size() > 1) {
      json.writeArrayFieldStart("relatedLocations");
      for (SourceLocation place : places.subList(1, places.size())) {
        location(place, json);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void location(SourceLocation place, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(place.path()));
    json.writeEndObject();
    if (place.line() > 0) {
      json.writeObjectFieldStart("region");
      json.writeNumberField("startLine", place.line());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String uri(String path) {
    String encoded =
        URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
    return path.startsWith("/") ? "file://" + encoded : encoded;
  }

  private static void message(String field, String text, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("text", text);
    json.writeEndObject();
  }
}

package io.migrationgate.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.verdict.Finding;
import io.migrationgate.core.verdict.ProblemKind;
import io.migrationgate.core.verdict.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** SARIF 2.1.0, which code scanning services and editors read. */
public final class SarifReport implements Report {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final String version;

  public SarifReport(String version) {
    this.version = version;
  }

  @Override
  public void write(List<JudgedChain> chains, PrintWriter out) {
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
      for (JudgedChain judged : chains) {
        for (Finding finding : judged.verdict().findings()) {
          result(judged, finding, json);
        }
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
    for (ProblemKind kind : ProblemKind.values()) {
      json.writeStartObject();
      json.writeStringField("id", kind.id());
      message("shortDescription", kind.title(), json);
      json.writeObjectFieldStart("defaultConfiguration");
      json.writeStringField("level", level(kind.usualSeverity()));
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void result(JudgedChain judged, Finding finding, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", finding.kind().id());
    json.writeStringField("level", level(finding.severity()));
    message("message", text(judged, finding), json);
    List<SourceLocation> places = finding.problem().locations();
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

  private static String text(JudgedChain judged, Finding finding) {
    StringBuilder text = new StringBuilder(judged.chain().name()).append(": ");
    text.append(finding.message()).append('.');
    if (!finding.cause().isEmpty()) {
      text.append(" Cause: ").append(finding.cause()).append('.');
    }
    finding
        .remedy()
        .command()
        .ifPresent(command -> text.append(" Fix: ").append(command).append('.'));
    return text.append(' ').append(finding.remedy().explanation()).toString();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR, UNKNOWN -> "error";
      case WARNING -> "warning";
      case OFF -> "none";
    };
  }

  private static void message(String field, String text, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("text", text);
    json.writeEndObject();
  }
}

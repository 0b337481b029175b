package io.migrationgate.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.lint.LintFinding;
import io.migrationgate.core.lint.LintOutcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** The findings as an interface for programs; its schema is published with the documentation. */
public final class LintJsonReport implements LintReport {

  private static final String SCHEMA = "migration-gate/lint/v1";

  @Override
  public void write(LintOutcome outcome, PrintWriter out) {
    try {
      JsonGenerator json = new JsonFactory().createGenerator(out);
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      json.writeStringField("verdict", verdict(outcome));
      json.writeNumberField("allowed", outcome.allowed());
      json.writeArrayFieldStart("findings");
      for (LintFinding finding : outcome.findings()) {
        write(finding, json);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("unread");
      for (String reason : outcome.unread()) {
        json.writeString(reason);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.close();
      out.println();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String verdict(LintOutcome outcome) {
    return outcome.hasErrors() ? "blocked" : outcome.unread().isEmpty() ? "pass" : "unknown";
  }

  private static void write(LintFinding finding, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("rule", finding.rule().id());
    json.writeStringField("level", finding.level().id());
    json.writeStringField("message", finding.message());
    json.writeArrayFieldStart("locations");
    for (SourceLocation location : finding.locations()) {
      json.writeStartObject();
      json.writeStringField("path", location.path());
      if (location.line() > 0) {
        json.writeNumberField("line", location.line());
      } else {
        json.writeNullField("line");
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("explanation", finding.rule().explanation());
    json.writeStringField("remedy", finding.remedy());
    if (finding.replacement().isPresent()) {
      json.writeStringField("replacement", finding.replacement().get());
    } else {
      json.writeNullField("replacement");
    }
    json.writeEndObject();
  }
}

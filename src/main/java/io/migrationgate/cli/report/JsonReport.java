package io.migrationgate.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.verdict.Finding;
import io.migrationgate.core.verdict.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The verdicts as an interface for programs; its schema is published with the documentation. */
public final class JsonReport implements Report {

  /** Changes only when readers of the former shape would stumble. */
  static final String SCHEMA = "migration-gate/check/v1";

  @Override
  public void write(List<JudgedChain> chains, PrintWriter out) {
    write(worst(chains), chains, Optional.empty(), out);
  }

  @Override
  public void writeFailure(String reason, PrintWriter out) {
    write("unknown", List.of(), Optional.of(reason), out);
  }

  private static void write(
      String verdict, List<JudgedChain> chains, Optional<String> error, PrintWriter out) {
    try {
      JsonGenerator json = new JsonFactory().createGenerator(out);
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      json.writeStringField("verdict", verdict);
      json.writeArrayFieldStart("chains");
      for (JudgedChain judged : chains) {
        write(judged, json);
      }
      json.writeEndArray();
      if (error.isPresent()) {
        json.writeStringField("error", error.get());
      }
      json.writeEndObject();
      json.close();
      out.println();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String worst(List<JudgedChain> chains) {
    return chains.stream().anyMatch(c -> c.verdict() instanceof Verdict.Blocked)
        ? "blocked"
        : chains.stream().anyMatch(c -> c.verdict() instanceof Verdict.Unknown)
            ? "unknown"
            : "pass";
  }

  private static String name(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass pass -> "pass";
      case Verdict.Blocked blocked -> "blocked";
      case Verdict.Unknown unknown -> "unknown";
    };
  }

  private static void write(JudgedChain judged, JsonGenerator json) throws IOException {
    MigrationGraph graph = judged.chain().graph();
    // A part of a graph has heads that are none: better no list than a wrong one.
    boolean known = judged.chain().complete();
    json.writeStartObject();
    json.writeStringField("name", judged.chain().name());
    json.writeStringField("tool", judged.chain().tool().title());
    strings("locations", judged.chain().locations(), json);
    json.writeStringField("verdict", name(judged.verdict()));
    json.writeNumberField("revisions", graph.size());
    ids("heads", known ? graph.heads() : List.of(), json);
    ids("realHeads", known ? graph.realHeads() : List.of(), json);
    ids("bases", known ? graph.bases() : List.of(), json);
    ids("realBases", known ? graph.realBases() : List.of(), json);
    ids("branchPoints", known ? graph.branchPoints() : List.of(), json);
    ids("mergePoints", known ? graph.mergePoints() : List.of(), json);
    json.writeArrayFieldStart("problems");
    for (Finding finding : judged.verdict().findings()) {
      write(finding, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(Finding finding, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", finding.kind().id());
    json.writeStringField("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    json.writeStringField("message", finding.message());
    json.writeStringField("cause", finding.cause());
    strings(
        "revisions", finding.problem().revisions().stream().map(id -> id.value()).toList(), json);
    json.writeArrayFieldStart("locations");
    for (SourceLocation location : finding.problem().locations()) {
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
    json.writeObjectFieldStart("remedy");
    json.writeStringField("explanation", finding.remedy().explanation());
    if (finding.remedy().command().isPresent()) {
      json.writeStringField("command", finding.remedy().command().get());
    } else {
      json.writeNullField("command");
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void ids(String field, Collection<Revision> revisions, JsonGenerator json)
      throws IOException {
    strings(
        field, revisions.stream().map(revision -> revision.id().value()).distinct().toList(), json);
  }

  private static void strings(String field, Collection<String> values, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values.stream().sorted().toList()) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}

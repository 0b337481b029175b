package io.migrationgate.cli.downgrade;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.migrationgate.core.downgrade.DowngradeStep;
import io.migrationgate.core.downgrade.DowngradeSteps;
import io.migrationgate.core.downgrade.Evidence;
import io.migrationgate.core.downgrade.Mark;
import io.migrationgate.core.graph.RevisionId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** For programs. */
public final class JsonStepsReport implements StepsReport {

  private static final String SCHEMA = "migration-gate/downgrade-steps/v1";

  @Override
  public void write(DowngradeSteps way, PrintWriter out) {
    try {
      JsonGenerator json = new JsonFactory().createGenerator(out);
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      json.writeStringField("chain", way.chain().name());
      json.writeStringField("tool", way.chain().tool().title());
      json.writeArrayFieldStart("from");
      for (RevisionId id : way.from()) {
        json.writeString(id.value());
      }
      json.writeEndArray();
      json.writeStringField("to", way.to().map(RevisionId::value).orElse(null));
      json.writeArrayFieldStart("steps");
      for (DowngradeStep step : way.steps()) {
        write(step, json);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.close();
      out.println();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void write(DowngradeStep step, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("revision", step.revision().id().value());
    json.writeStringField("file", step.file());
    json.writeStringField("mark", word(step.mark()));
    json.writeArrayFieldStart("evidence");
    for (Evidence evidence : step.evidence()) {
      json.writeStartObject();
      json.writeStringField("mark", word(evidence.mark()));
      json.writeStringField("what", evidence.what());
      if (evidence.line() > 0) {
        json.writeNumberField("line", evidence.line());
      } else {
        json.writeNullField("line");
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String word(Mark mark) {
    return switch (mark) {
      case NO_DDL -> "no-ddl";
      case DDL -> "ddl";
      case UNTELLABLE -> "untellable";
      case IRREVERSIBLE -> "irreversible";
    };
  }
}

package io.migrationgate.cli.collision;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.migrationgate.core.collision.Claim;
import io.migrationgate.core.collision.CollisionFinding;
import io.migrationgate.core.collision.Holder;
import io.migrationgate.core.collision.MergePlan;
import io.migrationgate.core.collision.OpenBranch;
import io.migrationgate.core.collision.UnionOutcome;
import io.migrationgate.core.verdict.Finding;
import io.migrationgate.core.verdict.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Collisions as an interface for programs; its schema is published with the documentation. */
public final class JsonCollisionReport implements CollisionReport {

  /** Changes only when readers of the former shape would stumble. */
  static final String SCHEMA = "migration-gate/collisions/v1";

  @Override
  public void write(CollisionSurvey survey, PrintWriter out) {
    try {
      JsonGenerator json = new JsonFactory().createGenerator(out);
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      json.writeStringField("verdict", survey.standing().id());
      json.writeStringField("base", survey.base());
      json.writeFieldName("branch");
      if (survey.current().isPresent()) {
        branch(survey.current().get(), json);
      } else {
        json.writeNull();
      }
      json.writeNumberField("compared", survey.compared());
      json.writeArrayFieldStart("unread");
      for (UnreadBranch unread : survey.unread()) {
        json.writeStartObject();
        json.writeFieldName("branch");
        branch(unread.branch(), json);
        json.writeStringField("reason", unread.reason());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("chains");
      for (CollisionSurvey.Part part : survey.parts()) {
        write(survey, part, json);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.close();
      out.println();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void write(CollisionSurvey survey, CollisionSurvey.Part part, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", part.chain().chain());
    json.writeStringField("verdict", survey.standingOf(part).id());
    json.writeStringField("baseVerdict", verdict(part.chain().baseVerdict()));
    text("nextFree", survey.nextOf(part), json);
    json.writeArrayFieldStart("collisions");
    for (CollisionFinding finding : part.findings()) {
      write(finding, json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("unions");
    for (UnionOutcome outcome : part.chain().unions()) {
      write(outcome, json);
    }
    json.writeEndArray();
    json.writeFieldName("together");
    write(part.chain().together(), json);
    plan(part, json);
    json.writeEndObject();
  }

  private static void write(CollisionFinding finding, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", finding.kind().id());
    json.writeBooleanField("blocking", finding.blocking());
    json.writeStringField("message", finding.message());
    json.writeArrayFieldStart("claims");
    for (Claim claim : finding.collision().claims()) {
      json.writeStartObject();
      json.writeFieldName("branch");
      switch (claim.holder()) {
        case Holder.Base base -> json.writeNull();
        case Holder.Open(OpenBranch branch) -> branch(branch, json);
      }
      json.writeStringField("revision", claim.revision().id().value());
      json.writeStringField("path", claim.revision().file());
      if (claim.revision().location().line() > 0) {
        json.writeNumberField("line", claim.revision().location().line());
      } else {
        json.writeNullField("line");
      }
      json.writeBooleanField("givesWay", finding.yielding().contains(claim));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("order", finding.order());
    json.writeObjectFieldStart("remedy");
    json.writeStringField("explanation", finding.remedy().explanation());
    text("command", finding.remedy().command(), json);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(UnionOutcome outcome, JsonGenerator json) throws IOException {
    json.writeStartObject();
    branches("branches", outcome.branches(), json);
    json.writeStringField("verdict", verdict(outcome.verdict()));
    json.writeArrayFieldStart("problems");
    for (Finding finding : outcome.verdict().findings()) {
      json.writeStartObject();
      json.writeStringField("kind", finding.kind().id());
      json.writeStringField("message", finding.message());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void plan(CollisionSurvey.Part part, JsonGenerator json) throws IOException {
    MergePlan plan = part.chain().plan();
    json.writeObjectFieldStart("mergeOrder");
    json.writeBooleanField("needsNoChange", plan.needsNoChange());
    json.writeArrayFieldStart("steps");
    for (MergePlan.Step step : plan.steps()) {
      json.writeStartObject();
      json.writeFieldName("branch");
      branch(step.branch(), json);
      json.writeArrayFieldStart("commands");
      for (String command : CollisionSummary.commands(step.moves(), part)) {
        json.writeString(command);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    branches("stuck", plan.stuck(), json);
    json.writeEndObject();
  }

  private static void branches(String field, List<OpenBranch> branches, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (OpenBranch branch : branches) {
      branch(branch, json);
    }
    json.writeEndArray();
  }

  private static void branch(OpenBranch branch, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", branch.name());
    if (branch.pullRequest().isPresent()) {
      json.writeNumberField("pullRequest", branch.pullRequest().getAsInt());
    } else {
      json.writeNullField("pullRequest");
    }
    json.writeEndObject();
  }

  private static void text(String field, Optional<String> text, JsonGenerator json)
      throws IOException {
    if (text.isPresent()) {
      json.writeStringField(field, text.get());
    } else {
      json.writeNullField(field);
    }
  }

  private static String verdict(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass pass -> Standing.PASS.id();
      case Verdict.Blocked blocked -> Standing.BLOCKED.id();
      case Verdict.Unknown unknown -> Standing.UNKNOWN.id();
    };
  }
}

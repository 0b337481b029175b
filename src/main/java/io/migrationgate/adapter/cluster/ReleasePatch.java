package io.migrationgate.adapter.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.ReleaseSpec;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;

/**
 * Changes of releases as a JSON patch. It touches single entries, so that what newer versions write
 * into others stays, and it begins with a test of the generation: the server repeats that test
 * whenever somebody else was quicker, so no change is ever lost.
 */
final class ReleasePatch {

  private static final String RELEASES = "/spec/releases";

  private ReleasePatch() {}

  static String of(MigrationGate seen, List<ReleaseEdit> edits) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartArray();
      start(json, "test", "/metadata/generation");
      json.writeNumberField("value", seen.getMetadata().getGeneration());
      json.writeEndObject();
      for (ReleaseEdit edit : inOrder(edits)) {
        write(edit, seen.getSpec().releases().isEmpty(), json);
      }
      json.writeEndArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /** Entries that go move those behind them, so the last goes first. */
  private static List<ReleaseEdit> inOrder(List<ReleaseEdit> edits) {
    return edits.stream()
        .sorted(
            Comparator.comparingInt(
                edit ->
                    switch (edit) {
                      case ReleaseEdit.EndAt end -> Integer.MIN_VALUE;
                      case ReleaseEdit.Drop drop -> -drop.place();
                      case ReleaseEdit.Add add -> 1;
                    }))
        .toList();
  }

  private static void write(ReleaseEdit edit, boolean none, JsonGenerator json) throws IOException {
    switch (edit) {
      case ReleaseEdit.EndAt(int place, String until) -> {
        start(json, "replace", RELEASES + "/" + place + "/until");
        json.writeStringField("value", until);
      }
      case ReleaseEdit.Drop(int place) -> start(json, "remove", RELEASES + "/" + place);
      case ReleaseEdit.Add(ReleaseSpec release) -> {
        start(json, "add", none ? RELEASES : RELEASES + "/-");
        json.writeFieldName("value");
        if (none) {
          json.writeStartArray();
        }
        write(release, json);
        if (none) {
          json.writeEndArray();
        }
      }
    }
    json.writeEndObject();
  }

  private static void start(JsonGenerator json, String operation, String path) throws IOException {
    json.writeStartObject();
    json.writeStringField("op", operation);
    json.writeStringField("path", path);
  }

  private static void write(ReleaseSpec release, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("reason", release.reason());
    json.writeStringField("until", release.until());
    if (release.image() != null) {
      json.writeStringField("image", release.image());
    }
    json.writeEndObject();
  }
}

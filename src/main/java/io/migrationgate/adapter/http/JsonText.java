package io.migrationgate.adapter.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON to be sent. */
public final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** An object of texts. */
  public static String of(Map<String, String> fields) {
    return write(json -> writeFields(json, fields));
  }

  /** A query of GraphQL with its variables; what is null is not given. */
  public static String query(String query, Map<String, @Nullable String> variables) {
    return write(
        json -> {
          json.writeStringField("query", query);
          json.writeObjectFieldStart("variables");
          writeFields(json, variables);
          json.writeEndObject();
        });
  }

  private static void writeFields(
      JsonGenerator json, Map<String, ? extends @Nullable String> fields) throws IOException {
    for (Map.Entry<String, ? extends @Nullable String> field : fields.entrySet()) {
      if (field.getValue() != null) {
        json.writeStringField(field.getKey(), field.getValue());
      }
    }
  }

  @FunctionalInterface
  private interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private static String write(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      content.writeTo(json);
      json.writeEndObject();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return text.toString();
  }
}

package io.migrationgate.adapter.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.migrationgate.port.ForgeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON that a server sent, and what it was asked, for the message if it is not as expected.
 *
 * <p>What is absent is the same as null.
 */
public final class JsonValue {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int DEEPEST = 64;

  private final @Nullable Object value;
  private final String asked;

  private JsonValue(@Nullable Object value, String asked) {
    this.value = value;
    this.asked = asked;
  }

  /**
   * @param asked begins the message of every complaint
   * @param skipped names of fields that are not wanted and may be large
   */
  static JsonValue read(byte[] json, String asked, Set<String> skipped) throws ForgeException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      JsonValue read = new JsonValue(value(parser, skipped, 0), asked);
      if (parser.nextToken() != null) {
        throw read.unexpected("the answer goes on after its end");
      }
      return read;
    } catch (IOException malformed) {
      throw new JsonValue(null, asked).unexpected("the answer is not JSON");
    }
  }

  private static @Nullable Object value(JsonParser parser, Set<String> skipped, int depth)
      throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("nested too deeply");
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> fields = new HashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (skipped.contains(name)) {
          parser.skipChildren();
        } else {
          fields.put(name, value(parser, skipped, depth + 1));
        }
      }
      return fields;
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(value(parser, skipped, depth + 1));
      }
      return items;
    }
    if (token == null) {
      throw new IOException("ends too early");
    }
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return token == JsonToken.VALUE_TRUE;
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return parser.getLongValue();
    }
    return parser.getText();
  }

  public boolean isNull() {
    return value == null;
  }

  /** Whether an object has this field, be it null. */
  public boolean has(String field) {
    return value instanceof Map<?, ?> fields && fields.containsKey(field);
  }

  public JsonValue at(String field) {
    return new JsonValue(value instanceof Map<?, ?> fields ? fields.get(field) : null, asked);
  }

  public List<JsonValue> items() throws ForgeException {
    if (!(value instanceof List<?> list)) {
      throw unexpected("the answer has no list where one belongs");
    }
    List<JsonValue> items = new ArrayList<>(list.size());
    for (Object item : list) {
      items.add(new JsonValue(item, asked));
    }
    return items;
  }

  public String text(String field) throws ForgeException {
    if (value instanceof Map<?, ?> fields && fields.get(field) instanceof String text) {
      return text;
    }
    throw unexpected("the answer has no text \"" + field + "\"");
  }

  public String textOr(String field, String otherwise) {
    return value instanceof Map<?, ?> fields && fields.get(field) instanceof String text
        ? text
        : otherwise;
  }

  public long number(String field) throws ForgeException {
    if (value instanceof Map<?, ?> fields && fields.get(field) instanceof Long number) {
      return number;
    }
    throw unexpected("the answer has no number \"" + field + "\"");
  }

  public long numberOr(String field, long otherwise) {
    return value instanceof Map<?, ?> fields && fields.get(field) instanceof Long number
        ? number
        : otherwise;
  }

  /** False where the field is absent. */
  public boolean flag(String field) {
    return value instanceof Map<?, ?> fields && Boolean.TRUE.equals(fields.get(field));
  }

  public ForgeException unexpected(String what) {
    return new ForgeException(new ForgeException.Unexpected(), asked + ": " + what);
  }
}

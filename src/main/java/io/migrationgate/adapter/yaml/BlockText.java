package io.migrationgate.adapter.yaml;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values in the style of a document: indented lines.
 *
 * @param step how far objects are indented within objects
 * @param sequenceStep how far lists are
 */
record BlockText(int step, int sequenceStep, String lineEnd) {

  private static final int DASH = 2;

  static boolean isInline(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> map.isEmpty();
      case List<?> list -> list.isEmpty();
      case null, default -> true;
    };
  }

  /** A field, in lines of its own. */
  String field(String key, @Nullable Object value, int indent) {
    StringBuilder out = new StringBuilder();
    out.append(" ".repeat(indent));
    field(key, value, indent, out);
    return out.toString();
  }

  /** An element of a list whose dashes stand in this column, in lines of its own. */
  String element(@Nullable Object value, int indent) {
    StringBuilder out = new StringBuilder();
    element(value, indent, out);
    return out.toString();
  }

  /** What follows the line of a key that stands in this column. */
  String below(Object value, int keyIndent) {
    StringBuilder out = new StringBuilder();
    below(value, keyIndent, out);
    return out.toString();
  }

  private void field(String key, @Nullable Object value, int indent, StringBuilder out) {
    out.append(ScalarText.of(key)).append(':');
    if (isInline(value)) {
      out.append(' ').append(ScalarText.of(value)).append(lineEnd);
    } else if (value != null) {
      out.append(lineEnd);
      below(value, indent, out);
    }
  }

  private void below(Object value, int keyIndent, StringBuilder out) {
    switch (value) {
      case Map<?, ?> map -> fields(map, keyIndent + step, true, out);
      case List<?> list -> {
        for (Object element : list) {
          element(element, keyIndent + sequenceStep, out);
        }
      }
      default -> throw new IllegalArgumentException("a scalar has no lines below");
    }
  }

  private void fields(Map<?, ?> map, int indent, boolean indentFirst, StringBuilder out) {
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!first || indentFirst) {
        out.append(" ".repeat(indent));
      }
      first = false;
      field(String.valueOf(entry.getKey()), entry.getValue(), indent, out);
    }
  }

  private void element(@Nullable Object value, int indent, StringBuilder out) {
    out.append(" ".repeat(indent)).append("- ");
    if (isInline(value)) {
      out.append(ScalarText.of(value)).append(lineEnd);
    } else if (value instanceof Map<?, ?> map) {
      fields(map, indent + DASH, false, out);
    } else {
      out.append(FlowText.of(value)).append(lineEnd);
    }
  }
}

package io.migrationgate.adapter.yaml;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as JSON, which is YAML in brackets: on one line, or with a line for each part. */
final class FlowText {

  private static final int STEP = 2;

  private final boolean lines;
  private final String lineEnd;
  private final StringBuilder out = new StringBuilder();

  private FlowText(boolean lines, String lineEnd) {
    this.lines = lines;
    this.lineEnd = lineEnd;
  }

  static String of(@Nullable Object value) {
    FlowText text = new FlowText(false, "");
    text.value(value, 0);
    return text.out.toString();
  }

  /** With a line for each part, below a line that is indented like this. */
  static String inLines(@Nullable Object value, int indent, String lineEnd) {
    FlowText text = new FlowText(true, lineEnd);
    text.value(value, indent);
    return text.out.toString();
  }

  private void value(@Nullable Object value, int indent) {
    switch (value) {
      case Map<?, ?> map when map.size() > 0 -> {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
          Map.Entry<?, ?> entry = entries.next();
          next(indent + STEP);
          out.append(ScalarText.quoted(String.valueOf(entry.getKey()))).append(": ");
          value(entry.getValue(), indent + STEP);
          comma(entries.hasNext());
        }
        next(indent);
        out.append('}');
      }
      case List<?> list when list.size() > 0 -> {
        out.append('[');
        Iterator<?> elements = list.iterator();
        while (elements.hasNext()) {
          next(indent + STEP);
          value(elements.next(), indent + STEP);
          comma(elements.hasNext());
        }
        next(indent);
        out.append(']');
      }
      case String text -> out.append(ScalarText.quoted(text));
      case null, default -> out.append(ScalarText.of(value));
    }
  }

  private void next(int indent) {
    if (lines) {
      out.append(lineEnd).append(" ".repeat(indent));
    }
  }

  private void comma(boolean more) {
    if (more) {
      out.append(lines ? "," : ", ");
    }
  }
}

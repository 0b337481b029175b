package io.migrationgate.adapter.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replacements in a text, made all at once. */
final class Splices {

  private record Splice(int start, int end, String replacement) {}

  private final String text;
  private final List<Splice> splices = new ArrayList<>();

  Splices(String text) {
    this.text = text;
  }

  void replace(int start, int end, String replacement) {
    splices.add(new Splice(start, end, replacement));
  }

  /** Puts whole lines behind the line that this place is in. */
  void insertBelow(int place, String lines) {
    int end = text.indexOf('\n', place);
    if (end >= 0) {
      replace(end + 1, end + 1, lines);
    } else {
      // The last line has no end; neither shall the new last one.
      String lineEnd = lines.endsWith("\r\n") ? "\r\n" : "\n";
      String body = lines.substring(0, lines.length() - lineEnd.length());
      replace(text.length(), text.length(), lineEnd + body);
    }
  }

  /** Takes away the lines from one place to another, both ends included. */
  void deleteLines(int from, int to) {
    int start = text.lastIndexOf('\n', from - 1) + 1;
    int end = text.indexOf('\n', to);
    if (end >= 0) {
      replace(start, end + 1, "");
    } else {
      int before = start > 1 && text.charAt(start - 2) == '\r' ? start - 2 : start - 1;
      replace(Math.max(0, before), text.length(), "");
    }
  }

  /**
   * The text with every replacement.
   *
   * @throws YamlException if two would change the same place
   */
  String applied() throws YamlException {
    // Stable: what is put at one place stays in the order in which it was asked for.
    splices.sort(Comparator.comparingInt(Splice::start).thenComparingInt(Splice::end));
    StringBuilder changed = new StringBuilder(text.length());
    int done = 0;
    for (Splice splice : splices) {
      if (splice.start() < done) {
        throw new YamlException("two changes meet in one place");
      }
      changed.append(text, done, splice.start()).append(splice.replacement());
      done = splice.end();
    }
    return changed.append(text, done, text.length()).toString();
  }
}

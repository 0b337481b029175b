package io.migrationgate.adapter.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replacements in a text, made all at once. */
final class Splices {

  private record Splice(int start, int end, String replacement) {}

  private final String text;

  /** Given to a last line that has none, so that it is changed like any other. */
  private final String borrowedLineEnd;

  private final List<Splice> splices = new ArrayList<>();

  Splices(String text) {
    String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
    this.borrowedLineEnd = text.endsWith("\n") ? "" : lineEnd;
    this.text = text + borrowedLineEnd;
  }

  void replace(int start, int end, String replacement) {
    splices.add(new Splice(start, end, replacement));
  }

  /** Puts whole lines behind the line that this place is in. */
  void insertBelow(int place, String lines) {
    int end = text.indexOf('\n', place) + 1;
    replace(end, end, lines);
  }

  /** Takes away the lines from one place to another, both ends included. */
  void deleteLines(int from, int to) {
    int start = text.lastIndexOf('\n', from - 1) + 1;
    replace(start, text.indexOf('\n', to) + 1, "");
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
    changed.append(text, done, text.length());
    boolean borrowed = changed.length() >= borrowedLineEnd.length();
    return borrowed
        ? changed.substring(0, changed.length() - borrowedLineEnd.length())
        : changed.toString();
  }
}

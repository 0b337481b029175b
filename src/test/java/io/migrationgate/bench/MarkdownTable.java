package io.migrationgate.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table as Markdown has it; the first column is text, the others are numbers. */
final class MarkdownTable {

  private final StringBuilder text = new StringBuilder();

  MarkdownTable(String... titles) {
    row(titles);
    List<String> rule = new ArrayList<>(Collections.nCopies(titles.length, "---:"));
    rule.set(0, "---");
    row(rule.toArray(String[]::new));
  }

  void row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

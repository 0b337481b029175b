package io.migrationgate.cli.report;

import java.io.PrintWriter;

/** Text behind a label. */
public final class Paragraph {

  private static final int WIDTH = 96;

  private Paragraph() {}

  /** Broken at blanks, every line indented under the first word behind the label. */
  public static void write(String label, String text, PrintWriter out) {
    String indent = "    " + " ".repeat(label.length());
    StringBuilder line = new StringBuilder("    ").append(label);
    boolean fresh = true;
    int from = 0;
    while (from < text.length()) {
      int blank = text.indexOf(' ', from);
      int end = blank < 0 ? text.length() : blank;
      if (!fresh && line.length() + 1 + end - from > WIDTH) {
        out.println(line);
        line.setLength(0);
        line.append(indent);
        fresh = true;
      }
      line.append(fresh ? "" : " ").append(text, from, end);
      fresh = false;
      from = end + 1;
    }
    out.println(line);
  }
}

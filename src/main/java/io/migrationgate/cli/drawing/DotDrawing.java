package io.migrationgate.cli.drawing;

import io.migrationgate.core.reader.MigrationChain;
import java.io.PrintWriter;
import java.util.List;

/** Graphviz's language. */
public final class DotDrawing implements Drawing {

  private final boolean whole;

  public DotDrawing(boolean whole) {
    this.whole = whole;
  }

  @Override
  public void draw(MigrationChain chain, PrintWriter out) {
    List<Outline.Node> nodes = Outline.of(chain.graph(), whole);
    out.println("digraph " + quoted(chain.name()) + " {");
    out.println("  rankdir=BT;");
    out.println("  node [shape=box];");
    for (int i = 0; i < nodes.size(); i++) {
      String label = "label=" + quoted(Words.of(nodes.get(i)));
      String look =
          switch (nodes.get(i)) {
            case Outline.Drawn drawn ->
                drawn.marks().contains(Outline.Mark.HEAD)
                        || drawn.marks().contains(Outline.Mark.PHANTOM)
                    ? ", style=bold"
                    : "";
            case Outline.Stretch stretch -> ", shape=plaintext";
            case Outline.Missing missing -> ", style=dashed";
          };
      out.println("  n" + i + " [" + label + look + "];");
    }
    for (int i = 0; i < nodes.size(); i++) {
      for (int below : nodes.get(i).below()) {
        out.println("  n" + below + " -> n" + i + ";");
      }
    }
    out.println("}");
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}

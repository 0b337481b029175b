package io.migrationgate.cli.drawing;

import io.migrationgate.core.reader.MigrationChain;
import java.io.PrintWriter;
import java.util.List;

/** A flow chart that GitHub, GitLab and Forgejo draw where Markdown has it. */
public final class MermaidDrawing implements Drawing {

  private final boolean whole;

  public MermaidDrawing(boolean whole) {
    this.whole = whole;
  }

  @Override
  public void draw(MigrationChain chain, PrintWriter out) {
    List<Outline.Node> nodes = Outline.of(chain.graph(), whole);
    out.println("%% " + chain.name().replace('\n', ' '));
    out.println("flowchart BT");
    for (int i = 0; i < nodes.size(); i++) {
      String text = escaped(Words.of(nodes.get(i)));
      out.println(
          switch (nodes.get(i)) {
            case Outline.Drawn drawn -> "  n" + i + "[\"" + text + "\"]" + role(drawn);
            case Outline.Stretch stretch -> "  n" + i + "(\"" + text + "\")";
            case Outline.Missing missing -> "  n" + i + "[\"" + text + "\"]:::missing";
          });
    }
    for (int i = 0; i < nodes.size(); i++) {
      for (int below : nodes.get(i).below()) {
        out.println("  n" + below + " --> n" + i);
      }
    }
    out.println("  classDef head stroke-width:3px");
    out.println("  classDef missing stroke-dasharray:4");
  }

  private static String role(Outline.Drawn drawn) {
    return drawn.marks().contains(Outline.Mark.HEAD) || drawn.marks().contains(Outline.Mark.PHANTOM)
        ? ":::head"
        : "";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("\"", "&quot;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\n", " ");
  }
}

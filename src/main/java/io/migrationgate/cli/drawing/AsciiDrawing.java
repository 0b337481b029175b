package io.migrationgate.cli.drawing;

import io.migrationgate.cli.report.Plain;
import io.migrationgate.cli.report.Style;
import io.migrationgate.core.reader.MigrationChain;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Lanes as in {@code git log --graph}: heads on top, every line leading down to a parent. */
public final class AsciiDrawing implements Drawing {

  /** Beyond this no terminal could show it, and the drawing would grow with its square. */
  private static final int MAX_LANES = 30;

  private final boolean whole;
  private final Style style;

  public AsciiDrawing(boolean whole, boolean colour) {
    this.whole = whole;
    this.style = new Style(colour);
  }

  @Override
  public void draw(MigrationChain chain, PrintWriter out) {
    List<Outline.Node> nodes = Outline.of(chain.graph(), whole);
    out.println(
        style.bold(Plain.text(chain.name())) + " (" + revisions(chain.graph().size()) + ")");
    new Canvas(nodes, out).draw();
  }

  private static String revisions(int count) {
    return count == 1 ? "1 revision" : count + " revisions";
  }

  private final class Canvas {
    private final List<Outline.Node> nodes;
    private final PrintWriter out;

    /** The node that each lane leads to next. */
    private final List<Integer> lanes = new ArrayList<>();

    private final int[] undrawnAbove;
    private final boolean[] drawn;
    private boolean narrow = true;

    Canvas(List<Outline.Node> nodes, PrintWriter out) {
      this.nodes = nodes;
      this.out = out;
      this.undrawnAbove = new int[nodes.size()];
      this.drawn = new boolean[nodes.size()];
      nodes.forEach(node -> node.below().forEach(below -> undrawnAbove[below]++));
    }

    void draw() {
      Deque<Integer> ready = new ArrayDeque<>();
      for (int i = 0; i < nodes.size(); i++) {
        if (undrawnAbove[i] == 0) {
          ready.add(i);
        }
      }
      // The latest that has become ready goes first, so that one branch is drawn before the next.
      while (!ready.isEmpty()) {
        int node = ready.pop();
        draw(node);
        List<Integer> below = nodes.get(node).below();
        for (int i = below.size() - 1; i >= 0; i--) {
          if (--undrawnAbove[below.get(i)] == 0) {
            ready.push(below.get(i));
          }
        }
      }
      drawCircles();
    }

    /** What is in a circle, or hangs below one, never becomes ready. */
    private void drawCircles() {
      for (int i = 0; i < nodes.size(); i++) {
        if (!drawn[i]) {
          List<String> below =
              nodes.get(i).below().stream().map(b -> Plain.text(Words.of(nodes.get(b)))).toList();
          out.println(
              "  o " + label(i) + (below.isEmpty() ? "" : " -> " + String.join(", ", below)));
        }
      }
    }

    private void draw(int node) {
      drawn[node] = true;
      int lane = lanes.indexOf(node);
      if (lane < 0) {
        lane = lanes.size();
        lanes.add(node);
      }
      for (int other = lanes.size() - 1; other > lane; other--) {
        if (lanes.get(other).equals(node)) {
          join(lane, other);
        }
      }
      narrow &= lanes.size() <= MAX_LANES;
      StringBuilder row = new StringBuilder();
      for (int i = 0; narrow && i < lanes.size(); i++) {
        row.append(i == lane ? symbol(node) : "|").append(' ');
      }
      out.println("  " + (narrow ? row : symbol(node) + " ") + label(node));
      spread(lane, nodes.get(node).below());
    }

    /** Draws the line of one lane over to another to its left. */
    private void join(int into, int from) {
      char[] row = blank(lanes.size());
      for (int i = 0; i < lanes.size(); i++) {
        if (i < from) {
          row[2 * i] = '|';
        }
        if (i >= from) {
          row[2 * i - 1] = '/';
        }
        if (i > into && i < from) {
          row[2 * i - 1] = '_';
        }
      }
      lanes.remove(from);
      print(row);
    }

    /** Opens a lane to the right for each parent but the first. */
    private void spread(int lane, List<Integer> below) {
      if (below.isEmpty()) {
        lanes.remove(lane);
        if (lane < lanes.size()) {
          closeGap(lane);
        }
        return;
      }
      lanes.set(lane, below.getFirst());
      for (int i = 1; i < below.size(); i++) {
        int at = lane + i;
        char[] row = blank(lanes.size() + 1);
        for (int k = 0; k < lanes.size(); k++) {
          if (k < at) {
            row[2 * k] = '|';
          } else {
            row[2 * k + 1] = '\\';
          }
        }
        row[2 * at - 1] = '\\';
        lanes.add(at, below.get(i));
        print(row);
      }
    }

    private void closeGap(int gap) {
      char[] row = blank(lanes.size() + 1);
      for (int i = 0; i < lanes.size(); i++) {
        if (i < gap) {
          row[2 * i] = '|';
        } else {
          row[2 * i + 1] = '/';
        }
      }
      print(row);
    }

    private void print(char[] row) {
      if (narrow && lanes.size() <= MAX_LANES) {
        out.println("  " + new String(row).stripTrailing());
      }
    }

    private static char[] blank(int lanes) {
      char[] row = new char[2 * lanes];
      Arrays.fill(row, ' ');
      return row;
    }

    private String symbol(int node) {
      return switch (nodes.get(node)) {
        case Outline.Drawn drawnNode -> "*";
        case Outline.Stretch stretch -> ":";
        case Outline.Missing missing -> style.red("?");
      };
    }

    private String label(int node) {
      return switch (nodes.get(node)) {
        case Outline.Drawn revision -> {
          boolean end =
              revision.marks().contains(Outline.Mark.HEAD)
                  || revision.marks().contains(Outline.Mark.PHANTOM);
          String words = Plain.text(Words.of(revision));
          yield (end ? style.bold(words) : words)
              + "  "
              + style.faint(Plain.text(revision.revision().fileName()));
        }
        case Outline.Stretch stretch -> style.faint(Words.of(stretch));
        case Outline.Missing missing -> style.red(Plain.text(Words.of(missing)));
      };
    }
  }
}

package io.migrationgate.core.edit;

import java.util.ArrayList;
import java.util.List;

/**
 * A plan as a unified diff, in the form that {@code git apply} and {@code patch} take.
 *
 * <p>What changes is known from the edits, so nothing has to be compared.
 */
public final class UnifiedDiff {

  private static final int CONTEXT = 3;

  private static final String NO_NEWLINE = "\\ No newline at end of file";

  /** Lines that go, and those that take their place. */
  private record Block(int first, List<String> gone, List<String> come) {
    int end() {
      return first + gone.size();
    }
  }

  private final List<String> out = new ArrayList<>();

  private UnifiedDiff() {}

  /** The lines of the diff, without line feeds; carriage returns of the files are kept. */
  public static List<String> of(EditPlan plan) {
    UnifiedDiff diff = new UnifiedDiff();
    for (FileChange change : plan.changes()) {
      switch (change) {
        case FileChange.Create create -> diff.create(create);
        case FileChange.Rewrite rewrite -> diff.rewrite(rewrite);
      }
    }
    return List.copyOf(diff.out);
  }

  private void create(FileChange.Create create) {
    String name = name(create.target());
    out.add("diff --git a/" + name + " b/" + name);
    out.add("new file mode 100644");
    List<String> lines = lines(create.after());
    if (!lines.isEmpty()) {
      out.add("--- /dev/null");
      out.add("+++ b/" + name);
      out.add("@@ -0,0 +1" + (lines.size() == 1 ? "" : "," + lines.size()) + " @@");
      show('+', lines);
    }
  }

  private void rewrite(FileChange.Rewrite rewrite) {
    List<Block> blocks = blocks(rewrite);
    if (blocks.isEmpty() && !rewrite.renames()) {
      // Git takes a header with nothing behind it for a broken patch.
      return;
    }
    String before = name(rewrite.path());
    String after = name(rewrite.target());
    out.add("diff --git a/" + before + " b/" + after);
    if (rewrite.renames()) {
      out.add("rename from " + before);
      out.add("rename to " + after);
    }
    if (blocks.isEmpty()) {
      return;
    }
    out.add("--- a/" + before);
    out.add("+++ b/" + after);
    List<String> old = lines(rewrite.before());
    int shift = 0;
    for (int from = 0; from < blocks.size(); ) {
      int to = from + 1;
      while (to < blocks.size()
          && blocks.get(to).first() - blocks.get(to - 1).end() <= 2 * CONTEXT) {
        to++;
      }
      shift += hunk(old, blocks.subList(from, to), shift);
      from = to;
    }
  }

  /** Shows blocks that are near each other; returns by how many lines the file has grown. */
  private int hunk(List<String> old, List<Block> blocks, int shift) {
    int start = Math.max(0, blocks.getFirst().first() - CONTEXT);
    int end = Math.min(old.size(), blocks.getLast().end() + CONTEXT);
    int growth = 0;
    for (Block block : blocks) {
      growth += block.come().size() - block.gone().size();
    }
    int length = end - start;
    out.add("@@ -" + range(start, length) + " +" + range(start + shift, length + growth) + " @@");
    int at = start;
    for (Block block : blocks) {
      show(' ', old.subList(at, block.first()));
      show('-', block.gone());
      show('+', block.come());
      at = block.end();
    }
    show(' ', old.subList(at, end));
    return growth;
  }

  /** An empty range is named by the line before it. */
  private static String range(int start, int length) {
    return length == 1 ? "" + (start + 1) : (length == 0 ? start : start + 1) + "," + length;
  }

  private static List<Block> blocks(FileChange.Rewrite rewrite) {
    Bytes before = rewrite.before();
    List<Block> blocks = new ArrayList<>();
    int line = 0;
    int counted = 0;
    List<TokenEdit> edits = rewrite.edits();
    for (int i = 0; i < edits.size(); ) {
      int start = lineStart(before, edits.get(i).start());
      int end = lineEnd(before, edits.get(i).end());
      i++;
      while (i < edits.size() && edits.get(i).start() <= end) {
        end = lineEnd(before, edits.get(i).end());
        i++;
      }
      for (; counted < start; counted++) {
        line += before.at(counted) == '\n' ? 1 : 0;
      }
      Block block =
          trimmed(
              new Block(line, lines(before.slice(start, end)), lines(rewrite.part(start, end))));
      if (!block.gone().isEmpty() || !block.come().isEmpty()) {
        blocks.add(block);
      }
    }
    return blocks;
  }

  /** Without the lines at both ends that stay as they are. */
  private static Block trimmed(Block block) {
    List<String> gone = block.gone();
    List<String> come = block.come();
    int shorter = Math.min(gone.size(), come.size());
    int head = 0;
    while (head < shorter && gone.get(head).equals(come.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && gone.get(gone.size() - 1 - tail).equals(come.get(come.size() - 1 - tail))) {
      tail++;
    }
    return new Block(
        block.first() + head,
        gone.subList(head, gone.size() - tail),
        come.subList(head, come.size() - tail));
  }

  private static int lineStart(Bytes text, int offset) {
    int start = offset;
    while (start > 0 && text.at(start - 1) != '\n') {
      start--;
    }
    return start;
  }

  private static int lineEnd(Bytes text, int offset) {
    int end = offset;
    while (end < text.length() && text.at(end) != '\n') {
      end++;
    }
    return Math.min(text.length(), end + 1);
  }

  /** The lines with their line feeds, which the last may lack. */
  private static List<String> lines(Bytes text) {
    List<String> lines = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int end = lineEnd(text, start);
      lines.add(text.slice(start, end).toString());
      start = end;
    }
    return lines;
  }

  private void show(char sign, List<String> lines) {
    for (String line : lines) {
      if (line.endsWith("\n")) {
        out.add(sign + line.substring(0, line.length() - 1));
      } else {
        out.add(sign + line);
        out.add(NO_NEWLINE);
      }
    }
  }

  private static String name(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }
}

package io.migrationgate.core.collision;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The lines of a file that one side has changed, by which two sides are joined as git joins them:
 * where their changes do not touch each other.
 */
public final class LineChanges {

  /**
   * A file that differs in more lines is taken for a new one from the first of them to the last.
   */
  private static final int MAX_DISTANCE = 400;

  /** Lines of the file as it was, from one to before the other, and what stands there now. */
  private record Hunk(int from, int to, List<String> lines) {}

  private final List<String> before;
  private final List<Hunk> hunks;

  private LineChanges(List<String> before, List<Hunk> hunks) {
    this.before = before;
    this.hunks = hunks;
  }

  /** What has to be done to the lines of one file to make them those of the other. */
  public static LineChanges between(byte[] before, byte[] after) {
    List<String> old = lines(before);
    if (Arrays.equals(before, after)) {
      return new LineChanges(old, List.of());
    }
    List<String> fresh = lines(after);
    int shorter = Math.min(old.size(), fresh.size());
    int head = 0;
    while (head < shorter && old.get(head).equals(fresh.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && old.get(old.size() - 1 - tail).equals(fresh.get(fresh.size() - 1 - tail))) {
      tail++;
    }
    List<String> gone = old.subList(head, old.size() - tail);
    List<String> come = fresh.subList(head, fresh.size() - tail);
    return new LineChanges(old, hunks(gone, come, head));
  }

  public boolean isEmpty() {
    return hunks.isEmpty();
  }

  /** Whether git would ask a person to join the two; the same change on both sides is one. */
  public boolean clashesWith(LineChanges other) {
    return joined(other).isEmpty();
  }

  /** The file with what both sides have done to it; empty where they clash. */
  public Optional<byte[]> mergedWith(LineChanges other) {
    Optional<List<Hunk>> all = joined(other);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    ByteArrayOutputStream merged = new ByteArrayOutputStream();
    int at = 0;
    for (Hunk hunk : all.get()) {
      write(before.subList(at, hunk.from()), merged);
      write(hunk.lines(), merged);
      at = hunk.to();
    }
    write(before.subList(at, before.size()), merged);
    return Optional.of(merged.toByteArray());
  }

  private Optional<List<Hunk>> joined(LineChanges other) {
    List<Hunk> all = new ArrayList<>(hunks.size() + other.hunks.size());
    int own = 0;
    int others = 0;
    while (own < hunks.size() && others < other.hunks.size()) {
      Hunk mine = hunks.get(own);
      Hunk theirs = other.hunks.get(others);
      if (mine.to() < theirs.from()) {
        all.add(mine);
        own++;
      } else if (theirs.to() < mine.from()) {
        all.add(theirs);
        others++;
      } else if (mine.equals(theirs)) {
        all.add(mine);
        own++;
        others++;
      } else {
        // To git, changes of neighbouring lines are changes of one place.
        return Optional.empty();
      }
    }
    all.addAll(hunks.subList(own, hunks.size()));
    all.addAll(other.hunks.subList(others, other.hunks.size()));
    return Optional.of(all);
  }

  /** By the shortest way from the one to the other (Myers), as far as that is a short one. */
  private static List<Hunk> hunks(List<String> gone, List<String> come, int first) {
    int longest = Math.min(gone.size() + come.size(), MAX_DISTANCE);
    List<int[]> trace = new ArrayList<>();
    int[] furthest = new int[2 * longest + 3];
    for (int distance = 0; distance <= longest; distance++) {
      for (int diagonal = -distance; diagonal <= distance; diagonal += 2) {
        int place = diagonal + longest + 1;
        boolean down =
            diagonal == -distance
                || diagonal != distance && furthest[place - 1] < furthest[place + 1];
        int x = down ? furthest[place + 1] : furthest[place - 1] + 1;
        int y = x - diagonal;
        while (x < gone.size() && y < come.size() && gone.get(x).equals(come.get(y))) {
          x++;
          y++;
        }
        furthest[place] = x;
        if (x >= gone.size() && y >= come.size()) {
          trace.add(furthest.clone());
          return traced(trace, gone.size(), come, first, longest);
        }
      }
      trace.add(furthest.clone());
    }
    return List.of(new Hunk(first, first + gone.size(), List.copyOf(come)));
  }

  /** Walks back from both ends, and gathers the lines between which nothing stays. */
  private static List<Hunk> traced(
      List<int[]> trace, int goneLines, List<String> come, int first, int longest) {
    List<Hunk> hunks = new ArrayList<>();
    int x = goneLines;
    int y = come.size();
    int endOfGone = x;
    int endOfCome = y;
    for (int distance = trace.size() - 1; distance > 0; distance--) {
      int[] furthest = trace.get(distance - 1);
      int diagonal = x - y;
      int place = diagonal + longest + 1;
      boolean down =
          diagonal == -distance
              || diagonal != distance && furthest[place - 1] < furthest[place + 1];
      int previous = down ? diagonal + 1 : diagonal - 1;
      int fromX = furthest[previous + longest + 1];
      int fromY = fromX - previous;
      int afterX = down ? fromX : fromX + 1;
      if (afterX < x) {
        // Lines that stay lie between this step and those behind it.
        add(hunks, x, endOfGone, come.subList(y, endOfCome), first);
        endOfGone = afterX;
        endOfCome = afterX - diagonal;
      }
      x = fromX;
      y = fromY;
    }
    if (x > 0) {
      add(hunks, x, endOfGone, come.subList(y, endOfCome), first);
    } else {
      add(hunks, 0, endOfGone, come.subList(0, endOfCome), first);
    }
    return List.copyOf(hunks.reversed());
  }

  private static void add(List<Hunk> hunks, int from, int to, List<String> lines, int first) {
    if (from < to || !lines.isEmpty()) {
      hunks.add(new Hunk(first + from, first + to, List.copyOf(lines)));
    }
  }

  private static void write(List<String> lines, ByteArrayOutputStream out) {
    for (String line : lines) {
      out.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** Whatever its encoding: each byte is a character, and each line ends with its line feed. */
  private static List<String> lines(byte[] text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        lines.add(new String(text, start, i + 1 - start, StandardCharsets.ISO_8859_1));
        start = i + 1;
      }
    }
    if (start < text.length) {
      lines.add(new String(text, start, text.length - start, StandardCharsets.ISO_8859_1));
    }
    return lines;
  }
}

package io.migrationgate.adapter.yaml;

import java.util.Arrays;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Places in a text. The library counts code points; Java counts otherwise. */
final class Offsets {

  /** The code points that Java counts as two. */
  private final int[] wide;

  private Offsets(int[] wide) {
    this.wide = wide;
  }

  static Offsets of(String text) {
    int[] wide = new int[16];
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i))) {
        if (count == wide.length) {
          wide = Arrays.copyOf(wide, count * 2);
        }
        wide[count] = i - count;
        count++;
      }
    }
    return new Offsets(Arrays.copyOf(wide, count));
  }

  int of(Optional<Mark> mark) {
    int codePoints = mark.orElseThrow().getIndex();
    int before = Arrays.binarySearch(wide, codePoints);
    return codePoints + (before < 0 ? -before - 1 : before);
  }
}

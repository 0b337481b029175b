package io.migrationgate.core.collision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineChangesTest {

  private static final String OLD = "a\nb\nc\nd\ne\n";

  @Test
  void changesWithALineBetweenThemAreJoined() {
    assertThat(merged("A\nb\nc\nd\ne\n", "a\nb\nC\nd\ne\n")).contains("A\nb\nC\nd\ne\n");
    assertThat(merged("a\nb\nc\nd\ne\nf\n", "a\nc\nd\ne\n")).contains("a\nc\nd\ne\nf\n");
  }

  @Test
  void changesOfNeighbouringLinesClash() {
    assertThat(merged("A\nb\nc\nd\ne\n", "a\nB\nc\nd\ne\n")).isEmpty();
    assertThat(merged("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\nE\n")).isEmpty();
  }

  @Test
  void theSameChangeIsMadeOnce() {
    assertThat(merged("a\nX\nc\nd\ne\n", "a\nX\nc\nd\ne\n")).contains("a\nX\nc\nd\ne\n");
    assertThat(merged("a\nX\nc\nd\ne\n", "a\nX\nc\nd\nE\n")).contains("a\nX\nc\nd\nE\n");
  }

  @Test
  void oneSideAloneIsTaken() {
    assertThat(merged(OLD, "a\n\n\ne")).contains("a\n\n\ne");
    assertThat(merged("", OLD)).contains("");
  }

  private static Optional<String> merged(String mine, String theirs) {
    return changes(mine)
        .mergedWith(changes(theirs))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static LineChanges changes(String now) {
    return LineChanges.between(
        OLD.getBytes(StandardCharsets.UTF_8), now.getBytes(StandardCharsets.UTF_8));
  }
}

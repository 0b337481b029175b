package io.migrationgate.core.collision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random edits of one file on two sides, beside git's own merge: whatever is joined here, git joins
 * as well, and to the same bytes.
 *
 * <p>The same files in every run; {@code -Dmigrationgate.seed=N} makes others.
 */
class LineChangesIT {

  private static final int FILES = 300;
  private static final long SEED = Long.getLong("migrationgate.seed", 20_261_121);

  @TempDir Path temp;

  @Test
  void joinsWhatGitJoins() throws Exception {
    Random random = new Random(SEED);
    int joined = 0;
    int left = 0;
    for (int i = 0; i < FILES; i++) {
      List<String> old = new ArrayList<>();
      for (int line = 0; line < 5 + random.nextInt(30); line++) {
        old.add(random.nextInt(5) == 0 ? "" : "line " + line);
      }
      String before = text(old);
      String mine = text(edited(old, random));
      String theirs = text(edited(old, random));
      Optional<byte[]> own =
          LineChanges.between(bytes(before), bytes(mine))
              .mergedWith(LineChanges.between(bytes(before), bytes(theirs)));
      Optional<String> git = merge(before, mine, theirs);

      if (own.isPresent()) {
        assertThat(git)
            .as("seed %d, file %d:%n%s---%n%s---%n%s", SEED, i, before, mine, theirs)
            .contains(new String(own.get(), StandardCharsets.UTF_8));
        joined++;
      } else if (git.isPresent()) {
        left++;
      }
    }
    System.out.printf("joined %d of %d files, and git %d more%n", joined, FILES, left);
    assertThat(joined).isGreaterThan(FILES / 4);
    // What git makes of it is then unknown, and nothing worse.
    assertThat(left).isLessThan(FILES / 10);
  }

  private static List<String> edited(List<String> old, Random random) {
    List<String> lines = new ArrayList<>(old);
    for (int edits = random.nextInt(3); edits >= 0; edits--) {
      int at = random.nextInt(lines.size());
      switch (random.nextInt(3)) {
        case 0 -> lines.set(at, "changed " + random.nextInt(4));
        case 1 -> lines.add(at, "added " + random.nextInt(4));
        default -> {
          if (lines.size() > 1) {
            lines.remove(at);
          }
        }
      }
    }
    return lines;
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Optional<String> merge(String before, String mine, String theirs) throws Exception {
    Path ours = Files.writeString(temp.resolve("mine"), mine);
    Path base = Files.writeString(temp.resolve("before"), before);
    Path other = Files.writeString(temp.resolve("theirs"), theirs);
    Process process =
        new ProcessBuilder(
                "git", "merge-file", "-p", ours.toString(), base.toString(), other.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    String merged = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() == 0 ? Optional.of(merged) : Optional.empty();
  }
}

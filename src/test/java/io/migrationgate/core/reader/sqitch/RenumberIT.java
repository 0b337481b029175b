package io.migrationgate.core.reader.sqitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.cli.CommandRun;
import io.migrationgate.cli.ExitCode;
import io.migrationgate.cli.SqitchProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random plans, renumbered, before the real sqitch: it takes them, with the changes that it had
 * before but for the one, and every script is there.
 *
 * <p>The same plans in every run; {@code -Dmigrationgate.seed=N} makes others.
 */
class RenumberIT {

  private static final int PLANS = 150;
  private static final long SEED = Long.getLong("migrationgate.seed", 20_261_121);

  @TempDir Path temp;

  @Test
  void sqitchTakesWhatIsRenumbered() throws Exception {
    Random random = new Random(SEED);
    int done = 0;
    int moved = 0;
    try (SqitchOracle oracle = SqitchOracle.start()) {
      for (int i = 0; i < PLANS; i++) {
        Path folder = Files.createDirectory(temp.resolve("plan" + i));
        List<String> names = new ArrayList<>();
        int tagged = random.nextInt(3);
        SqitchProject project = project(folder, random, names, tagged);
        Path plan = folder.resolve("sqitch.plan");
        String before = oracle.ask(plan);
        assertThat(before).startsWith("plan ");
        int chosen = random.nextInt(names.size());

        CommandRun run = CommandRun.in(folder, "renumber", names.get(chosen));

        String context = "seed " + SEED + ", plan " + i + "\n" + project.plan() + run.err();
        if (chosen < tagged) {
          assertThat(run.code()).as(context).isEqualTo(ExitCode.BLOCKED);
          assertThat(run.err()).as(context).contains("stands before the tag @v");
          continue;
        }
        assertThat(run.code()).as(context).isEqualTo(ExitCode.PASS);
        done++;
        String fresh = run.out().split("[ ,\n]", -1)[4];
        String after = oracle.ask(plan);
        List<String> expected = new ArrayList<>(List.of(before.split(" ")));
        List<String> actual = new ArrayList<>(List.of(after.split(" ")));
        assertThat(actual).as(context).contains(fresh);
        if (run.out().contains(" and moves its line behind ")) {
          moved++;
          expected.remove(names.get(chosen));
          actual.remove(fresh);
        } else {
          actual.set(actual.indexOf(fresh), names.get(chosen));
        }
        assertThat(actual).as(context).isEqualTo(expected);
        assertEveryScriptIsThere(folder, after, context);
        CommandRun check = CommandRun.in(folder, "check", "--severity", "shared-number=off");
        assertThat(check.out()).as(context).endsWith(": OK (exactly 1 head)\n");
      }
    }
    assertThat(done).isGreaterThan(PLANS / 2);
    assertThat(moved).isPositive().isLessThan(done);
  }

  private static SqitchProject project(Path folder, Random random, List<String> names, int tagged)
      throws IOException {
    List<String> lines = new ArrayList<>();
    List<List<String>> required = new ArrayList<>();
    int number = 1;
    int size = 4 + random.nextInt(6);
    for (int i = 0; i < size; i++) {
      String name = String.format(Locale.ROOT, "%02d-%s", number, (char) ('a' + i));
      // Sometimes the next one takes the same number, as after a merge.
      number += random.nextInt(4) == 0 ? 0 : 1;
      List<String> requires = new ArrayList<>();
      StringBuilder brackets = new StringBuilder();
      for (String other : names) {
        if (random.nextInt(4) == 0) {
          requires.add("requires: " + other);
          String prefix = random.nextInt(4) == 0 ? "app:" : "";
          brackets.append(brackets.isEmpty() ? "" : " ").append(prefix).append(other);
        } else if (random.nextInt(8) == 0) {
          requires.add("conflicts: " + other);
          brackets.append(brackets.isEmpty() ? "" : " ").append('!').append(other);
        }
      }
      lines.add(name + (brackets.isEmpty() ? "" : " [" + brackets + "]"));
      names.add(name);
      required.add(requires);
      if (i + 1 == tagged) {
        lines.add("@v" + tagged);
      } else if (random.nextInt(5) == 0) {
        lines.add(random.nextBoolean() ? "" : "# " + name);
      }
    }
    SqitchProject project =
        SqitchProject.in(
            folder, random.nextBoolean() ? "\n" : "\r\n", lines.toArray(String[]::new));
    for (int i = 0; i < names.size(); i++) {
      project.scripts(names.get(i), required.get(i).toArray(String[]::new));
    }
    if (random.nextInt(4) == 0) {
      Files.writeString(folder.resolve("sqitch.plan"), project.plan().stripTrailing());
    }
    return project;
  }

  private static void assertEveryScriptIsThere(Path folder, String answer, String context)
      throws IOException {
    List<String> names = new ArrayList<>(List.of(answer.split(" ")));
    names.removeFirst();
    for (String kind : SqitchProject.KINDS) {
      List<String> scripts = new ArrayList<>();
      for (String tagged : names) {
        String name = tagged.split("@", -1)[0];
        String action = Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
        Path script = folder.resolve(kind).resolve(name + ".sql");
        scripts.add(script.getFileName().toString());
        assertThat(script).as(context).exists();
        assertThat(Files.readString(script))
            .as(context)
            .startsWith("-- " + action + " app:" + name + " to sqlite\n");
      }
      try (var files = Files.list(folder.resolve(kind))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .as(context)
            .containsExactlyInAnyOrderElementsOf(scripts);
      }
    }
  }

  @Test
  void theCommandItselfTakesThePlan() throws Exception {
    try (SqitchOracle oracle = SqitchOracle.start()) {
      SqitchProject.in(temp, "\n", "01-a", "02-b [01-a]", "02-c [01-a]", "03-d [02-b]")
          .scripts("01-a")
          .scripts("02-b")
          .scripts("02-c")
          .scripts("03-d");

      assertThat(CommandRun.in(temp, "renumber", "02").code()).isEqualTo(ExitCode.PASS);

      assertThat(oracle.ask(temp.resolve("sqitch.plan"))).isEqualTo("plan 01-a 02-b 03-d 04-c");
      assertThat(SqitchOracle.planCommandTakes(temp)).isTrue();
      assertThat(CommandRun.in(temp, "check").code()).isEqualTo(ExitCode.PASS);
    }
  }
}

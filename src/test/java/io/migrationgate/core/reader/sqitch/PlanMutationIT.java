package io.migrationgate.core.reader.sqitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plans with random damage, the engine beside the real sqitch: equal verdicts, and equal changes.
 *
 * <p>The same plans in every run; {@code -Dmigrationgate.seed=N} makes others, and with {@code
 * -Dmigrationgate.plans=1} repeats one.
 */
class PlanMutationIT {

  private static final int PLANS = Integer.getInteger("migrationgate.plans", 1_000);
  private static final long SEED = Long.getLong("migrationgate.seed", 20_261_121);
  private static final int MAX_REPORTED = 5;

  private static final String SOUND =
      """
      %syntax-version=1.0.0
      %project=shop
      # planned by hand
      %uri=https://example.org/shop/

      01-users 2024-01-01T08:00:00Z Ada Lovelace <ada@example.org> # who buys
      02-orders [01-users] 2024-01-02T08:00:00Z Ada Lovelace <ada@example.org>
      roles/admin [01-users !guests] 2024-01-03T08:00:00Z Grace <grace@example.org>
      @v1.0 2024-01-04T08:00:00Z Ada Lovelace <ada@example.org> # first release

      # after the first release
      +02-orders [02-orders@v1.0] 2024-02-01T08:00:00Z Grace Hopper <grace@example.org>
      03-items [02-orders other:x@y @v1.0] 2024-02-02T08:00:00Z Ada <ada@example.org>
      @v1.1 2024-02-03T08:00:00Z Ada Lovelace <ada@example.org>
      04-prices [03-items] 2024-02-04T08:00:00Z Ada Lovelace <ada@example.org> # last
      """;

  private static final List<String> PIECES =
      List.of(
          "[",
          "]",
          "<",
          ">",
          "@",
          "#",
          "!",
          ":",
          "%",
          "~1",
          "=2",
          "/",
          "-",
          "+",
          "\\",
          " ",
          "  ",
          "\t",
          "\n",
          "\n\n",
          "\r\n",
          "0",
          "€",
          "é",
          "\u00a0",
          "HEAD",
          "@v1.0",
          "@v1.1",
          "02-orders",
          "01-users",
          "shop:",
          "2024-01-01T08:00:00Z",
          "2024-02-30T08:00:00Z",
          "Ada <a@b>",
          "[01-users]",
          "<<<<<<< HEAD\n",
          "=======\n",
          "%project=mall\n",
          "# 0\n",
          "#\n",
          "[ ",
          " ]");

  @TempDir Path temporary;

  @Test
  void agreesOnDamagedPlans() throws IOException {
    List<String> disagreements = new ArrayList<>();
    int taken = 0;
    try (SqitchOracle oracle = SqitchOracle.start()) {
      Path plan = temporary.resolve("sqitch.plan");
      for (long seed = SEED; seed < SEED + PLANS && disagreements.size() < MAX_REPORTED; seed++) {
        String text = damaged(new Random(seed));
        Files.writeString(plan, text);
        String engine = PlanAnswer.of(PlanReader.read("sqitch.plan", Files.readAllBytes(plan)));
        String sqitch = oracle.ask(plan);
        taken += sqitch.startsWith("plan") ? 1 : 0;
        if (!PlanAnswer.agree(engine, sqitch)) {
          disagreements.add(
              "seed %d%n engine: %s%n sqitch: %s%n%s".formatted(seed, engine, sqitch, text));
        }
      }
    }
    System.out.printf(
        "sqitch: %d damaged plans from seed %d, %d of them still good%n", PLANS, SEED, taken);
    assertThat(disagreements).as(String.join("\n\n", disagreements)).isEmpty();
    assertThat(taken).as("plans that sqitch takes: else all is refused").isGreaterThan(PLANS / 10);
  }

  private static String damaged(Random random) {
    StringBuilder text = new StringBuilder(SOUND);
    for (int blows = 1 + random.nextInt(2); blows > 0; blows--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(4)));
        case 2 -> text.replace(at, at + 1, PIECES.get(random.nextInt(PIECES.size())));
        case 3 -> swapLines(text, random);
        default -> copyLine(text, random);
      }
    }
    return text.toString();
  }

  private static void swapLines(StringBuilder text, Random random) {
    List<String> lines = new ArrayList<>(text.toString().lines().toList());
    lines.add(random.nextInt(lines.size()), lines.remove(random.nextInt(lines.size())));
    text.setLength(0);
    text.append(String.join("\n", lines)).append('\n');
  }

  private static void copyLine(StringBuilder text, Random random) {
    List<String> lines = new ArrayList<>(text.toString().lines().toList());
    lines.add(random.nextInt(lines.size()), lines.get(random.nextInt(lines.size())));
    text.setLength(0);
    text.append(String.join("\n", lines)).append('\n');
  }
}

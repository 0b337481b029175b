package io.migrationgate.core.reader.alembic.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The reader and the Python on the path read the same text and must agree: on what is Python at
 * all, and on the value of each name. {@code -Dmigrationgate.seed=N} repeats a run.
 */
class PythonDifferentialTest {

  private static final long SEED = Long.getLong("migrationgate.seed", 20_261_121);

  private static final int LIBRARY_SECONDS = Integer.getInteger("migrationgate.library.seconds", 8);
  private static final int DAMAGED = Integer.getInteger("migrationgate.damaged", 4_000);
  private static final int MODULES = Integer.getInteger("migrationgate.modules", 4_000);

  /** More would not be read. */
  private static final int MAX_REPORTED = 5;

  @BeforeAll
  static void seed() {
    PythonOracle.requirePython();
    System.out.println("PythonDifferentialTest: -Dmigrationgate.seed=" + SEED);
  }

  @Test
  void acceptsTheStandardLibrary() throws IOException {
    List<String> refused = new ArrayList<>();
    PythonOracle.cases(
        "library",
        SEED,
        LIBRARY_SECONDS,
        file -> {
          String answer = answer(file.source());
          if (file.verdict().equals("valid") && !answer.isEmpty()) {
            refused.add(file.title() + ": " + answer);
          }
        });
    assertThat(refused).isEmpty();
  }

  @Test
  void noticesDamage() throws IOException {
    List<String> refused = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    int[] invalid = {0};
    PythonOracle.cases(
        "damage",
        SEED,
        DAMAGED,
        damaged -> {
          String answer = answer(damaged.source());
          if (damaged.verdict().equals("valid")) {
            if (!answer.isEmpty()) {
              refused.add(damaged.title() + ": " + answer + "\n" + damaged.text());
            }
          } else {
            invalid[0]++;
            if (answer.isEmpty()) {
              missed.add(damaged.title() + "\n" + damaged.text());
            }
          }
        });
    System.out.printf(
        Locale.ROOT, "Damaged migrations: %d, of which %d missed%n", invalid[0], missed.size());
    assertThat(refused.stream().limit(MAX_REPORTED)).as("rejected, though Python").isEmpty();
    assertThat(missed.size() * 100.0 / invalid[0])
        .as("per cent accepted, though no Python, such as %s", missed.stream().findFirst())
        .isLessThan(2);
  }

  @Test
  void givesTheValuesThatPythonGives() throws IOException {
    List<String> wrong = new ArrayList<>();
    PythonOracle.cases(
        "values",
        SEED,
        MODULES,
        module -> {
          String difference = difference(module);
          if (!difference.isEmpty()) {
            wrong.add(difference + "\n" + module.text());
          }
        });
    assertThat(wrong.stream().limit(MAX_REPORTED)).isEmpty();
  }

  private static String answer(byte[] source) {
    try {
      PythonModule.read(source);
      return "";
    } catch (PythonSyntaxException wrong) {
      // Valid Python, which fails when it runs.
      return wrong.reason().startsWith("raises an exception") ? "" : wrong.getMessage();
    }
  }

  private static String difference(PythonOracle.Case module) {
    boolean mayBeOpen = module.verdict().equals("open");
    PythonModule read;
    try {
      read = PythonModule.read(module.source());
    } catch (PythonSyntaxException wrong) {
      return wrong.getMessage();
    }
    if (read.hazard().isPresent()) {
      return mayBeOpen ? "" : "hazard: " + read.hazard().get();
    }
    for (Map.Entry<String, String> name : module.values().entrySet()) {
      String value = read.binding(name.getKey()).map(b -> canonical(b.value())).orElse("absent");
      boolean agrees =
          value.equals(name.getValue()) || mayBeOpen && value.contains("undecided in line");
      if (!agrees) {
        return name.getKey() + " is " + name.getValue() + ", read as " + value;
      }
    }
    for (String name : List.of("n0", "n1", "n2", "n3", "n4", "n5")) {
      boolean bound = read.binding(name).isPresent();
      if (bound && !module.values().containsKey(name) && !mayBeOpen) {
        return name + " is not bound, read as " + read.binding(name).get();
      }
    }
    return "";
  }

  /** As python_oracle.py spells it. */
  private static String canonical(Value value) {
    return switch (value) {
      case Value.Text(String text) -> "s:" + escaped(text);
      case Value.Whole(long number) -> "i:" + number;
      case Value.Truth(boolean truth) -> truth ? "b:True" : "b:False";
      case Value.Nothing nothing -> "none";
      case Value.Items(Value.Items.Kind kind, List<Value> items) -> {
        Stream<String> all = items.stream().map(PythonDifferentialTest::canonical);
        boolean ordered = kind == Value.Items.Kind.TUPLE || kind == Value.Items.Kind.LIST;
        yield kind.name().toLowerCase(Locale.ROOT)
            + (ordered ? all : all.sorted()).collect(Collectors.joining(", ", "[", "]"));
      }
      case Value.OtherConstant other -> "other";
      case Value.Undecided(int line, String reason) -> "undecided in line " + line + ": " + reason;
    };
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (c >= ' ' && c <= '~' && c != '\\') {
        escaped.append(c);
      } else {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return escaped.toString();
  }
}

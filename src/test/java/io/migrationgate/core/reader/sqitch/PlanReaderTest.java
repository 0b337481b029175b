package io.migrationgate.core.reader.sqitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a broken plan, and the line that a sound one becomes. */
class PlanReaderTest {

  private static final String HEADER = "%project=shop\n\n";
  private static final String TAIL = " 2024-03-01T09:30:00Z Ada <ada@example.org>\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a [2024-03-01T09:30:00Z] Ada <a@b>     | has its timestamp in brackets, which are for dependencies
          a [x] [2024-03-01 09:30] Ada <a@b>     | has its timestamp in brackets, which are for dependencies
          a:b 2024-03-01T09:30:00Z Ada <a@b>     | has the name a:b, which contains :, which names may not
          a- 2024-03-01T09:30:00Z Ada <a@b>      | has the name a-, which ends in -, and names may not end in punctuation
          a~1 2024-03-01T09:30:00Z Ada <a@b>     | has the name a~1, which ends in ~1, which could be taken for a position relative to another change
          HEAD 2024-03-01T09:30:00Z Ada <a@b>    | has the name HEAD, which sqitch keeps for itself
          a 2024-03-01 09:30 Ada <a@b>           | has the timestamp 2024-03-01, which is not of the form YYYY-MM-DDTHH:MM:SSZ
          a 2023-02-29T09:30:00Z Ada <a@b>       | has the timestamp 2023-02-29T09:30:00Z, a time that does not exist
          a Ada <a@b>                            | has no timestamp
          a                                      | has no timestamp and no planner
          a [b]                                  | has no timestamp and no planner
          a b 2024-03-01T09:30:00Z Ada <a@b>     | has b between name and timestamp
          a 2024-03-01T09:30:00Z                 | has no planner
          a 2024-03-01T09:30:00Z Ada             | has a planner without an email address in < and >
          a 2024-03-01T09:30:00Z Ada<a@b>        | has no blank before the planner's email address
          a 2024-03-01T09:30:00Z <a@b>           | has an email address without a planner's name
          a 2024-03-01T09:30:00Z Ada <a@b> later | has later behind the planner
          a 2024-03-01T09:30:00Z [b]             | has its dependencies behind the timestamp
          a [b 2024-03-01T09:30:00Z Ada <a@b>    | has a [ without its ]
          a [] 2024-03-01T09:30:00Z Ada <a@b>    | has empty brackets
          a [b] [c] 2024-03-01T09:30:00Z Ada <b> | has two pairs of brackets
          a [b,] 2024-03-01T09:30:00Z Ada <a@b>  | has the dependency b, with a comma
          2024-03-01T09:30:00Z Ada <a@b>         | begins with its timestamp and has no name
          %project=other                         | is a pragma below the header, which ends with the first blank line
          @v1 2024-03-01T09:30:00Z Ada <a@b>     | has the tag @v1 with no change above it
          """)
  void saysWhatIsReallyWrong(String line, String reason) {
    assertThat(read(HEADER + "# first\n" + line + "\n").problems())
        .singleElement()
        .isInstanceOfSatisfying(
            GraphProblem.InvalidPlan.class,
            problem -> {
              assertThat(problem.reason()).isEqualTo(reason);
              assertThat(problem.location()).hasToString("sqitch.plan:4");
              assertThat(problem.remedy()).isNotEmpty();
            });
  }

  @Test
  void goesOnBehindAnError() {
    Plan plan = read(HEADER + "a" + TAIL + "b [x]\nc:d" + TAIL + "e [b]" + TAIL);

    assertThat(plan.problems())
        .extracting(problem -> problem.locations().getFirst().line())
        .as("what requires a change on a broken line is no problem of its own")
        .containsExactly(4, 5);
  }

  @Test
  void missesABlankLineBelowTheHeader() {
    assertThat(reasons("%project=shop\na" + TAIL))
        .containsExactly("declares a change or a tag among the pragmas");
  }

  @Test
  void namesAByteOrderMark() {
    assertThat(reasons("\ufeff" + HEADER + "a" + TAIL))
        .containsExactly(
            "begins with a byte order mark, which sqitch takes for a part of the line");
  }

  @Test
  void findsOneConflictAndNotItsLines() {
    Plan plan = read(HEADER + "<<<<<<< HEAD\na [x]" + TAIL + "=======\nb" + TAIL + ">>>>>>> o\n");

    assertThat(plan.problems())
        .singleElement()
        .isInstanceOf(GraphProblem.ConflictMarkers.class)
        .satisfies(problem -> assertThat(problem.locations()).hasToString("[sqitch.plan:3]"));
  }

  @Test
  void becomesALine() {
    Plan plan =
        read(
            HEADER
                + ("a" + TAIL)
                + ("b [a other:x !c]" + TAIL)
                + ("@v1" + TAIL)
                + ("@v1.0.1" + TAIL)
                + ("a [a@v1 @v1]" + TAIL));

    assertThat(plan.problems()).isEmpty();
    assertThat(plan.revisions()).extracting(Revision::id).hasToString("[a@v1, b, a]");
    assertThat(plan.revisions()).extracting(Revision::parents).hasToString("[[], [a@v1], [b]]");
    assertThat(plan.revisions())
        .extracting(Revision::dependsOn)
        .containsExactly(List.of(), List.of("a@v1"), List.of("a@v1", "@v1"));
    assertThat(plan.revisions().get(1).branchLabels()).containsExactly("@v1", "@v1.0.1");
    assertThat(plan.revisions().get(1).location()).hasToString("sqitch.plan:4");
  }

  @Test
  void tellsLaterFromMissing() {
    Plan plan = read(HEADER + "04-b [05-a 99-x @v9]" + TAIL + "05-a" + TAIL + "07-x" + TAIL);

    assertThat(plan.problems()).hasSize(3);
    assertThat(plan.problems().get(0))
        .isInstanceOfSatisfying(
            GraphProblem.LaterRequirement.class,
            later -> assertThat(later.required().line()).isEqualTo(4));
    assertThat(plan.problems().get(1))
        .isInstanceOfSatisfying(
            GraphProblem.MissingRequirement.class,
            missing -> assertThat(missing.similar()).contains("07-x"));
    assertThat(plan.problems().get(2)).isInstanceOf(GraphProblem.MissingRequirement.class);
  }

  @Test
  void equalLinesAreToldFromEqualNames() {
    assertThat(read(HEADER + "a" + TAIL + "b" + TAIL + "a" + TAIL).problems())
        .singleElement()
        .isInstanceOfSatisfying(
            GraphProblem.DuplicateChange.class, twice -> assertThat(twice.identical()).isTrue());
    assertThat(read(HEADER + "b" + TAIL + "a" + TAIL + "a [b]" + TAIL).problems())
        .singleElement()
        .isInstanceOfSatisfying(
            GraphProblem.DuplicateChange.class, twice -> assertThat(twice.identical()).isFalse());
  }

  @Test
  void findsNumbersThatTwoChangesTook() {
    assertThat(
            read(HEADER + "01-a" + TAIL + "02-b" + TAIL + "02-c" + TAIL + "03_d" + TAIL).problems())
        .singleElement()
        .isInstanceOfSatisfying(
            GraphProblem.SharedNumber.class,
            shared ->
                assertThat(shared.changes()).extracting(Revision::id).hasToString("[02-b, 02-c]"));
    assertThat(read(HEADER + "2024-a" + TAIL + "2024-b" + TAIL + "2024-c" + TAIL).problems())
        .as("years")
        .isEmpty();
    assertThat(read(HEADER + "20240101-a" + TAIL + "20240101-b" + TAIL).problems())
        .as("dates")
        .isEmpty();
    assertThat(read(HEADER + "01-a" + TAIL + "@v1" + TAIL + "01-a" + TAIL).problems())
        .as("a reworked change")
        .isEmpty();
  }

  private static List<String> reasons(String plan) {
    return read(plan).problems().stream()
        .map(problem -> ((GraphProblem.InvalidPlan) problem).reason())
        .toList();
  }

  private static Plan read(String text) {
    return PlanReader.read("sqitch.plan", text.getBytes(StandardCharsets.UTF_8));
  }
}

package io.migrationgate.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.lineage.RevisionSums;
import io.migrationgate.core.lineage.StartedChain;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A chain that is judged in comparison with an image that has started. */
class ComparedTest {

  private Tool tool = Tool.ALEMBIC;
  private final List<GraphProblem> problems = new ArrayList<>();

  private Verdict judge(Policy policy, StartedChain before, Revision... now) {
    return new Judge(policy, List.of(before))
        .judge(
            new MigrationChain(
                "main",
                tool,
                List.of("versions"),
                MigrationGraph.of(List.of(now), tool.idRules()),
                problems,
                Optional.empty(),
                true));
  }

  private Verdict judge(StartedChain before, Revision... now) {
    return judge(Policy.ONE_HEAD, before, now);
  }

  private static final StartedChain TWO = started("b", file("a"), file("b", "a"));

  @Test
  void aRevisionBelowTheHeadOfBeforeBlocks() {
    Verdict verdict = judge(TWO, file("a"), file("x", "a"), file("b", "x"), file("c", "b"));

    assertThat(verdict).isInstanceOf(Verdict.Blocked.class);
    Finding finding = verdict.findings().getFirst();
    assertThat(finding.kind()).isEqualTo(ProblemKind.INSERTED_BELOW);
    assertThat(finding.message())
        .isEqualTo(
            "x stands below b and was not there in the image app:1, which has started: a database"
                + " that is at b silently never runs it");
    assertThat(finding.problem().locations()).containsExactly(new SourceLocation("x.py", 1));
    assertThat(finding.remedy().command()).isEmpty();
    assertThat(finding.remedy().explanation())
        .isEqualTo(
            "Set the down_revision in b.py back to a, and the one in x.py to c, the end of the"
                + " chain, where every database runs it. This is known by comparing with app:1"
                + " and not from a database. One that began with the new image has run it"
                + " already.");
  }

  @Test
  void severalAreNamedAndMovedTogether() {
    Finding finding =
        judge(TWO, file("a"), file("x", "a"), file("y", "x"), file("b", "y")).findings().getFirst();

    assertThat(finding.message())
        .startsWith("x, y stand below b and were not there in the image app:1")
        .endsWith("silently never runs them");
    assertThat(finding.remedy().explanation())
        .startsWith("Set the down_revision in b.py back to a, and the one in x.py to b, the end");
  }

  @Test
  void whatIsMoreEntangledIsToldInGeneral() {
    Finding finding =
        judge(TWO, file("a"), file("x", "a"), file("b", "a", "x")).findings().getFirst();

    assertThat(finding.remedy().explanation())
        .startsWith("Let what follows the new revisions follow again what it followed before");
  }

  @Test
  void withoutTheSumsTheyAreCounted() {
    StartedChain before =
        new StartedChain("main", "app:1", 2, List.of(new RevisionId("b")), Optional.empty());
    Finding finding =
        judge(before, file("a"), file("x", "a"), file("y", "x"), file("b", "y"))
            .findings()
            .getFirst();

    assertThat(finding.message()).startsWith("2 revisions stand below b and were not there");
    assertThat(finding.problem().locations()).containsExactly(new SourceLocation("b.py", 1));
    assertThat(finding.remedy().explanation())
        .startsWith("Compare the list of revisions with that of app:1 to see which are new");
  }

  @Test
  void whatHasNothingBelowPasses() {
    assertThat(judge(TWO, file("a"), file("b", "a"))).as("the same").isEqualTo(pass());
    assertThat(judge(TWO, file("a"), file("b", "a"), file("c", "b"))).as("more").isEqualTo(pass());
    assertThat(judge(TWO, file("a"), file("b", "a"), file("x", "a"), file("m", "b", "x")))
        .as("a branch that is merged behind it")
        .isEqualTo(pass());
    assertThat(judge(TWO, file("a"))).as("an older one").isEqualTo(pass());
    assertThat(judge(TWO, file("s"), file("b", "s"))).as("another id").isEqualTo(pass());
    assertThat(judge(TWO, file("b"))).as("squashed").isEqualTo(pass());
    assertThat(judge(TWO, file("z"))).as("rewritten").isEqualTo(pass());
  }

  private static Verdict pass() {
    return new Verdict.Pass(List.of());
  }

  @Test
  void anotherChainsImageIsNotComparedWith() {
    StartedChain other =
        new StartedChain("other", "app:1", 1, List.of(new RevisionId("b")), Optional.empty());

    assertThat(judge(other, file("a"), file("b", "a"))).isEqualTo(pass());
  }

  @Test
  void asSeriousAsSomebodySays() {
    Policy warning =
        new Policy(
            new Policy.Heads.Count(1), Map.of(ProblemKind.INSERTED_BELOW, Severity.WARNING), false);
    Verdict verdict = judge(warning, TWO, file("x"), file("a", "x"), file("b", "a"));

    assertThat(verdict).isInstanceOf(Verdict.Pass.class);
    assertThat(verdict.findings()).hasSize(1);
  }

  /** What hides revisions may hide what makes the difference. */
  @Test
  void nothingIsSaidWhereTheChainIsNotWhole() {
    problems.add(new GraphProblem.Undecided(new SourceLocation("u.py", 1), "is not plain"));

    assertThat(judge(TWO, file("x"), file("a", "x"), file("b", "a")).findings())
        .extracting(Finding::kind)
        .containsExactly(ProblemKind.UNKNOWN);
  }

  // --- two files for one id ----------------------------------------------------------------------

  @Test
  void theFileThatHasRunKeepsItsId() {
    Revision ran = file("b", "a");
    Revision late = copy("b_late.py", "b", "a");
    for (Revision[] now : new Revision[][] {{file("a"), late, ran}, {file("a"), ran, late}}) {
      Finding finding = judge(started("b", file("a"), ran), now).findings().getFirst();

      assertThat(finding.kind()).isEqualTo(ProblemKind.DUPLICATE_REVISION);
      assertThat(finding.cause())
          .isEqualTo(
              "two branches took the same id without seeing each other; the image app:1, which has"
                  + " started, had b as well, so that databases have run one of them");
      assertThat(finding.remedy().command().orElseThrow())
          .startsWith("migration-gate renumber b_late.py ");
      assertThat(finding.remedy().explanation())
          .contains("Databases have run b.py, which app:1 had as it is here.");
    }
  }

  @Test
  void whereTheIdDoesNotTellNoFileIsTouched() {
    StartedChain before =
        new StartedChain("main", "app:1", 2, List.of(new RevisionId("b")), Optional.empty());
    Finding finding =
        judge(before, file("a"), file("b", "a"), copy("b_late.py", "b", "a")).findings().getFirst();

    assertThat(finding.remedy().command()).isEmpty();
    assertThat(finding.remedy().explanation())
        .startsWith(
            "First find out which of them databases have run, for the id does not tell: look which"
                + " one app:1 has under b.");
  }

  @Test
  void twoFilesForANewIdAreAsEver() {
    Finding finding =
        judge(TWO, file("a"), file("b", "a"), file("c", "b"), copy("c_late.py", "c", "b"))
            .findings()
            .getFirst();

    assertThat(finding.cause()).doesNotContain("app:1");
    assertThat(finding.remedy().explanation()).contains("If that file is the one that databases");
  }

  @Test
  void equalFilesMayGoWhoeverHasRunThem() {
    Revision ran = file("b", "a");
    Revision same =
        new Revision(
            ran.id(),
            ran.parents(),
            List.of(),
            List.of(),
            "old/b.py",
            ran.lines(),
            ran.fingerprint());

    assertThat(
            judge(started("b", file("a"), ran), file("a"), ran, same)
                .findings()
                .getFirst()
                .remedy()
                .command())
        .contains("rm old/b.py");
  }

  /** The second file is what is wrong; that it is new below the last one follows from it. */
  @Test
  void aSecondFileOfANumberIsToldOnce() {
    tool = Tool.FLYWAY;
    Revision late = file("V1__b", "V0__a");
    problems.add(
        new GraphProblem.DuplicateNumber("1", List.of(file("V1__a", "V0__a"), late), List.of()));
    StartedChain before =
        started("V2__c", file("V0__a"), file("V1__a", "V0__a"), file("V2__c", "V1__a"));
    Verdict verdict =
        judge(before, file("V0__a"), file("V1__a", "V0__a"), late, file("V2__c", "V1__a", "V1__b"));

    assertThat(verdict.findings())
        .extracting(Finding::kind)
        .containsExactly(ProblemKind.DUPLICATE_NUMBER);
    assertThat(verdict.findings().getFirst().remedy().explanation())
        .endsWith(
            " The image app:1, which has started, had V1__a: databases have run it, and it keeps"
                + " its number.");
  }

  // --- other tools -------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GOLANG_MIGRATE | silently never runs it | Give x a number above the last one",
        "NUMBERED | may silently never run it | Give x a number above the last one",
        "FLYWAY | unless outOfOrder is set | Give x a number above the last one",
        "SQITCH | no longer finds its place in the plan | Put x behind the last line of the plan",
        "DJANGO | stops with InconsistentMigrationHistory | Let x come after the last migration of the app",
      })
  void saysWhatEachToolDoes(Tool of, String consequence, String remedy) {
    tool = of;
    Finding finding = judge(TWO, file("a"), file("x", "a"), file("b", "x")).findings().getFirst();

    assertThat(finding.kind()).isEqualTo(ProblemKind.INSERTED_BELOW);
    assertThat(finding.message()).contains(consequence);
    assertThat(finding.remedy().explanation()).startsWith(remedy);
  }

  /** Which of the two the database has run is not in the name. */
  @Test
  void aReworkedChangeIsNoMeasure() {
    tool = Tool.SQITCH;

    assertThat(judge(TWO, file("a"), file("b@v1", "a"), file("c", "b@v1"), file("b", "c")))
        .isEqualTo(pass());
  }

  private static StartedChain started(String head, Revision... chain) {
    return new StartedChain(
        "main",
        "app:1",
        chain.length,
        List.of(new RevisionId(head)),
        Optional.of(RevisionSums.of(List.of(chain))));
  }

  private static Revision file(String id, String... parents) {
    return copy(id + ".py", id, parents);
  }

  private static Revision copy(String file, String id, String... parents) {
    return new Revision(
        new RevisionId(id),
        Stream.of(parents).map(RevisionId::new).toList(),
        List.of(),
        List.of(),
        file,
        new Revision.Lines(1, 2, 0, 0),
        file.hashCode());
  }
}

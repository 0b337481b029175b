package io.migrationgate.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Causes before symptoms, and the remedy that is right for the case. */
class JudgeTest {

  private final List<Revision> revisions = new ArrayList<>();
  private final List<GraphProblem> problems = new ArrayList<>();
  private boolean atHand = true;

  @Test
  void oneHeadPasses() {
    revision("1");
    revision("2", "1");

    assertThat(judge(Policy.ONE_HEAD)).isInstanceOf(Verdict.Pass.class);
  }

  @Test
  void twoHeadsAreBlockedUnlessAllowed() {
    revision("1");
    revision("2", "1");
    revision("3", "1");

    assertThat(kinds(judge(Policy.ONE_HEAD))).containsExactly(ProblemKind.MULTIPLE_HEADS);
    assertThat(judge(heads(2))).isInstanceOf(Verdict.Pass.class);
  }

  @Test
  void fewerHeadsThanAllowedCanAlwaysStart() {
    revision("1");

    assertThat(judge(heads(3))).isInstanceOf(Verdict.Pass.class);
  }

  @Test
  void aDuplicateIsTheCauseAndItsPhantomHeadNoSymptomOfItsOwn() {
    revision("040");
    revision("041", "040");
    revision("041", "040");
    revision("042", "041");

    Verdict verdict = judge(Policy.ONE_HEAD);

    assertThat(kinds(verdict)).containsExactly(ProblemKind.DUPLICATE_REVISION);
    assertThat(verdict.findings().getFirst().remedy().explanation())
        .contains("free id 043", "Merging cannot help");
  }

  @Test
  void equalCopiesAreDeletedNotRenumbered() {
    revision("1");
    revisions.add(file("b/2.py", "2", 7, "1"));
    revisions.add(file("c/2.py", "2", 7, "1"));

    Remedy remedy = judge(Policy.ONE_HEAD).findings().getFirst().remedy();

    assertThat(remedy.command()).contains("rm c/2.py");
    assertThat(remedy.explanation()).contains("would run the same migration twice");
  }

  @Test
  void headsAreNotCountedWhereAPointerLeadsNowhere() {
    revision("1");
    revision("2", "1");
    revision("4", "3");

    assertThat(kinds(judge(Policy.ONE_HEAD))).containsExactly(ProblemKind.MISSING_PARENT);
  }

  @Test
  void nothingIsMissingForSureWhileAFileCannotBeRead() {
    revision("1");
    revision("3", "2");
    problems.add(new GraphProblem.Undecided(new SourceLocation("2.py", 3), "is a call"));

    Verdict verdict = judge(Policy.ONE_HEAD);

    assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
    assertThat(kinds(verdict)).containsExactly(ProblemKind.UNKNOWN);
  }

  @Test
  void whatIsCertainBlocksWhateverElseIsUnknown() {
    revision("1");
    revision("1");
    problems.add(new GraphProblem.Undecided(new SourceLocation("2.py", 3), "is a call"));

    assertThat(judge(Policy.ONE_HEAD)).isInstanceOf(Verdict.Blocked.class);
  }

  @Test
  void aBranchMayHaveOneHeadAndNoOtherHeadIsAllowed() {
    labelled("e1", "expand");
    revision("e2", "e1");
    labelled("c1", "contract");
    Policy branches = branches("expand", "contract");
    assertThat(judge(branches)).isInstanceOf(Verdict.Pass.class);

    revision("e3", "e1");
    revision("x1");
    assertThat(kinds(judge(branches)))
        .containsExactly(ProblemKind.UNEXPECTED_HEAD, ProblemKind.MULTIPLE_HEADS);
  }

  @Test
  void aBranchThatIsNotThereIsWorthAWarning() {
    labelled("e1", "expand");

    Verdict verdict = judge(branches("expand", "contract"));

    assertThat(verdict).isInstanceOf(Verdict.Pass.class);
    assertThat(kinds(verdict)).containsExactly(ProblemKind.MISSING_BRANCH);
  }

  @Test
  void anEmptyChainIsBlockedUnlessAllowed() {
    assertThat(kinds(judge(Policy.ONE_HEAD))).containsExactly(ProblemKind.EMPTY_CHAIN);
    assertThat(judge(new Policy(new Policy.Heads.Count(1), Map.of(), true)))
        .isInstanceOf(Verdict.Pass.class);
  }

  @Test
  void severitiesCanBeSet() {
    revision("1");
    revision("2", "1");
    revision("3", "1");

    assertThat(judge(severity(ProblemKind.MULTIPLE_HEADS, Severity.WARNING)))
        .isInstanceOf(Verdict.Pass.class);
    assertThat(judge(severity(ProblemKind.MULTIPLE_HEADS, Severity.OFF)).findings()).isEmpty();
    assertThat(judge(severity(ProblemKind.MULTIPLE_HEADS, Severity.UNKNOWN)))
        .isInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void neighbouringNumbersMayComeFromARenumberingButMergingIsRightInAnyCase() {
    revision("0081");
    revision("0082", "0081");
    revision("0083", "0082");
    revision("0084", "0082");

    Finding finding = judge(Policy.ONE_HEAD).findings().getFirst();

    assertThat(finding.cause())
        .isEqualTo(
            "0083.py and 0084.py both follow 0082: two branches were merged without seeing each"
                + " other, or 0084 was renumbered and still follows 0082");
    assertThat(finding.remedy().command()).contains("migration-gate merge versions");
    assertThat(finding.remedy().explanation())
        .contains(
            "Only if no database has run 0084 yet",
            "`migration-gate reparent 0084.py --onto 0083`");
  }

  @Test
  void branchesWithLabelsAreMoreLikelyMeantThanAnAccident() {
    labelled("e1", "expand");
    labelled("c1", "contract");

    Remedy remedy = judge(Policy.ONE_HEAD).findings().getFirst().remedy();

    assertThat(remedy.command()).isEmpty();
    assertThat(remedy.explanation()).contains("--branch expand,contract");
  }

  @Test
  void inAnImageThereIsNothingToType() {
    revision("1");
    revision("2", "1");
    revision("3", "1");
    atHand = false;

    assertThat(judge(Policy.ONE_HEAD).findings().getFirst().remedy().command()).isEmpty();
  }

  @Test
  void aRevisionWithoutParentBesideALongChainWasMeantToGoOn() {
    revision("1");
    revision("2", "1");
    revision("3");

    Finding finding = judge(Policy.ONE_HEAD).findings().getFirst();

    assertThat(finding.cause()).contains("each start a chain of their own");
    assertThat(finding.remedy().command()).contains("migration-gate reparent 3.py --onto 2");
  }

  @Test
  void anAbbreviatedParentIsCompleted() {
    revision("abcdef123456");
    revision("b", "abcdef");

    Finding finding = judge(Policy.ONE_HEAD).findings().getFirst();

    assertThat(finding.cause()).contains("only the beginning of an id");
    assertThat(finding.remedy().command())
        .contains("migration-gate reparent b.py --onto abcdef123456");
  }

  @Test
  void aRenumberedParentIsFoundByItsFileName() {
    revision("0001");
    revisions.add(file("0002_colour.py", "0005", 1, "0001"));
    revision("0003", "0002");

    assertThat(judge(Policy.ONE_HEAD).findings().getFirst().cause())
        .isEqualTo("0002_colour.py bears that number in its name but has the id 0005");
  }

  @Test
  void noShellMisunderstandsAnId() {
    revision("x");
    revision("a b'$(x)", "x");
    revision("3");

    assertThat(judge(Policy.ONE_HEAD).findings().getFirst().remedy().command())
        .contains("migration-gate reparent 3.py --onto 'a b'\\''$(x)'");
  }

  @Test
  void whatFollowsADuplicateStaysWhereItIs() {
    revision("040");
    revision("041", "040");
    revisions.add(file("041_b.py", "041", 9, "040"));
    revision("042", "041");

    assertThat(judge(Policy.ONE_HEAD).findings().getFirst().remedy().command())
        .contains("migration-gate renumber 041_b.py 043 --onto 042 --keep-children");
  }

  private Verdict judge(Policy policy) {
    return new Judge(policy)
        .judge(
            new MigrationChain(
                "chain",
                Tool.ALEMBIC,
                List.of("versions"),
                MigrationGraph.of(revisions),
                problems,
                Optional.of(new MigrationChain.Invocation(".", List.of())),
                atHand));
  }

  private static List<ProblemKind> kinds(Verdict verdict) {
    return verdict.findings().stream().map(Finding::kind).toList();
  }

  private static Policy heads(int allowed) {
    return new Policy(new Policy.Heads.Count(allowed), Map.of(), false);
  }

  private static Policy branches(String... labels) {
    return new Policy(new Policy.Heads.Branches(List.of(labels)), Map.of(), false);
  }

  private static Policy severity(ProblemKind kind, Severity severity) {
    return new Policy(new Policy.Heads.Count(1), Map.of(kind, severity), false);
  }

  private void revision(String id, String... parents) {
    revisions.add(file(id + ".py", id, revisions.size(), parents));
  }

  private void labelled(String id, String label) {
    revisions.add(
        new Revision(
            new RevisionId(id),
            List.of(),
            List.of(),
            List.of(label),
            id + ".py",
            new Revision.Lines(1, 2, 0, 3),
            revisions.size()));
  }

  private static Revision file(String path, String id, long fingerprint, String... parents) {
    return new Revision(
        new RevisionId(id),
        Arrays.stream(parents).map(RevisionId::new).toList(),
        List.of(),
        List.of(),
        path,
        new Revision.Lines(1, 2, 0, 0),
        fingerprint);
  }
}

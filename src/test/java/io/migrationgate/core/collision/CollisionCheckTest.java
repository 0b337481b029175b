package io.migrationgate.core.collision;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.core.edit.ChainEditor.Followers;
import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import io.migrationgate.core.verdict.Judge;
import io.migrationgate.core.verdict.Policy;
import io.migrationgate.core.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CollisionCheckTest {

  private static final MigrationChain BASE =
      chain(revision("base", "0001"), revision("base", "0002", "0001"));

  @Test
  void theLowerPullRequestStaysAndIsOnlyToldOfIt() {
    List<BranchChange> open =
        List.of(
            change(12, revision("a", "0003", "0002")), change(15, revision("b", "0003", "0002")));

    CollisionFinding lower = findings(open, open.get(0).branch()).getFirst();
    CollisionFinding higher = findings(open, open.get(1).branch()).getFirst();

    assertThat(lower.kind()).isEqualTo(CollisionKind.SAME_ID);
    assertThat(lower.blocking()).isFalse();
    assertThat(higher.blocking()).isTrue();
    assertThat(higher.order()).isEqualTo("gives way: #15 (b15); #12 (b12) has the lower number");
    assertThat(higher.remedy().command()).contains("migration-gate renumber b/0003.py 0004");
  }

  @Test
  void eachThatGivesWayGetsANumberOfItsOwn() {
    List<BranchChange> open =
        List.of(
            change(1, revision("a", "0003", "0002"), revision("a", "0004", "0003")),
            change(2, revision("b", "0003", "0002")),
            change(3, revision("c", "0004", "0002")));

    List<CollisionFinding> found = findings(open, open.getFirst().branch());

    assertThat(found.get(0).remedy().command()).contains("migration-gate renumber b/0003.py 0005");
    assertThat(found.get(1).remedy().command()).contains("migration-gate renumber c/0004.py 0006");
  }

  @Test
  void whatFollowsOnceTheOtherIsMergedIsToldAtOnce() {
    List<BranchChange> open =
        List.of(change(1, revision("a", "0003", "0002")), change(2, revision("b", "0003", "0002")));

    CollisionFinding found = findings(open, open.get(1).branch()).getFirst();

    assertThat(found.remedy().explanation())
        .contains(
            "Then, once #1 (b1) is merged and main is merged into #2 (b2):"
                + " migration-gate reparent 0004 --onto 0003.");
  }

  @Test
  void aNumberThatAnotherFileMayHaveIsNotGivenOut() {
    GraphProblem unreadable =
        new GraphProblem.InvalidFile(SourceLocation.wholeFile("c/0004.py"), "assigns no revision");
    List<BranchChange> open =
        List.of(
            change(1, revision("a", "0003", "0002")),
            change(2, revision("b", "0003", "0002")),
            change(3).hinderedBy(List.of(unreadable)));

    ChainCollisions all =
        new CollisionCheck(Policy.ONE_HEAD).check(BASE, "main", open, Optional.empty());
    CollisionFinding found = findings(open, open.get(1).branch()).getFirst();

    assertThat(all.next()).isEmpty();
    assertThat(all.plan().stuck()).contains(open.get(1).branch());
    assertThat(found.remedy().command()).isEmpty();
    assertThat(found.remedy().explanation())
        .endsWith("Which one is, is not known before c/0004.py on #3 (b3) is mended.");
  }

  @Test
  void amongWhatIsMergedTheFirstToArriveStays() {
    Claim early = new Claim(new Holder.Base("main"), revision("early", "0003", "0002"));
    Claim late = new Claim(new Holder.Base("main"), revision("late", "0003", "0002"));
    Precedence precedence = new Precedence(Map.of("early/0003.py", 7, "late/0003.py", 2));

    assertThat(precedence.keeper(List.of(late, early)).orElseThrow().claim()).isEqualTo(early);
    assertThat(
            precedence.yielding(new Collision.SameId(new RevisionId("0003"), List.of(early, late))))
        .containsExactly(late);
  }

  @Test
  void idsOfOneNumberCollideThoughTheyDiffer() {
    List<BranchChange> open =
        List.of(
            change(1, revision("a", "0003_a", "0002")), change(2, revision("b", "0003_b", "0002")));

    assertThat(findings(open, open.get(1).branch()))
        .extracting(CollisionFinding::kind)
        .containsExactly(CollisionKind.SAME_NUMBER, CollisionKind.SAME_PARENT);
  }

  @Test
  void twoHeadsThatThePolicyAllowsAreNoCollision() {
    List<BranchChange> open =
        List.of(change(1, revision("a", "0003", "0002")), change(2, revision("b", "0004", "0002")));
    Policy two = new Policy(new Policy.Heads.Count(2), Map.of(), false);

    ChainCollisions found = new CollisionCheck(two).check(BASE, "main", open, Optional.empty());

    assertThat(found.collisions()).isEmpty();
    assertThat(found.plan().needsNoChange()).isTrue();
  }

  @Test
  void aBaseThatIsBrokenAlreadyIsNotHeldAgainstABranch() {
    MigrationChain forked =
        chain(
            revision("base", "0001"),
            revision("base", "0002", "0001"),
            revision("base", "0003", "0001"));
    List<BranchChange> open = List.of(change(1, revision("a", "0004", "0003")));

    ChainCollisions found =
        new CollisionCheck(Policy.ONE_HEAD)
            .check(forked, "main", open, Optional.of(open.getFirst().branch()));

    assertThat(found.collisions()).isEmpty();
    assertThat(found.baseVerdict()).isInstanceOf(Verdict.Blocked.class);
    assertThat(found.unions().getFirst().verdict()).isInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void whereFilesCountAndIdsDoNotTheNumberIsTheFiles() {
    MigrationChain base =
        chain(
            named("0001_a.py", "ab12cd34ef56"), named("0002_b.py", "cd34ef56ab12", "ab12cd34ef56"));
    List<BranchChange> open =
        List.of(change(1, named("0003_c.py", "ef56ab12cd34", "cd34ef56ab12")));

    assertThat(new NextFree(base, open).take()).contains("0004");
  }

  @Test
  void aYearIsNoNumber() {
    MigrationChain base =
        chain(
            named("2024_a.py", "ab12cd34ef56"), named("2024_b.py", "cd34ef56ab12", "ab12cd34ef56"));

    assertThat(new NextFree(base, List.of()).take().orElseThrow()).matches("[0-9a-f]{12}");
  }

  /** Whoever keeps to the plan never breaks the chain, whatever the branches have claimed. */
  @Property(tries = 300)
  void everyStepOfThePlanLeavesTheChainWell(@ForAll("openBranches") List<BranchChange> open) {
    MergePlan plan =
        new CollisionCheck(Policy.ONE_HEAD).check(BASE, "main", open, Optional.empty()).plan();

    assertThat(plan.stuck()).isEmpty();
    assertThat(plan.steps()).hasSize(open.size());
    Judge judge = new Judge(Policy.ONE_HEAD);
    MigrationChain merged = BASE;
    for (MergePlan.Step step : plan.steps()) {
      merged = ChainUnion.of(merged, List.of(moved(open, step)));
      assertThat(judge.judge(merged)).as(step.toString()).isInstanceOf(Verdict.Pass.class);
    }
  }

  @Provide
  Arbitrary<List<BranchChange>> openBranches() {
    Arbitrary<Integer> length = Arbitraries.integers().between(1, 3);
    Arbitrary<Integer> first = Arbitraries.integers().between(3, 6);
    Arbitrary<String> parent = Arbitraries.of("0001", "0002");
    return Combinators.combine(length, first, parent)
        .as((count, from, on) -> new Shape(count, from, on))
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(CollisionCheckTest::branches);
  }

  private record Shape(int length, int first, String parent) {}

  private static List<BranchChange> branches(List<Shape> shapes) {
    List<BranchChange> open = new ArrayList<>();
    for (int number = 1; number <= shapes.size(); number++) {
      Shape shape = shapes.get(number - 1);
      List<Revision> added = new ArrayList<>();
      String parent = shape.parent();
      for (int i = 0; i < shape.length(); i++) {
        String id = String.format("%04d", shape.first() + i);
        added.add(revision("f" + number, id, parent));
        parent = id;
      }
      open.add(change(number, added.toArray(Revision[]::new)));
    }
    return open;
  }

  /** What a person does who types the commands of a step. */
  private static BranchChange moved(List<BranchChange> open, MergePlan.Step step) {
    BranchChange change =
        open.stream().filter(c -> c.branch().equals(step.branch())).findFirst().orElseThrow();
    List<Revision> added = new ArrayList<>(change.added());
    for (MergePlan.Move move : step.moves().all()) {
      Revision before = move.revision();
      RevisionId id = move.id().orElse(before.id());
      added.replaceAll(
          each -> {
            if (each.id().equals(before.id())) {
              return renamed(each, id, move.parent().orElse(each.parents().getFirst()));
            }
            boolean follows =
                move.followers() != Followers.STAY
                    && move.id().isPresent()
                    && each.parents().contains(before.id());
            return follows ? renamed(each, each.id(), id) : each;
          });
    }
    return new BranchChange(change.branch(), added, List.of(), List.of(), List.of());
  }

  private static Revision renamed(Revision revision, RevisionId id, RevisionId parent) {
    return new Revision(
        id,
        List.of(parent),
        List.of(),
        List.of(),
        revision.file(),
        revision.lines(),
        revision.fingerprint());
  }

  private static List<CollisionFinding> findings(List<BranchChange> open, OpenBranch current) {
    ChainCollisions found =
        new CollisionCheck(Policy.ONE_HEAD).check(BASE, "main", open, Optional.of(current));
    return new CollisionDiagnosis(
            found, new Precedence(Map.of()), new RepairCommand("main", Tool.ALEMBIC, true))
        .findings();
  }

  private static BranchChange change(int pullRequest, Revision... added) {
    return new BranchChange(
        OpenBranch.ofPullRequest(pullRequest, "b" + pullRequest),
        List.of(added),
        List.of(),
        List.of(),
        List.of());
  }

  private static MigrationChain chain(Revision... revisions) {
    return new MigrationChain(
        "main",
        Tool.ALEMBIC,
        List.of("versions"),
        MigrationGraph.of(List.of(revisions)),
        List.of(),
        Optional.empty(),
        false);
  }

  private static Revision revision(String folder, String id, String... parents) {
    return named(folder + "/" + id + ".py", id, parents);
  }

  private static Revision named(String file, String id, String... parents) {
    return new Revision(
        new RevisionId(id),
        List.of(parents).stream().map(RevisionId::new).toList(),
        List.of(),
        List.of(),
        file,
        new Revision.Lines(1, 2, 0, 0),
        (file + id + String.join(",", parents)).hashCode());
  }
}

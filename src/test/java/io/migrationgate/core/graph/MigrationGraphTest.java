package io.migrationgate.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules by which revisions make a chain. {@code a <- b} reads: b follows a. */
class MigrationGraphTest {

  @Test
  void aLineHasOneHeadAndOneBase() {
    MigrationGraph graph = graph("a", "b <- a", "c <- b");

    assertThat(ids(graph.heads())).containsExactly("c");
    assertThat(ids(graph.bases())).containsExactly("a");
    assertThat(graph.branchPoints()).isEmpty();
    assertThat(graph.mergePoints()).isEmpty();
    assertThat(graph.problems()).isEmpty();
  }

  @Test
  void aForkHasTwoHeadsAndABranchPoint() {
    MigrationGraph graph = graph("a", "b <- a", "c <- a");

    assertThat(ids(graph.heads())).containsExactly("b", "c");
    assertThat(ids(graph.branchPoints())).containsExactly("a");
  }

  @Test
  void aMergeJoinsHeads() {
    MigrationGraph graph = graph("a", "b <- a", "c <- a", "d <- b c");

    assertThat(ids(graph.heads())).containsExactly("d");
    assertThat(ids(graph.mergePoints())).containsExactly("d");
  }

  @Test
  void aDependencyMakesAHeadUnreal() {
    MigrationGraph graph = graph("a", "b", "c <- b needs a");

    assertThat(ids(graph.heads())).containsExactly("a", "c");
    assertThat(ids(graph.realHeads())).containsExactly("c");
    assertThat(ids(graph.bases())).containsExactly("a", "b");
  }

  @Test
  void aBaseThatDependsIsNoRealBase() {
    MigrationGraph graph = graph("a", "b needs a");

    assertThat(ids(graph.bases())).containsExactly("a", "b");
    assertThat(ids(graph.realBases())).containsExactly("a");
  }

  @Test
  void aDependencyMayNameALabel() {
    MigrationGraph graph = graph("a is core", "b needs core");

    assertThat(graph.problems()).isEmpty();
    assertThat(ids(graph.realHeads())).containsExactly("b");
  }

  @Test
  void aParentMayNotBeNamedByLabel() {
    MigrationGraph graph = graph("a is core", "b <- core");

    assertThat(graph.problems())
        .singleElement()
        .isInstanceOfSatisfying(
            GraphProblem.MissingReference.class,
            missing -> {
              assertThat(missing.isLabel()).isTrue();
              assertThat(missing.locations()).containsExactly(new SourceLocation("b.py", 2));
            });
  }

  /** The commonest broken chain: the guard {@code alembic heads | grep -c '(head)'} counts one. */
  @Test
  void theLoserOfADuplicateIdStaysAsAPhantomHead() {
    MigrationGraph graph = graph("039", "040 <- 039", "040 <- 039", "042 <- 040");

    assertThat(ids(graph.heads())).containsExactly("040", "042");
    assertThat(ids(graph.headsWithoutPhantoms())).containsExactly("042");
    assertThat(graph.problems())
        .singleElement()
        .isInstanceOfSatisfying(
            GraphProblem.DuplicateRevision.class,
            duplicate -> assertThat(duplicate.copies()).hasSize(2));
  }

  @Test
  void theLastFileOfADuplicateIdCounts() {
    MigrationGraph graph = graph("a", "b <- a", "x", "x <- b");

    assertThat(graph.childrenOf(only(graph, "b")))
        .extracting(Revision::id)
        .containsExactly(id("x"));
    assertThat(ids(graph.bases())).containsExactly("a", "x");
    assertThat(ids(graph.heads())).containsExactly("x", "x");
  }

  /** Alembic comes across it by its label, and counts what it follows. */
  @Test
  void theLoserOfADuplicateIdTakesPartIfItHasALabel() {
    MigrationGraph graph = graph("a", "b <- a", "b is old", "c <- a");
    MigrationGraph labelled = graph("a", "b <- a is old", "b", "c <- a");

    assertThat(graph.branchPoints()).isEmpty();
    assertThat(ids(labelled.branchPoints())).containsExactly("a");
  }

  @Test
  void nothingProvidesWhatIsMissing() {
    MigrationGraph graph = graph("a", "b <- nowhere", "c <- a needs elsewhere");

    assertThat(graph.problems())
        .extracting(problem -> ((GraphProblem.MissingReference) problem).reference())
        .containsExactly("nowhere", "elsewhere");
  }

  @Test
  void aRevisionMayNotFollowItself() {
    assertThat(graph("a", "b <- a b").problems())
        .contains(new GraphProblem.SelfLoop(revision("b <- a b"), EdgeKind.DOWN_REVISION));
    assertThat(graph("a needs a").problems())
        .contains(new GraphProblem.SelfLoop(revision("a needs a"), EdgeKind.DEPENDS_ON));
  }

  @Test
  void aCircleThatHangsInTheAirIsRefused() {
    assertThat(cycles(graph("a", "b <- d", "c <- b", "d <- c")))
        .singleElement()
        .satisfies(cycle -> assertThat(cycle.refused()).isTrue())
        .satisfies(cycle -> assertThat(ids(cycle.members())).containsExactly("b", "c", "d"));
  }

  /** It hangs on a base and carries a head, and so escapes Alembic's check. */
  @Test
  void aCircleMayBeHidden() {
    assertThat(cycles(graph("a", "b <- a c", "c <- b", "d <- c")))
        .singleElement()
        .satisfies(cycle -> assertThat(cycle.refused()).isFalse());
  }

  @Test
  void aRevisionThatDependsOnItsOwnLabelIsACircleOfOne() {
    assertThat(cycles(graph("a", "b <- a is lab needs lab", "c <- b")))
        .singleElement()
        .satisfies(cycle -> assertThat(ids(cycle.members())).containsExactly("b"))
        .satisfies(cycle -> assertThat(cycle.refused()).isFalse());
  }

  @Test
  void circlesMayGoThroughDependencies() {
    assertThat(cycles(graph("a needs b", "b needs a")))
        .singleElement()
        .satisfies(cycle -> assertThat(cycle.edge()).isEqualTo(EdgeKind.DEPENDS_ON))
        .satisfies(cycle -> assertThat(cycle.refused()).isTrue());
  }

  @Test
  void labelsAndIdsShareOneNameSpace() {
    assertThat(graph("a is lab", "b <- a is lab").problems())
        .hasOnlyElementsOfType(GraphProblem.DuplicateLabel.class);
    assertThat(graph("a", "b <- a is a").problems())
        .hasOnlyElementsOfType(GraphProblem.DuplicateLabel.class);
  }

  @Test
  void someCharactersMayNotBeInAnId() {
    assertThat(Stream.of("a@b", "a-b", "a+b", "a:b").map(id -> graph(id).problems()))
        .allSatisfy(
            problems ->
                assertThat(problems).singleElement().isInstanceOf(GraphProblem.IllegalId.class));
    assertThat(graph("a.b_c d").problems()).isEmpty();
  }

  @Test
  void anIdMayBeTooLongForItsColumn() {
    assertThat(graph("x".repeat(32)).problems()).isEmpty();
    assertThat(graph("x".repeat(33)).problems())
        .singleElement()
        .isInstanceOf(GraphProblem.DoubtfulId.class);
  }

  @Test
  void theForkBetweenTwoHeadsIsTheirLastCommonRevision() {
    MigrationGraph graph = graph("a", "b <- a", "c <- b", "d <- b", "e <- d");

    Fork fork = graph.forksBetween(graph.heads(), 8).getFirst();

    assertThat(fork.at()).map(Revision::id).contains(id("b"));
    assertThat(ids(fork.sides())).containsExactly("c", "d");
  }

  @Test
  void headsWithoutACommonRevisionForkAtTheirBases() {
    MigrationGraph graph = graph("a", "b <- a", "x", "y <- x");

    assertThat(graph.forksBetween(graph.heads(), 8))
        .containsExactly(new Fork(Optional.empty(), graph.bases()));
  }

  @Test
  void headsBelongToTheBranchOfTheirLabel() {
    MigrationGraph graph = graph("a is expand", "b <- a", "x is contract", "y <- x");

    assertThat(ids(graph.headsOfBranch("expand"))).containsExactly("b");
    assertThat(ids(graph.headsOfBranch("contract"))).containsExactly("y");
    assertThat(graph.headsOfBranch("neither")).isEmpty();
  }

  @Test
  void anEmptyGraphHasNothing() {
    MigrationGraph graph = graph();

    assertThat(graph.size()).isZero();
    assertThat(graph.heads()).isEmpty();
    assertThat(graph.problems()).isEmpty();
  }

  /** No step recurses: a chain of this length would end any stack. */
  @Test
  void aHundredThousandRevisionsAreOneChain() {
    int count = 100_000;
    List<Revision> revisions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      revisions.add(revision(i == 0 ? "0" : i + " <- " + (i - 1)));
    }
    // And two heads, so that the walk to their fork is as long.
    revisions.add(revision("other <- 0"));

    MigrationGraph graph = MigrationGraph.of(revisions);

    assertThat(ids(graph.heads())).containsExactly("99999", "other");
    assertThat(graph.problems()).isEmpty();
    assertThat(graph.forksBetween(graph.heads(), 8).getFirst().at())
        .map(Revision::id)
        .contains(id("0"));
  }

  @Test
  void aHundredThousandRevisionsInACircleAreOneCircle() {
    int count = 100_000;
    List<Revision> revisions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      revisions.add(revision(i + " <- " + (i + 1) % count));
    }

    assertThat(cycles(MigrationGraph.of(revisions)))
        .singleElement()
        .satisfies(cycle -> assertThat(cycle.members()).hasSize(count));
  }

  private static MigrationGraph graph(String... revisions) {
    return MigrationGraph.of(Stream.of(revisions).map(MigrationGraphTest::revision).toList());
  }

  /** {@code ID [<- PARENT...] [is LABEL...] [needs DEPENDENCY...]}, in any order. */
  private static Revision revision(String text) {
    List<RevisionId> parents = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    List<String> dependencies = new ArrayList<>();
    String[] words =
        text.contains("<-") || text.contains(" is ") || text.contains(" needs ")
            ? text.split(" ")
            : new String[] {text};
    String part = "";
    for (String word : List.of(words).subList(1, words.length)) {
      if (word.equals("<-") || word.equals("is") || word.equals("needs")) {
        part = word;
        continue;
      }
      switch (part) {
        case "<-" -> parents.add(id(word));
        case "is" -> labels.add(word);
        default -> dependencies.add(word);
      }
    }
    return new Revision(
        id(words[0]),
        parents,
        dependencies,
        labels,
        words[0] + ".py",
        new Revision.Lines(1, 2, 3, 4),
        0);
  }

  private static RevisionId id(String value) {
    return new RevisionId(value);
  }

  private static Revision only(MigrationGraph graph, String id) {
    return graph.find(id(id)).orElseThrow();
  }

  private static List<String> ids(List<Revision> revisions) {
    return revisions.stream().map(revision -> revision.id().value()).toList();
  }

  private static List<GraphProblem.Cycle> cycles(MigrationGraph graph) {
    return graph.problems().stream()
        .filter(GraphProblem.Cycle.class::isInstance)
        .map(GraphProblem.Cycle.class::cast)
        .toList();
  }
}

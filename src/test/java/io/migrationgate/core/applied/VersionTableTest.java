package io.migrationgate.core.applied;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the rows of Alembic's table say of a database; what Alembic does is in another test. */
class VersionTableTest {

  private static final MigrationChain LINE = Chains.alembic("a", "b <- a", "c <- b");

  @Test
  void theHeadIsEqual() {
    assertThat(state(LINE, "c")).isEqualTo(new AppliedState.Equal());
  }

  @Test
  void whatComesBehindARowIsPendingInItsOrder() {
    assertThat(state(LINE, "a")).isEqualTo(behind("b", "c"));
  }

  @Test
  void noRowIsNotInitialised() {
    assertThat(state(LINE)).isEqualTo(new AppliedState.NotInitialised(ids("a", "b", "c")));
  }

  @Test
  void noRowAndNoRevisionAreEqual() {
    assertThat(state(Chains.alembic())).isEqualTo(new AppliedState.Equal());
  }

  @Test
  void anUnknownRowIsAhead() {
    assertThat(state(LINE, "d")).isEqualTo(new AppliedState.Ahead(List.of("d")));
  }

  @Test
  void everyHeadOfSeveralBranchesHasItsRow() {
    MigrationChain branches = Chains.alembic("a", "b <- a", "c <- a");

    assertThat(state(branches, "b", "c")).isEqualTo(new AppliedState.Equal());
    assertThat(state(branches, "b")).isEqualTo(behind("c"));
  }

  @Test
  void allParentsOfAMergeAreBehindByTheMergeAlone() {
    MigrationChain merged = Chains.alembic("a", "b <- a", "c <- a", "m <- b c");

    assertThat(state(merged, "b", "c")).isEqualTo(behind("m"));
    assertThat(state(merged, "b")).isEqualTo(behind("c", "m"));
  }

  @Test
  void aRowThatAnotherOneFollowsIsRefusedByAlembic() {
    assertThat(state(LINE, "a", "c")).isInstanceOf(AppliedState.Diverged.class);
    assertThat(state(LINE, "a", "b")).isInstanceOf(AppliedState.Diverged.class);
    assertThat(state(Chains.alembic("a", "x", "y <- x needs a"), "a", "y"))
        .isInstanceOf(AppliedState.Diverged.class);
  }

  @Test
  void aHeadThatAnotherBranchDependsOnNeedsNoRow() {
    MigrationChain depending = Chains.alembic("a", "x", "y <- x needs a");

    assertThat(state(depending, "y")).isEqualTo(new AppliedState.Equal());
    assertThat(state(depending, "x")).isEqualTo(behind("a", "y"));
  }

  @Test
  void anUnknownBranchBesideAnotherThatIsUpToDateIsAhead() {
    MigrationChain branches = Chains.alembic("a", "b <- a", "c <- a", "d <- c");

    assertThat(state(branches, "b", "new")).isEqualTo(new AppliedState.Ahead(List.of("new")));
    assertThat(state(branches, "new", "c"))
        .isInstanceOfSatisfying(
            AppliedState.Diverged.class,
            diverged ->
                assertThat(diverged.reason())
                    .isEqualTo(
                        "it is at new, which this image does not know, and at c, which this image"
                            + " has gone beyond"));
  }

  @Test
  void anAbbreviationIsNoRevision() {
    MigrationChain chain = Chains.alembic("abc123", "def456 <- abc123");

    assertThat(state(chain, "def"))
        .isInstanceOfSatisfying(
            AppliedState.Diverged.class,
            diverged -> assertThat(diverged.reason()).contains("beginning of def456"));
  }

  @Test
  void aPendingChainOfAHundredThousandIsNoTrouble() {
    String[] revisions = new String[100_000];
    revisions[0] = "r0";
    for (int i = 1; i < revisions.length; i++) {
      revisions[i] = "r" + i + " <- r" + (i - 1);
    }

    assertThat(state(Chains.alembic(revisions), "r0"))
        .isInstanceOfSatisfying(
            AppliedState.Behind.class, behind -> assertThat(behind.pending()).hasSize(99_999));
  }

  private static AppliedState state(MigrationChain chain, String... rows) {
    return new VersionTable(List.of(rows)).against(chain);
  }

  private static AppliedState behind(String... pending) {
    return new AppliedState.Behind(ids(pending));
  }

  private static List<RevisionId> ids(String... ids) {
    return Stream.of(ids).map(RevisionId::new).toList();
  }
}

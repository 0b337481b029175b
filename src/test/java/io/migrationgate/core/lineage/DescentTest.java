package io.migrationgate.core.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DescentTest {

  private static final int MOST = 40;

  // --- against brute force -----------------------------------------------------------------------

  /** Chains that branch, merge and depend on each other, changed in every way at once. */
  @Property(tries = 2000)
  void countsAndNamesWhatABruteForceFinds(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = MOST) int size,
      @ForAll @IntRange(max = 9) int changes) {
    List<Draft> before = grown(random, new ArrayList<>(), size);
    List<Draft> after = changed(random, before, changes);
    Set<String> heads = heads(before);
    MigrationGraph graph = graph(after);

    Optional<Descent> descent = Descent.of(graph, List.of(started(before)));

    Map<String, Draft> byId = new HashMap<>();
    after.forEach(draft -> byId.put(draft.id, draft));
    if (!byId.keySet().containsAll(heads)) {
      assertThat(descent).isEmpty();
      return;
    }
    Set<String> reached = new HashSet<>();
    heads.forEach(head -> walk(head, byId, reached));
    Set<String> had = new HashSet<>();
    before.forEach(draft -> had.add(draft.id));
    Set<String> inserted = new HashSet<>(reached);
    inserted.removeAll(had);
    Set<String> gone = new HashSet<>(had);
    gone.removeAll(reached);

    assertThat(descent.orElseThrow().missed()).isEqualTo(inserted.size() - gone.size());
    boolean nameable =
        gone.isEmpty() && !inserted.isEmpty() && inserted.size() <= RevisionSums.MOST_NAMED;
    assertThat(ids(descent.get().inserted()))
        .containsExactlyInAnyOrderElementsOf(nameable ? inserted : Set.of());
    if (gone.isEmpty()) {
      assertThat(after)
          .filteredOn(draft -> descent.get().had(new RevisionId(draft.id)))
          .extracting(draft -> draft.id)
          .isSubsetOf(had);
    }
  }

  /** An image that starts once more is never found to differ from itself. */
  @Property(tries = 500)
  void theSameChainIsAsItWas(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = MOST) int size) {
    List<Draft> chain = grown(random, new ArrayList<>(), size);
    Descent descent = Descent.of(graph(chain), List.of(started(chain))).orElseThrow();

    assertThat(descent.missed()).isZero();
    assertThat(descent.inserted()).isEmpty();
  }

  /** Whatever comes on top, and however it is merged: nothing of it is below. */
  @Property(tries = 500)
  void whatIsAddedOnTopIsNotBelow(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = MOST) int size,
      @ForAll @IntRange(max = 20) int more) {
    List<Draft> before = grown(random, new ArrayList<>(), size);
    List<Draft> after = grown(random, new ArrayList<>(before), more);

    assertThat(Descent.of(graph(after), List.of(started(before))).orElseThrow().missed()).isZero();
  }

  /** An older image of the same history has nothing wrong with it. */
  @Property(tries = 500)
  void aRollbackIsNoDescentOrHasLess(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = MOST) int size,
      @ForAll @IntRange(min = 1, max = 20) int more) {
    List<Draft> older = grown(random, new ArrayList<>(), size);
    List<Draft> younger = grown(random, new ArrayList<>(older), more);

    assertThat(Descent.of(graph(older), List.of(started(younger)))).isEmpty();
  }

  private static void walk(String id, Map<String, Draft> byId, Set<String> reached) {
    Draft draft = byId.get(id);
    if (draft != null && reached.add(id)) {
      draft.parents.forEach(parent -> walk(parent, byId, reached));
      draft.needs.forEach(need -> walk(need, byId, reached));
    }
  }

  // --- one by one --------------------------------------------------------------------------------

  @Example
  void theYoungestImageThatItGoesOnFromCounts() {
    StartedChain other = started("other", List.of(draft("z")));
    StartedChain older = started("older", List.of(draft("a")));
    MigrationGraph graph = graph(List.of(draft("x"), draft("a", "x"), draft("b", "a")));

    Descent descent = Descent.of(graph, List.of(other, older)).orElseThrow();

    assertThat(descent.from().image()).isEqualTo("older");
    assertThat(ids(descent.inserted())).containsExactly("x");
  }

  @Example
  void withoutSumsTheyAreCountedAndNotNamed() {
    StartedChain before =
        new StartedChain("main", "app:1", 1, List.of(new RevisionId("a")), Optional.empty());
    Descent descent =
        Descent.of(graph(List.of(draft("x"), draft("a", "x"))), List.of(before)).orElseThrow();

    assertThat(descent.missed()).isEqualTo(1);
    assertThat(descent.inserted()).isEmpty();
    assertThat(descent.had(new RevisionId("a"))).as("for certain").isFalse();
  }

  @Example
  void aRevisionThatGotAnotherIdIsNoneThatIsMissed() {
    StartedChain before = started("app:1", List.of(draft("a"), draft("b", "a"), draft("c", "b")));
    Descent descent =
        Descent.of(graph(List.of(draft("a"), draft("x", "a"), draft("c", "x"))), List.of(before))
            .orElseThrow();

    assertThat(descent.missed()).isZero();
    assertThat(descent.inserted()).isEmpty();
  }

  @Example
  void whichOfTwoFilesThatChainHadIsToldByTheirBytes() {
    Revision ran = file("b_ran.py", "b", 71, "a");
    Revision late = file("b_late.py", "b", 72, "a");
    Revision base = file("a.py", "a", 70);
    StartedChain before =
        new StartedChain(
            "main",
            "app:1",
            2,
            List.of(new RevisionId("b")),
            Optional.of(RevisionSums.of(List.of(base, ran))));

    for (List<Revision> loaded : List.of(List.of(base, ran, late), List.of(base, late, ran))) {
      Descent descent = Descent.of(MigrationGraph.of(loaded), List.of(before)).orElseThrow();
      assertThat(descent.had(new RevisionId("b"))).isTrue();
      assertThat(descent.original(List.of(ran, late))).contains(ran);
    }
    Revision edited = file("a.py", "a", 99);
    Descent unsure =
        Descent.of(MigrationGraph.of(List.of(edited, ran, late)), List.of(before)).orElseThrow();
    assertThat(unsure.original(List.of(ran, late))).isEmpty();
  }

  // --- chains ------------------------------------------------------------------------------------

  private record Draft(String id, List<String> parents, List<String> needs) {}

  private static Draft draft(String id, String... parents) {
    return new Draft(id, List.of(parents), List.of());
  }

  private static List<Draft> grown(Random random, List<Draft> chain, int more) {
    for (int i = 0; i < more; i++) {
      List<String> parents = new ArrayList<>();
      List<String> needs = new ArrayList<>();
      if (!chain.isEmpty()) {
        // Mostly on the last one, as chains are.
        int count = random.nextInt(8) == 0 ? 2 : random.nextInt(12) == 0 ? 0 : 1;
        for (int j = 0; j < count; j++) {
          boolean last = random.nextInt(4) > 0;
          String parent = chain.get(last ? chain.size() - 1 : random.nextInt(chain.size())).id;
          if (!parents.contains(parent)) {
            parents.add(parent);
          }
        }
        if (random.nextInt(6) == 0) {
          needs.add(chain.get(random.nextInt(chain.size())).id);
        }
      }
      chain.add(new Draft("r" + chain.size() + "-" + random.nextInt(1000), parents, needs));
    }
    return chain;
  }

  /** Revisions are put in anywhere, taken out and given other ids; circles do not come about. */
  private static List<Draft> changed(Random random, List<Draft> before, int changes) {
    List<Draft> after = new ArrayList<>(before);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(after.size());
      Draft old = after.get(at);
      switch (random.nextInt(4)) {
        case 0 -> {
          Draft inserted =
              new Draft("new" + i + "-" + random.nextInt(1000), old.parents, List.of());
          after.set(at, new Draft(old.id, List.of(inserted.id), old.needs));
          after.add(at, inserted);
        }
        case 1 -> {
          Draft needed = new Draft("new" + i + "-" + random.nextInt(1000), List.of(), List.of());
          List<String> needs = new ArrayList<>(old.needs);
          needs.add(needed.id);
          after.set(at, new Draft(old.id, old.parents, needs));
          after.add(at, needed);
        }
        case 2 -> grown(random, after, 1);
        default -> {
          if (random.nextInt(3) == 0 && after.size() > 1) {
            after.remove(at);
          }
        }
      }
    }
    return after;
  }

  private static Set<String> heads(List<Draft> chain) {
    Set<String> heads = new HashSet<>();
    chain.forEach(draft -> heads.add(draft.id));
    chain.forEach(draft -> draft.parents.forEach(heads::remove));
    return heads;
  }

  private static StartedChain started(List<Draft> chain) {
    return started("app:1", chain);
  }

  private static StartedChain started(String image, List<Draft> chain) {
    return new StartedChain(
        "main",
        image,
        chain.size(),
        heads(chain).stream().map(RevisionId::new).toList(),
        Optional.of(RevisionSums.of(graph(chain).revisions())));
  }

  private static MigrationGraph graph(Collection<Draft> chain) {
    return MigrationGraph.of(
        chain.stream()
            .map(
                draft ->
                    new Revision(
                        new RevisionId(draft.id),
                        draft.parents.stream().map(RevisionId::new).toList(),
                        draft.needs,
                        List.of(),
                        draft.id + ".py",
                        new Revision.Lines(1, 2, 3, 0),
                        draft.id.hashCode()))
            .toList());
  }

  private static Revision file(String name, String id, long fingerprint, String... parents) {
    return new Revision(
        new RevisionId(id),
        List.of(parents).stream().map(RevisionId::new).toList(),
        List.of(),
        List.of(),
        name,
        new Revision.Lines(1, 2, 0, 0),
        fingerprint);
  }

  private static List<String> ids(List<Revision> revisions) {
    return revisions.stream().map(revision -> revision.id().value()).toList();
  }
}

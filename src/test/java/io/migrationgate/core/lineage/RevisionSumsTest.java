package io.migrationgate.core.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class RevisionSumsTest {

  @Property(tries = 1000)
  void namesWhateverIsMissing(
      @ForAll @Size(min = 1, max = 60) Set<@StringLength(max = 40) String> ids,
      @ForAll @IntRange(min = 1, max = RevisionSums.MOST_NAMED) int more,
      @ForAll Random random) {
    List<Revision> all = new ArrayList<>(ids.stream().map(RevisionSumsTest::revision).toList());
    Collections.shuffle(all, random);
    List<Revision> missing = all.subList(0, Math.min(more, all.size()));
    List<Revision> had = all.subList(missing.size(), all.size());

    assertThat(RevisionSums.of(had).missing(all, missing.size()))
        .containsExactlyInAnyOrderElementsOf(missing);
  }

  @Property(tries = 300)
  void namesNothingWhereAsManyHaveGone(
      @ForAll @IntRange(min = 2, max = RevisionSums.MOST_NAMED) int more) {
    List<Revision> had = numbered(0, 50);
    List<Revision> now = numbered(1, 50 + more);

    assertThat(RevisionSums.of(had).missing(now, more - 1)).isEmpty();
  }

  @Example
  void namesOneAmongAHundredThousandAndNotMoreThanItSays() {
    List<Revision> now = numbered(0, 100_000);
    List<Revision> had = new ArrayList<>(now);
    Revision inserted = had.remove(77_777);

    assertThat(RevisionSums.of(had).missing(now, 1)).containsExactly(inserted);
    assertThat(RevisionSums.of(numbered(0, 10)).missing(numbered(0, 17), 7)).isEmpty();
    assertThat(RevisionSums.of(now).missing(now, 0)).isEmpty();
  }

  @Property(tries = 300)
  void isTheSameOnceItWasWritten(@ForAll @Size(max = 20) Set<@StringLength(max = 40) String> ids) {
    RevisionSums sums = RevisionSums.of(ids.stream().map(RevisionSumsTest::revision).toList());

    assertThat(RevisionSums.parse(sums.text())).contains(sums);
    assertThat(sums.text()).matches("[0-9a-z.]{13,100}");
  }

  @Example
  void isWrittenTheSameForEver() {
    assertThat(RevisionSums.of(List.of(revision("ae1027a6acf2"), revision(""))).text())
        .as("operators and images of different ages read each other's")
        .isEqualTo(WRITTEN);
  }

  private static final String WRITTEN =
      "82ky6dayn5b8.h195kldtj9q5.b64xs4j1h2jq.6k8hslcqvqqi.gjcttkqctzdz.anyy6x54gnrb"
          + ".apm2476rbdo4";

  @Property(tries = 1000)
  void takesNothingElse(@ForAll @StringLength(max = 120) String text) {
    assertThat(RevisionSums.parse(text)).isEmpty();
  }

  @Example
  void takesNoNumberThatIsTooLarge() {
    assertThat(RevisionSums.parse("1.2.3.4.5.6.7")).isPresent();
    assertThat(RevisionSums.parse("1.2.3.4.5.6")).isEmpty();
    assertThat(RevisionSums.parse("1.2.3.4.5.6.7.8")).isEmpty();
    assertThat(RevisionSums.parse("1.2.3.4.5.6.-7")).isEmpty();
    assertThat(RevisionSums.parse("1.2.3.4.5.6.zzzzzzzzzzzz")).isEmpty();
    assertThat(RevisionSums.parse("1.2.3.4.5.6." + Long.toString((1L << 61) - 1, 36))).isEmpty();
  }

  private static List<Revision> numbered(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> revision("%05d".formatted(i))).toList();
  }

  private static Revision revision(String id) {
    return new Revision(
        new RevisionId(id),
        List.of(),
        List.of(),
        List.of(),
        id + ".py",
        new Revision.Lines(1, 2, 0, 0),
        id.length());
  }
}

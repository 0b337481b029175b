package io.migrationgate.core.collision;

import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.verdict.Numbering;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Numbers, or ids, that nobody has taken: neither what is merged nor any open branch. Each one is
 * given out once.
 */
public final class NextFree {

  private final RevisionNumbers numbers;
  private final List<Revision> taken;
  private final Optional<Revision> like;
  private long highest;
  private int digits;

  public NextFree(MigrationChain base, List<BranchChange> open) {
    this.numbers = new RevisionNumbers(base);
    this.taken = new ArrayList<>(base.graph().revisions());
    open.forEach(change -> taken.addAll(change.added()));
    for (Revision revision : taken) {
      count(revision);
    }
    List<Revision> ends = base.graph().headsWithoutPhantoms();
    this.like = like(ends.isEmpty() ? taken : ends);
  }

  /** Empty where a file of the base or of an open branch may have taken what looks free. */
  static Optional<NextFree> known(MigrationChain base, String baseName, List<BranchChange> open) {
    return HiddenNumber.among(base, baseName, open).isPresent()
        ? Optional.empty()
        : Optional.of(new NextFree(base, open));
  }

  /** In a chain of numbers every revision shows the form, whichever is the last of its files. */
  private Optional<Revision> like(List<Revision> revisions) {
    Optional<Revision> last = Numbering.last(revisions);
    return last.isPresent() && numbers.areToolsOwn()
        ? taken.stream().filter(each -> numbers.of(each).isPresent()).findFirst()
        : last;
  }

  private void count(Revision revision) {
    OptionalLong number = numbers.of(revision);
    if (number.isPresent() && number.getAsLong() >= highest) {
      highest = number.getAsLong();
      digits = numbers.widthOf(revision);
    }
  }

  /** The next one, in the form that the chain has; empty where no revision shows any form. */
  public Optional<String> take() {
    if (like.isEmpty()) {
      return Optional.empty();
    }
    if (numbers.of(like.get()).isPresent()) {
      highest++;
      return Optional.of(String.format(Locale.ROOT, "%0" + digits + "d", highest));
    }
    return Optional.of(takeId(like.get().id()));
  }

  /**
   * The next id for a revision, with what follows the number in its present one; where the number
   * is the file's alone, the id is one that nobody has.
   */
  RevisionId takeFor(Revision revision) {
    if (!numbers.areOfFiles() && numbers.of(revision).isPresent()) {
      highest++;
      return numbers.withNumber(revision, highest);
    }
    return new RevisionId(takeId(revision.id()));
  }

  private String takeId(RevisionId like) {
    String id = Numbering.free(MigrationGraph.of(taken), like);
    taken.add(
        new Revision(
            new RevisionId(id),
            List.of(),
            List.of(),
            List.of(),
            "",
            new Revision.Lines(0, 0, 0, 0),
            0));
    return id;
  }
}

package io.migrationgate.core.collision;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Succession;
import io.migrationgate.core.verdict.Numbering;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How a chain counts its revisions: by their ids, by the names of their files, or not at all. File
 * names count where no two begin with the same number, which tells a counter from a year.
 */
final class RevisionNumbers {

  private final Succession succession;
  private final boolean byFile;

  RevisionNumbers(MigrationChain base) {
    this.succession = base.succession();
    this.byFile = !succession.isOfNumbers() && areCounted(base.graph().revisions());
  }

  private static boolean areCounted(List<Revision> revisions) {
    Set<Long> seen = new HashSet<>();
    for (Revision revision : revisions) {
      OptionalLong number = ofFile(revision);
      if (Numbering.of(revision.id()).isPresent()
          || number.isEmpty()
          || !seen.add(number.getAsLong())) {
        return false;
      }
    }
    return revisions.size() > 1;
  }

  OptionalLong of(Revision revision) {
    if (succession.isOfNumbers()) {
      Optional<Succession.NumberInId> place = succession.numberOf(revision);
      return place.isPresent()
          ? OptionalLong.of(
              Long.parseLong(revision.id().value().substring(place.get().from(), place.get().to())))
          : OptionalLong.empty();
    }
    return byFile ? ofFile(revision) : Numbering.of(revision.id());
  }

  /** With how many digits a number is written. */
  int widthOf(Revision revision) {
    return succession
        .numberOf(revision)
        .map(place -> place.to() - place.from())
        .orElseGet(() -> leadingDigits(byFile ? revision.fileName() : revision.id().value()));
  }

  /** The id with another number in it. */
  RevisionId withNumber(Revision revision, long number) {
    String text = revision.id().value();
    int width = Math.max(1, widthOf(revision));
    Succession.NumberInId place =
        succession.numberOf(revision).orElse(new Succession.NumberInId(0, leadingDigits(text)));
    return new RevisionId(
        text.substring(0, place.from())
            + String.format(Locale.ROOT, "%0" + width + "d", number)
            + text.substring(place.to()));
  }

  private static int leadingDigits(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** Whether the tool itself goes by the numbers, or a plan's people do. */
  boolean areToolsOwn() {
    return succession.isOfNumbers();
  }

  /** Whether the number stands in the file's name and not in the id. */
  boolean areOfFiles() {
    return byFile;
  }

  private static OptionalLong ofFile(Revision revision) {
    String name = revision.fileName();
    int end = 0;
    while (end < name.length() && Character.isLetterOrDigit(name.charAt(end))) {
      end++;
    }
    return Numbering.of(new RevisionId(name.substring(0, end)));
  }
}

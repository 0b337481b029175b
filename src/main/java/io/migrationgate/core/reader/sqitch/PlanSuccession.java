package io.migrationgate.core.reader.sqitch;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.Succession;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A change follows the one on the line above; what is added comes behind what is there. */
record PlanSuccession() implements Succession {

  /** Numbers with more digits are dates. */
  private static final int MAX_DIGITS = 6;

  /** A change is the same on another line: its fingerprint is what it is called and requires. */
  static Revision apartFromItsLine(Revision change) {
    return new Revision(
        change.id(),
        change.parents(),
        change.dependsOn(),
        change.branchLabels(),
        change.file(),
        change.lines(),
        Objects.hash(change.id(), change.dependsOn()));
  }

  @Override
  public Linked link(List<Revision> revisions) {
    List<Revision> line = new ArrayList<>(revisions.size());
    for (Revision change : revisions) {
      List<RevisionId> above = line.isEmpty() ? List.of() : List.of(line.getLast().id());
      line.add(
          new Revision(
              change.id(),
              above,
              change.dependsOn(),
              change.branchLabels(),
              change.file(),
              change.lines(),
              change.fingerprint()));
    }
    return new Linked(line, List.of());
  }

  /** Where a change was reworked, only its last form has the number. */
  @Override
  public Optional<NumberInId> numberOf(Revision revision) {
    String name = revision.id().value();
    int digits = 0;
    while (digits < name.length() && name.charAt(digits) >= '0' && name.charAt(digits) <= '9') {
      digits++;
    }
    boolean counted =
        digits > 0
            && digits <= MAX_DIGITS
            && digits < name.length()
            && (name.charAt(digits) == '-' || name.charAt(digits) == '_')
            && name.indexOf('@') < 0;
    return counted ? Optional.of(new NumberInId(0, digits)) : Optional.empty();
  }

  @Override
  public boolean isOfNumbers() {
    return true;
  }
}

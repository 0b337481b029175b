package io.migrationgate.core.collision;

import java.util.Optional;

/**
 * What a branch has done to a file that was there before.
 *
 * @param from where it was
 * @param to where it is now; empty if it was deleted
 * @param changes what was changed in it
 */
public record FileEdit(String from, Optional<String> to, LineChanges changes) {

  public boolean isDeletion() {
    return to.isEmpty();
  }

  /** Whether git would stop and ask a person what shall come of the two. */
  boolean clashesWith(FileEdit other) {
    if (isDeletion() || other.isDeletion()) {
      return isDeletion() != other.isDeletion();
    }
    boolean bothMoved = !isAtItsPlace() && !other.isAtItsPlace();
    return bothMoved && !to.equals(other.to) || changes.clashesWith(other.changes);
  }

  boolean isAtItsPlace() {
    return to.isPresent() && to.get().equals(from);
  }
}

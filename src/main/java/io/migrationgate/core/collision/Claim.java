package io.migrationgate.core.collision;

import io.migrationgate.core.graph.Revision;

/** A revision and who has it. */
public record Claim(Holder holder, Revision revision) {

  /** Whether both have the very same file, as one branch has that was made on top of another. */
  boolean sharesFileWith(Claim other) {
    return revision.fingerprint() == other.revision.fingerprint()
        && revision.file().equals(other.revision.file());
  }

  public boolean isOf(OpenBranch branch) {
    return holder instanceof Holder.Open(OpenBranch own) && own.equals(branch);
  }
}

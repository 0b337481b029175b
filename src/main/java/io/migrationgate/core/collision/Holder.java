package io.migrationgate.core.collision;

/** Who has a revision. */
public sealed interface Holder {

  /** It is merged: everybody has it. */
  record Base(String name) implements Holder {
    @Override
    public String toString() {
      return name;
    }
  }

  /** One branch alone has it. */
  record Open(OpenBranch branch) implements Holder {
    @Override
    public String toString() {
      return branch.toString();
    }
  }
}

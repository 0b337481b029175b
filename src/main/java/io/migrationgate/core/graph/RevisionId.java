package io.migrationgate.core.graph;

import org.jspecify.annotations.Nullable;

/** The identifier of a revision, exactly as its file gives it; it may even be empty. */
public record RevisionId(String value) implements Comparable<RevisionId> {

  // Written out because the generated forms go through invokedynamic, which costs start-up time.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RevisionId id && value.equals(id.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(RevisionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

package io.migrationgate.port;

/** A commit, by its whole hash. */
public record CommitId(String hash) {

  /** As much as a person needs to find it. */
  public String abbreviated() {
    return hash.substring(0, Math.min(10, hash.length()));
  }

  @Override
  public String toString() {
    return hash;
  }
}

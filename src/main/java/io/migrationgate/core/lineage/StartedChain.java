package io.migrationgate.core.lineage;

import io.migrationgate.core.graph.RevisionId;
import java.util.List;
import java.util.Optional;

/**
 * A chain as it was in an image whose pods have started.
 *
 * @param chain what it is called
 * @param image as people know it
 * @param revisions how many it had
 * @param heads all of them
 * @param sums by which revisions that it had not can be named
 */
public record StartedChain(
    String chain,
    String image,
    int revisions,
    List<RevisionId> heads,
    Optional<RevisionSums> sums) {

  public StartedChain {
    heads = List.copyOf(heads);
    if (heads.isEmpty() || heads.size() > revisions) {
      throw new IllegalArgumentException(
          "a chain that was started has heads, and no more of them than revisions");
    }
  }
}

package io.migrationgate.core.graph;

import java.util.List;
import java.util.Optional;

/**
 * Where two heads part.
 *
 * @param at the last revision that both heads descend from; empty where they have none in common
 * @param sides the first revision of each side: the children of {@code at}, or the bases
 */
public record Fork(Optional<Revision> at, List<Revision> sides) {
  public Fork {
    sides = List.copyOf(sides);
  }
}

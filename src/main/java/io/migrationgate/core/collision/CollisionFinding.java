package io.migrationgate.core.collision;

import io.migrationgate.core.verdict.Remedy;
import java.util.List;

/**
 * A collision as a person is told of it.
 *
 * @param blocking whether the branch that is asked about has to give way
 * @param message what is wrong, in one sentence
 * @param order who has to give way, and why
 * @param yielding the claims that have to give way
 */
public record CollisionFinding(
    Collision collision,
    boolean blocking,
    String message,
    String order,
    List<Claim> yielding,
    Remedy remedy) {

  public CollisionFinding {
    yielding = List.copyOf(yielding);
  }

  public CollisionKind kind() {
    return CollisionKind.of(collision);
  }
}

package io.migrationgate.gate;

import java.time.Duration;
import java.util.Optional;

/**
 * How {@code hold} goes about it.
 *
 * @param enforced whether it waits at all
 * @param unknownHolds whether what cannot be told is as good as broken
 * @param timeout after which it does not wait any longer; none: for ever
 * @param passesOnTimeout whether the pod's next container starts then
 */
public record HoldSettings(
    boolean enforced, boolean unknownHolds, Optional<Duration> timeout, boolean passesOnTimeout) {

  /** Waits for as long as it takes. */
  public static final HoldSettings USUAL = new HoldSettings(true, true, Optional.empty(), false);
}

package io.migrationgate.adapter.http;

import java.time.Duration;

/** Letting time pass. */
@FunctionalInterface
public interface Pause {
  void pass(Duration duration) throws InterruptedException;
}

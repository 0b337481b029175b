package io.migrationgate.gate;

import java.time.Duration;
import java.util.Map;

/** The annotations of the pod, as they are now. */
public interface PodAnnotations {

  Map<String, String> read();

  /** Returns when they may have changed, or after this time. */
  void awaitChange(Duration atMost) throws InterruptedException;
}

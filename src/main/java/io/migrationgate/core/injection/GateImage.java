package io.migrationgate.core.injection;

import java.util.Optional;

/** The image of the gate's own containers. */
public record GateImage(String reference, Optional<String> pullPolicy) {

  public GateImage {
    if (reference.isBlank()) {
      throw new IllegalArgumentException("an image needs a name");
    }
  }
}

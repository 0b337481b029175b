package io.migrationgate.core.injection;

import java.util.Optional;

/** Something else that has to be copied for a chain to be read, such as a folder elsewhere. */
public record CopiedPath(Optional<String> container, String path) {

  public CopiedPath {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a path to copy starts with /");
    }
  }
}

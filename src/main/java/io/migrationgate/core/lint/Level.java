package io.migrationgate.core.lint;

import java.util.Locale;
import java.util.Optional;

/** What a rule does when it finds something. */
public enum Level {
  /** The rule is not looked at. */
  OFF,
  /** Worth saying, no more. */
  WARN,
  /** Blocks. */
  ERROR;

  /** The name in settings and outputs. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Level> byId(String id) {
    for (Level level : values()) {
      if (level.id().equals(id)) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }
}

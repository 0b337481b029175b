package io.migrationgate.core.reader.alembic;

import io.migrationgate.core.graph.SourceLocation;

/** A configuration that Alembic refuses, or that leads nowhere. */
public final class ConfigurationException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient SourceLocation location;
  private final String reason;

  public ConfigurationException(SourceLocation location, String reason) {
    super(location + " " + reason, null, false, false);
    this.location = location;
    this.reason = reason;
  }

  public SourceLocation location() {
    return location;
  }

  public String reason() {
    return reason;
  }
}

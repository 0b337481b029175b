package io.migrationgate.core.reader;

import java.util.List;

/** By which names a tool's own registry, in the database, knows a chain. */
public interface Registration {

  /** Several projects can share one registry. */
  String project();

  /**
   * The ids of the chain's revisions in the registry, in their order. Empty if files do not tell
   * them for certain. They are worked out anew with each call.
   */
  List<String> ids();
}

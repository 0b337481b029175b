package io.migrationgate.cli;

import io.migrationgate.adapter.cluster.ClusterException;

/** What a command that talks to a cluster ends with when the cluster does not play along. */
final class ClusterFailure {

  private ClusterFailure() {}

  static CommandFailure of(ClusterException failure) {
    return switch (failure.kind()) {
      case WRONG -> CommandFailure.usage(failure.getMessage());
      case UNREADABLE -> CommandFailure.unreadable(failure.getMessage());
    };
  }
}

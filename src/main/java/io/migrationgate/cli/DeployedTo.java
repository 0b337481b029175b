package io.migrationgate.cli;

import io.migrationgate.adapter.jdbc.JdbcDatabaseProbe;
import io.migrationgate.adapter.jdbc.WrittenUrl;
import io.migrationgate.core.applied.AppliedState;
import io.migrationgate.core.applied.DatabaseCheck;
import io.migrationgate.core.applied.UrlSource;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a database says that it has run. */
final class DeployedTo {

  private DeployedTo() {}

  static Set<String> ids(String database, Path folder, MigrationChain chain) throws CommandFailure {
    DatabaseCheck check = DatabaseCheck.of(source(database)).once();
    AppliedState state;
    try {
      state = new JdbcDatabaseProbe(System.getenv(), folder).probe(check, chain).state();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw CommandFailure.unreadable("interrupted while the database was asked");
    }
    return switch (state) {
      case AppliedState.Equal() -> without(List.of(), chain);
      case AppliedState.Behind(var pending) -> without(pending, chain);
      case AppliedState.NotInitialised(var pending, var doubt) -> {
        if (doubt.isPresent()) {
          throw CommandFailure.unreadable(
              "--deployed-to: " + doubt.get().reason() + ". " + doubt.get().remedy());
        }
        yield without(pending, chain);
      }
      case AppliedState.Ahead(var unknown) ->
          throw CommandFailure.unreadable(
              "--deployed-to: the database has run what is not in this chain ("
                  + String.join(", ", unknown.stream().limit(5).toList())
                  + "), so it cannot be told what else it has; bring this branch up to date first,"
                  + " or say what is deployed with --deployed");
      case AppliedState.Diverged(var reason, _) ->
          throw CommandFailure.unreadable(
              "--deployed-to: the database and this chain do not fit together: "
                  + reason
                  + "; say what is deployed with --deployed");
      case AppliedState.Unreachable(_, var reason, var remedy) ->
          throw CommandFailure.unreadable("--deployed-to: " + reason + ". " + remedy);
    };
  }

  private static UrlSource source(String database) throws CommandFailure {
    try {
      return WrittenUrl.source(database);
    } catch (IllegalArgumentException refused) {
      throw CommandFailure.usage("--deployed-to: " + refused.getMessage());
    }
  }

  private static Set<String> without(List<RevisionId> pending, MigrationChain chain) {
    Set<String> ids = new HashSet<>();
    for (Revision revision : chain.graph().revisions()) {
      ids.add(revision.id().value());
    }
    for (RevisionId id : pending) {
      ids.remove(id.value());
    }
    return ids;
  }
}

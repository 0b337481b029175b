package io.migrationgate.core.reader;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.IdRules;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.SourceLocation;
import java.util.List;
import java.util.Optional;

/**
 * A chain that the project's settings name, and that is not as they say.
 *
 * @param location where the settings name it
 * @param atHand whether the settings can be edited where the person is
 */
public record MisconfiguredChain(
    String name, Tool tool, SourceLocation location, String reason, boolean atHand)
    implements ChainSource {

  @Override
  public String qualifier() {
    return location.path();
  }

  @Override
  public List<String> locations() {
    return List.of();
  }

  @Override
  public List<String> claims() {
    return List.of();
  }

  @Override
  public MigrationChain read() {
    return new MigrationChain(
        name,
        tool,
        List.of(),
        MigrationGraph.of(List.of(), IdRules.OF_THE_READER),
        List.of(new GraphProblem.InvalidConfiguration(location, reason)),
        Optional.empty(),
        atHand);
  }

  @Override
  public MigrationChain readFrom(FileTree other) {
    return read();
  }
}

package io.migrationgate.core.reader.sqitch;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import java.util.List;
import java.util.Optional;

/** A sqitch.conf that leads to no plan. */
record BrokenConfiguration(String name, SourceLocation location, String reason, boolean atHand)
    implements ChainSource {

  @Override
  public String qualifier() {
    return SqitchReader.CONFIGURATION;
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
        Tool.SQITCH,
        List.of(),
        MigrationGraph.of(List.of()),
        List.of(new GraphProblem.InvalidConfiguration(location, reason)),
        Optional.empty(),
        atHand);
  }

  @Override
  public MigrationChain readFrom(FileTree other) {
    return read();
  }
}

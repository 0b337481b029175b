package io.migrationgate.core.reader.numbered;

import io.migrationgate.core.graph.IdRules;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import java.util.List;
import java.util.Optional;

/** A folder of numbered files. */
record NumberedSource(String name, FileTree tree, String folder, NamingScheme scheme)
    implements ChainSource {

  @Override
  public String qualifier() {
    return folder;
  }

  @Override
  public List<String> locations() {
    return List.of(tree.realPath(folder));
  }

  @Override
  public List<String> claims() {
    return locations();
  }

  @Override
  public MigrationChain read() {
    return chain(NumberedFiles.in(tree, folder, scheme));
  }

  @Override
  public MigrationChain readFrom(FileTree other) {
    return chain(NumberedFiles.partOf(other, tree.realPath(folder), scheme));
  }

  private MigrationChain chain(NumberedFiles files) {
    return new MigrationChain(
        name,
        scheme.tool(),
        List.of(tree.display(folder)),
        MigrationGraph.of(files.revisions(), IdRules.OF_THE_READER),
        files.problems(),
        Optional.empty(),
        !tree.isMounted(),
        new NumberedSuccession(tree, scheme));
  }
}

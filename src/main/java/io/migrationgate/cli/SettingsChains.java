package io.migrationgate.cli;

import io.migrationgate.core.reader.ChainFinder;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.Folder;
import io.migrationgate.core.reader.MigrationReader;
import io.migrationgate.core.reader.MisconfiguredChain;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.reader.alembic.AlembicReader;
import io.migrationgate.core.reader.django.DjangoReader;
import io.migrationgate.core.reader.numbered.NumberedReader;
import io.migrationgate.core.reader.sqitch.SqitchReader;
import io.migrationgate.core.settings.ChainSettings;
import java.util.ArrayList;
import java.util.List;

/** Turns the chains that a project's settings name into places to read. */
final class SettingsChains {

  private final FileTree tree;
  private final AlembicReader alembic;
  private final SqitchReader sqitch;

  SettingsChains(FileTree tree, AlembicReader alembic, SqitchReader sqitch) {
    this.tree = tree;
    this.alembic = alembic;
    this.sqitch = sqitch;
  }

  List<ChainSource> of(List<ChainSettings> chains) {
    List<ChainSource> sources = new ArrayList<>(chains.size());
    for (ChainSettings chain : chains) {
      sources.add(tree.exists(chain.path()) ? source(chain) : refused(chain, "does not exist"));
    }
    return sources;
  }

  private ChainSource source(ChainSettings chain) {
    return switch (chain.tool()) {
      case ALEMBIC -> configured(alembic, chain);
      case SQITCH -> configured(sqitch, chain);
      case DJANGO ->
          tree.isFolder(chain.path())
              ? DjangoReader.at(tree, chain.name(), chain.path())
              : refused(chain, "is no folder");
      case FLYWAY, GOLANG_MIGRATE, NUMBERED ->
          tree.isFolder(chain.path())
              ? NumberedReader.at(tree, chain)
              : refused(chain, "is no folder");
    };
  }

  private ChainSource configured(MigrationReader reader, ChainSettings chain) {
    List<ChainSource> found = new ArrayList<>();
    if (tree.isFile(chain.path())) {
      found.addAll(reader.configuredBy(tree, chain.path()));
    } else {
      try {
        Folder folder = tree.list(chain.path());
        found.addAll(reader.configuredIn(tree, folder, chain.path()));
        if (found.isEmpty()) {
          found.addAll(reader.laidOutIn(tree, folder, chain.path()));
        }
        if (found.isEmpty()) {
          found.addAll(reader.filesIn(tree, folder));
        }
      } catch (UnreadableException closed) {
        return refused(chain, closed.reason());
      }
    }
    return found.size() == 1
        ? ChainFinder.renamed(chain.name(), found.getFirst())
        : refused(
            chain,
            found.isEmpty()
                ? "holds no chain of " + chain.tool().title()
                : "holds " + found.size() + " chains, and one is to be named here");
  }

  private ChainSource refused(ChainSettings chain, String reason) {
    return new MisconfiguredChain(
        chain.name(),
        chain.tool(),
        chain.location(),
        "names " + tree.display(chain.path()) + ", which " + reason,
        !tree.isMounted());
  }
}

package io.migrationgate.cli;

import io.migrationgate.adapter.toml.TomljReader;
import io.migrationgate.core.reader.ChainFinder;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.reader.alembic.AlembicReader;
import io.migrationgate.core.reader.django.DjangoReader;
import io.migrationgate.core.reader.numbered.NumberedReader;
import io.migrationgate.core.reader.sqitch.SqitchReader;
import io.migrationgate.core.settings.ProjectSettings;
import io.migrationgate.core.settings.SettingsException;
import io.migrationgate.core.settings.SettingsReader;
import java.util.List;

/** The chains of all tools, those included that the project's settings name. */
final class ChainsAtPath {

  private final FileTree tree;
  private final AlembicReader alembic;
  private final SqitchReader sqitch = new SqitchReader();
  private final ChainFinder finder;
  private final SettingsReader settings;

  ChainsAtPath(FileTree tree) {
    TomljReader toml = new TomljReader();
    this.tree = tree;
    this.alembic = new AlembicReader(toml);
    this.finder =
        new ChainFinder(List.of(sqitch, alembic, new NumberedReader(), new DjangoReader()));
    this.settings = new SettingsReader(toml);
  }

  /**
   * Those that a folder holds, or that a file belongs to; at least one.
   *
   * @throws UnreadableException if there is none
   */
  List<ChainSource> find(String path) throws CommandFailure, UnreadableException {
    return finder.find(tree, path, named(path));
  }

  /** The same where settings that cannot be followed are one more thing that cannot be read. */
  List<ChainSource> findOrRefuse(String path) throws UnreadableException {
    try {
      return find(path);
    } catch (CommandFailure refused) {
      throw new UnreadableException(path, "cannot be read: " + refused.lines().getFirst());
    }
  }

  private List<ChainSource> named(String path) throws CommandFailure {
    ProjectSettings found;
    try {
      found = settings.settingsFor(tree, path);
    } catch (SettingsException refused) {
      throw CommandFailure.settings(refused);
    }
    return found.chains().isEmpty()
        ? List.of()
        : new SettingsChains(tree, alembic, sqitch).of(found.chains());
  }
}

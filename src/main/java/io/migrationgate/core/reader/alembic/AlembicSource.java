package io.migrationgate.core.reader.alembic;

import io.migrationgate.core.edit.ChainEditor;
import io.migrationgate.core.edit.alembic.AlembicEditor;
import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An Alembic chain whose settings are known, or known to be broken. */
final class AlembicSource implements ChainSource {

  /** Settings that may turn out to be refused. */
  @FunctionalInterface
  interface SettingsSupplier {
    AlembicSettings get() throws ConfigurationException;
  }

  /**
   * What a chain is called.
   *
   * @param invocation what makes Alembic's own command line read this chain
   */
  record Naming(String name, String qualifier, Optional<MigrationChain.Invocation> invocation) {}

  private final Naming naming;
  private final FileTree tree;
  private final @Nullable AlembicSettings settings;
  private final @Nullable ConfigurationException refusal;
  private final @Nullable SilentConfiguration above;

  private AlembicSource(
      Naming naming,
      FileTree tree,
      @Nullable AlembicSettings settings,
      @Nullable ConfigurationException refusal,
      @Nullable SilentConfiguration above) {
    this.naming = naming;
    this.tree = tree;
    this.settings = settings;
    this.refusal = refusal;
    this.above = above;
  }

  static ChainSource ofConfiguration(Naming naming, FileTree tree, SettingsSupplier supplier) {
    try {
      return new AlembicSource(naming, tree, supplier.get(), null, null);
    } catch (ConfigurationException refusal) {
      return new AlembicSource(naming, tree, null, refusal, null);
    }
  }

  static ChainSource ofLayout(FileTree tree, String name, AlembicSettings settings) {
    return new AlembicSource(
        new Naming(name, settings.scriptFolder(), Optional.empty()), tree, settings, null, null);
  }

  /** The same, with a configuration above it that may say nothing of it. */
  static ChainSource ofLayout(String name, AlembicSettings settings, SilentConfiguration above) {
    return new AlembicSource(
        new Naming(name, settings.scriptFolder(), Optional.empty()),
        above.tree(),
        settings,
        null,
        above);
  }

  @Override
  public String name() {
    return naming.name();
  }

  @Override
  public String qualifier() {
    return naming.qualifier();
  }

  @Override
  public List<String> locations() {
    return settings == null
        ? List.of()
        : settings.versionFolders().stream().map(tree::realPath).toList();
  }

  @Override
  public List<String> claims() {
    if (settings == null) {
      return List.of();
    }
    List<String> claims = new ArrayList<>(locations());
    claims.add(tree.realPath(settings.scriptFolder()));
    return claims;
  }

  @Override
  public MigrationChain read() {
    if (settings == null) {
      return refused();
    }
    MigrationChain chain = read(tree, settings);
    Optional<GraphProblem> silent = above == null ? Optional.empty() : above.problem();
    return silent.isPresent() ? chain.with(silent.get()) : chain;
  }

  @Override
  public MigrationChain readFrom(FileTree other) {
    if (settings == null) {
      return refused();
    }
    List<String> present = locations().stream().filter(other::exists).toList();
    return read(other, settings.withVersionFolders(present));
  }

  private MigrationChain read(FileTree files, AlembicSettings from) {
    RevisionFolder.Contents contents = new RevisionFolder(files, from).read();
    return new MigrationChain(
        naming.name(),
        Tool.ALEMBIC,
        from.versionFolders().stream().map(files::display).toList(),
        MigrationGraph.of(contents.revisions()),
        contents.problems(),
        naming.invocation(),
        !files.isMounted());
  }

  @Override
  public Optional<ChainEditor> editor() {
    return settings == null || tree.isMounted()
        ? Optional.empty()
        : Optional.of(
            new AlembicEditor(
                // Revisions name their files as they are displayed.
                tree.workingWhereDisplayed(),
                read(),
                new AlembicEditor.NewFiles(
                    settings.versionFolders(),
                    settings.scriptFolder() + "/script.py.mako",
                    settings.naming()),
                AlembicSource::parse,
                Clock.system(ZoneId.systemDefault())));
  }

  private static Optional<Revision> parse(String file, byte[] source) {
    return switch (RevisionFileReader.read(file, source)) {
      case RevisionFile.Read(Revision revision) -> Optional.of(revision);
      case RevisionFile.Refused refused -> Optional.empty();
    };
  }

  private MigrationChain refused() {
    if (refusal == null) {
      throw new IllegalStateException("neither settings nor a reason");
    }
    return new MigrationChain(
        naming.name(),
        Tool.ALEMBIC,
        List.of(),
        MigrationGraph.of(List.of()),
        List.of(new GraphProblem.InvalidConfiguration(refusal.location(), refusal.reason())),
        naming.invocation(),
        !tree.isMounted());
  }
}

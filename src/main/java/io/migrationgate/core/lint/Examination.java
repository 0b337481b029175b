package io.migrationgate.core.lint;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.reader.alembic.python.PythonFunction;
import io.migrationgate.core.reader.alembic.python.PythonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what rules look at: the chains, and the SQL files and scripts around them. */
public final class Examination {

  private static final int MAX_MIGRATION = 16 << 20;

  private final FileTree tree;
  private final List<ExaminedChain> chains = new ArrayList<>();
  private final List<TextFile> sqlFiles = new ArrayList<>();
  private final List<TextFile> scripts = new ArrayList<>();
  private final List<AllowComment> allowed = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private Examination(FileTree tree) {
    this.tree = tree;
  }

  /**
   * Reads everything.
   *
   * @param folders where to look for SQL files and scripts
   * @param change the files of the change in question, if it is about one
   */
  public static Examined of(
      FileTree tree,
      List<MigrationChain> chains,
      List<String> folders,
      Optional<ChangedFiles> change) {
    return new Examination(tree).examine(chains, folders, change);
  }

  private Examined examine(
      List<MigrationChain> found, List<String> folders, Optional<ChangedFiles> change) {
    for (MigrationChain chain : found) {
      chain(chain);
    }
    FileWalk walk = new FileWalk(tree);
    folders.forEach(walk::below);
    unread.addAll(walk.unread());
    walk.sqlFiles().forEach(path -> text(path, sqlFiles));
    walk.scripts().forEach(path -> text(path, scripts));
    return new Examined(tree, chains, sqlFiles, scripts, allowed, change, unread);
  }

  private void chain(MigrationChain chain) {
    if (!chain.complete()) {
      unread.add(
          chain.name()
              + " is looked at without what could not be read; `migration-gate check` says what");
    }
    List<Migration> migrations = new ArrayList<>();
    for (Revision revision : chain.graph().revisions()) {
      if (revision.file().endsWith(".py")) {
        migration(revision, migrations);
      }
    }
    chains.add(new ExaminedChain(chain, migrations));
  }

  private void migration(Revision revision, List<Migration> migrations) {
    try {
      byte[] source = tree.read(revision.file(), MAX_MIGRATION);
      if (seen.add(tree.absolute(revision.file()))) {
        allowed.addAll(AllowComment.in(revision.file(), decoded(source)));
      }
      List<PythonFunction> functions = PythonFunction.in(source);
      migrations.add(
          new Migration(
              revision,
              OperationsReader.of(functions, "upgrade"),
              OperationsReader.of(functions, "downgrade")));
    } catch (UnreadableException gone) {
      unread.add(gone.getMessage());
    } catch (PythonSyntaxException wrong) {
      unread.add(revision.file() + ":" + wrong.line() + " " + wrong.reason());
    }
  }

  private void text(String path, List<TextFile> files) {
    if (!seen.add(path)) {
      return;
    }
    String shown = tree.display(path);
    try {
      String text = decoded(tree.read(path, MAX_MIGRATION));
      if (text.indexOf('\0') < 0) {
        allowed.addAll(AllowComment.in(shown, text));
        files.add(new TextFile(shown, text));
      }
    } catch (UnreadableException closed) {
      unread.add(closed.getMessage());
    }
  }

  private static String decoded(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

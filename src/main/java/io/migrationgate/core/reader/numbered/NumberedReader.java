package io.migrationgate.core.reader.numbered;

import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.Folder;
import io.migrationgate.core.reader.MigrationReader;
import io.migrationgate.core.reader.MisconfiguredChain;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.settings.ChainSettings;
import java.util.List;

/** Finds the numbered chains whose layout cannot be mistaken: Flyway's and golang-migrate's. */
public final class NumberedReader implements MigrationReader {

  private static final String FLYWAY_FOLDER = "/db/migration";

  /** Where build tools put copies of the very same files. */
  private static final List<String> BUILT =
      List.of("/target/classes/", "/build/resources/", "/bin/main/", "/out/production/");

  @Override
  public List<ChainSource> configuredIn(FileTree tree, Folder folder, String top) {
    return List.of();
  }

  @Override
  public List<ChainSource> laidOutIn(FileTree tree, Folder folder, String top) {
    if (isFlyway(tree, folder)) {
      return List.of(source(tree, folder, new FlywayNames()));
    }
    return isGolangMigrate(folder)
        ? List.of(source(tree, folder, new GolangMigrateNames()))
        : List.of();
  }

  @Override
  public List<ChainSource> filesIn(FileTree tree, Folder folder) {
    return holdsVersioned(folder) ? List.of(source(tree, folder, new FlywayNames())) : List.of();
  }

  @Override
  public List<ChainSource> configuredBy(FileTree tree, String file) {
    return List.of();
  }

  /** The chain that a project names, whatever its layout. */
  public static ChainSource at(FileTree tree, ChainSettings chain) {
    return switch (chain.tool()) {
      case FLYWAY -> new NumberedSource(chain.name(), tree, chain.path(), new FlywayNames());
      case GOLANG_MIGRATE ->
          new NumberedSource(chain.name(), tree, chain.path(), new GolangMigrateNames());
      case NUMBERED -> byPattern(tree, chain);
      case ALEMBIC, SQITCH, DJANGO ->
          throw new IllegalArgumentException(chain.tool().title() + " has no numbered files");
    };
  }

  private static ChainSource byPattern(FileTree tree, ChainSettings chain) {
    try {
      return new NumberedSource(
          chain.name(), tree, chain.path(), NumberPattern.of(chain.pattern().orElse("")));
    } catch (NumberPattern.PatternException wrong) {
      return new MisconfiguredChain(
          chain.name(), chain.tool(), chain.location(), wrong.reason(), !tree.isMounted());
    }
  }

  /** The usual folder, or one below it for each kind of database. */
  private static boolean isFlyway(FileTree tree, Folder folder) {
    String path = folder.path();
    if (path.endsWith(FLYWAY_FOLDER)) {
      return !isBuilt(path) && holdsVersioned(folder);
    }
    String above = path.substring(0, path.lastIndexOf('/'));
    if (!above.endsWith(FLYWAY_FOLDER) || isBuilt(path) || !holdsVersioned(folder)) {
      return false;
    }
    try {
      // Else the folder above is the chain, with all that is below it.
      return !holdsVersioned(tree.list(above));
    } catch (UnreadableException closed) {
      return true;
    }
  }

  private static boolean isBuilt(String path) {
    for (String built : BUILT) {
      if (path.contains(built)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holdsVersioned(Folder folder) {
    for (Folder.Entry entry : folder.entries()) {
      if (entry.kind() != Folder.Kind.FOLDER && FlywayNames.isVersioned(entry.name())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isGolangMigrate(Folder folder) {
    for (Folder.Entry entry : folder.entries()) {
      String name = entry.name();
      if (name.endsWith(".up.sql")
          && entry.kind() != Folder.Kind.FOLDER
          && new GolangMigrateNames().read(name) instanceof NumberedName.Fits) {
        return true;
      }
    }
    return false;
  }

  private static ChainSource source(FileTree tree, Folder folder, NamingScheme scheme) {
    return new NumberedSource(nameOf(tree, folder.path()), tree, folder.path(), scheme);
  }

  /** The place as a person would write it; what lies right here is named after the folder. */
  private static String nameOf(FileTree tree, String folder) {
    String shown = tree.display(folder);
    String place =
        shown.equals(".") || shown.equals("/")
            ? folder.substring(folder.lastIndexOf('/') + 1)
            : shown;
    String name = place.startsWith("/") && tree.isMounted() ? place.substring(1) : place;
    return name.isEmpty() ? "migrations" : name;
  }
}

package io.migrationgate.core.reader.django;

import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.Folder;
import io.migrationgate.core.reader.MigrationReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds Django's apps by their packages of migrations. */
public final class DjangoReader implements MigrationReader {

  private static final String FOLDER = "/migrations";
  private static final String FIRST = "0001_";

  /** By the folder that a search began in. */
  private final Map<String, DjangoApps> found = new HashMap<>();

  @Override
  public List<ChainSource> configuredIn(FileTree tree, Folder folder, String top) {
    return List.of();
  }

  @Override
  public List<ChainSource> laidOutIn(FileTree tree, Folder folder, String top) {
    if (!folder.path().endsWith(FOLDER) || !isPackageOfMigrations(folder)) {
      return List.of();
    }
    DjangoApps apps = found.get(top);
    if (apps == null) {
      apps = new DjangoApps();
      found.put(top, apps);
    }
    DjangoSource app = new DjangoSource(nameOf(tree, folder.path()), tree, folder.path(), apps);
    apps.add(app);
    return List.of(app);
  }

  @Override
  public List<ChainSource> filesIn(FileTree tree, Folder folder) {
    return List.of();
  }

  @Override
  public List<ChainSource> configuredBy(FileTree tree, String file) {
    return List.of();
  }

  /** The app whose migrations are in this folder, whatever its layout. */
  public static ChainSource at(FileTree tree, String name, String folder) {
    return new DjangoSource(name, tree, folder, new DjangoApps());
  }

  /** Alembic's folders of that name hold an env.py, or are no packages. */
  private static boolean isPackageOfMigrations(Folder folder) {
    boolean first = false;
    boolean init = false;
    for (Folder.Entry entry : folder.entries()) {
      String name = entry.name();
      if (name.equals("env.py") || name.equals("script.py.mako")) {
        return false;
      }
      init |= name.equals("__init__.py");
      first |= name.startsWith(FIRST) && name.endsWith(".py");
    }
    return first && init;
  }

  /** The app's folder as a person would write it. */
  private static String nameOf(FileTree tree, String folder) {
    String app = folder.substring(0, folder.length() - FOLDER.length());
    String shown = tree.display(app.isEmpty() ? "/" : app);
    String place =
        shown.equals(".") || shown.equals("/") ? app.substring(app.lastIndexOf('/') + 1) : shown;
    String name = place.startsWith("/") && tree.isMounted() ? place.substring(1) : place;
    return name.isEmpty() ? "migrations" : name;
  }
}

package io.migrationgate.core.reader.django;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.IdRules;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.Folder;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.reader.alembic.python.PythonClass;
import io.migrationgate.core.reader.alembic.python.PythonModule;
import io.migrationgate.core.reader.alembic.python.PythonSyntaxException;
import io.migrationgate.core.reader.alembic.python.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The migrations of one app.
 *
 * @param apps those that were found beside it
 */
record DjangoSource(String name, FileTree tree, String folder, DjangoApps apps)
    implements ChainSource {

  private static final int MAX_FILE = 16 << 20;
  private static final String APPS = "/apps.py";
  private static final String MANAGE = "manage.py";

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
    AppMigrations app = apps.migrationsOf(this);
    List<GraphProblem> problems = new ArrayList<>(app.problems());
    problems.addAll(apps.problemsOf(this));
    return chain(tree, folder, app, problems);
  }

  @Override
  public MigrationChain readFrom(FileTree other) {
    String place = tree.realPath(folder);
    AppMigrations app = migrations(other, place, other.exists(place) || other == tree);
    List<GraphProblem> problems = new ArrayList<>(app.problems());
    noteWhatIsElsewhere(app.migrations(), app.label(), problems);
    return chain(other, place, app, problems);
  }

  private MigrationChain chain(
      FileTree files, String place, AppMigrations app, List<GraphProblem> problems) {
    return new MigrationChain(
        name,
        Tool.DJANGO,
        List.of(files.display(place)),
        MigrationGraph.of(
            new AppGraph(Set.of(app.label()), app.migrations()).revisions(), IdRules.OF_THE_READER),
        problems,
        projectFolder()
            .map(
                project ->
                    new MigrationChain.Invocation(tree.display(project), List.of(app.label()))),
        !tree.isMounted());
  }

  /** What the app's files say, one by one. */
  AppMigrations migrations() {
    return migrations(tree, folder, true);
  }

  private AppMigrations migrations(FileTree files, String place, boolean present) {
    List<GraphProblem> problems = new ArrayList<>();
    List<DjangoMigration> migrations = new ArrayList<>();
    Set<String> modules = new HashSet<>();
    boolean listed = true;
    String shown = files.display(place);
    String prefix = shown.equals(".") ? "" : shown + "/";
    try {
      for (Folder.Entry entry : present ? files.list(place).entries() : List.<Folder.Entry>of()) {
        if (isMigration(entry)) {
          modules.add(module(entry));
          read(files, prefix + entry.name(), entry, migrations, problems);
        }
      }
    } catch (UnreadableException closed) {
      listed = false;
      problems.add(new GraphProblem.Undecided(SourceLocation.wholeFile(shown), closed.reason()));
    }
    return new AppMigrations(label(problems), migrations, modules, listed, problems);
  }

  /** Django's loader takes every module whose name does not begin with one of these. */
  private static boolean isMigration(Folder.Entry entry) {
    String file = entry.name();
    return entry.kind() != Folder.Kind.FOLDER
        && file.endsWith(".py")
        && !file.startsWith("_")
        && !file.startsWith("~")
        && file.indexOf('.') == file.length() - 3;
  }

  /** A part of an app does not tell what becomes of a migration that another one replaces. */
  private void noteWhatIsElsewhere(
      List<DjangoMigration> migrations, String label, List<GraphProblem> problems) {
    Set<String> present = new HashSet<>();
    migrations.forEach(migration -> present.add(migration.name()));
    for (DjangoMigration migration : migrations) {
      List<Dependency> changed = new ArrayList<>(migration.replaces());
      changed.addAll(migration.runBefore());
      for (Dependency other : changed) {
        if (other.app().equals(label)
            && !present.contains(other.migration())
            && tree.exists(folder + "/" + other.migration() + ".py")) {
          problems.add(
              new GraphProblem.Undecided(
                  SourceLocation.wholeFile(migration.file()),
                  "changes what follows "
                      + other.migration()
                      + ": only the merge itself can tell"));
          break;
        }
      }
    }
  }

  private static String module(Folder.Entry entry) {
    return entry.name().substring(0, entry.name().length() - ".py".length());
  }

  private static void read(
      FileTree files,
      String shown,
      Folder.Entry entry,
      List<DjangoMigration> migrations,
      List<GraphProblem> problems) {
    if (!entry.isFile()) {
      problems.add(
          new GraphProblem.Undecided(
              SourceLocation.wholeFile(shown), "is no regular file that can be read here"));
      return;
    }
    try {
      switch (DjangoFileReader.read(module(entry), shown, files.readListed(entry, MAX_FILE))) {
        case DjangoFileReader.Outcome.Read(DjangoMigration migration) -> migrations.add(migration);
        case DjangoFileReader.Outcome.Refused(GraphProblem problem) -> problems.add(problem);
      }
    } catch (UnreadableException unreadable) {
      problems.add(
          new GraphProblem.Undecided(SourceLocation.wholeFile(shown), unreadable.reason()));
    }
  }

  // --- what the app is called --------------------------------------------------------------------

  /** The folder's name, unless the app's configuration gives it another. */
  private String label(List<GraphProblem> problems) {
    String app = parent(folder);
    String usual = app.substring(app.lastIndexOf('/') + 1);
    String file = app + APPS;
    if (!tree.exists(file)) {
      return usual;
    }
    SourceLocation whole = SourceLocation.wholeFile(tree.display(file));
    try {
      byte[] source = tree.read(file, MAX_FILE);
      for (PythonClass each :
          PythonClass.in(source, PythonModule.read(source), Set.of("label", "name"))) {
        Optional<PythonClass.Attribute> label = each.attribute("label");
        if (label.isPresent()) {
          if (label.get().value() instanceof Value.Text(String text)) {
            return text;
          }
          problems.add(
              new GraphProblem.Undecided(
                  new SourceLocation(whole.path(), label.get().line()),
                  "gives the app a label that only running it could tell"));
        }
      }
    } catch (UnreadableException unreadable) {
      problems.add(new GraphProblem.Undecided(whole, unreadable.reason()));
    } catch (PythonSyntaxException wrong) {
      problems.add(
          new GraphProblem.Undecided(
              new SourceLocation(whole.path(), wrong.line()), wrong.reason()));
    }
    return usual;
  }

  /** The nearest folder above with a manage.py: apps of one project know each other. */
  Optional<String> projectFolder() {
    for (String above = parent(folder); !above.equals("/"); above = parent(above)) {
      if (tree.isFile(above + "/" + MANAGE)) {
        return Optional.of(above);
      }
    }
    return Optional.empty();
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }
}

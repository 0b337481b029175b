package io.migrationgate.core.reader.django;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.alembic.python.PythonClass;
import io.migrationgate.core.reader.alembic.python.PythonModule;
import io.migrationgate.core.reader.alembic.python.PythonSyntaxException;
import io.migrationgate.core.reader.alembic.python.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/** Takes out of a migration's source what Django's loader asks of it. */
final class DjangoFileReader {

  private static final String CLASS = "Migration";
  private static final String DEPENDENCIES = "dependencies";
  private static final String RUN_BEFORE = "run_before";
  private static final String REPLACES = "replaces";

  /** What came of reading a file. */
  sealed interface Outcome {
    record Read(DjangoMigration migration) implements Outcome {}

    record Refused(GraphProblem problem) implements Outcome {}
  }

  private final String name;
  private final String path;

  private DjangoFileReader(String name, String path) {
    this.name = name;
    this.path = path;
  }

  /**
   * Reads one file.
   *
   * @param name the module's name
   * @param path as a person would write it
   */
  static Outcome read(String name, String path, byte[] source) {
    try {
      return new Outcome.Read(new DjangoFileReader(name, path).read(source));
    } catch (PythonSyntaxException wrong) {
      SourceLocation location = new SourceLocation(path, wrong.line());
      return new Outcome.Refused(
          switch (wrong.certainty()) {
            case CERTAIN -> new GraphProblem.InvalidFile(location, wrong.reason());
            case DOUBTFUL -> new GraphProblem.Undecided(location, wrong.reason());
            case CONFLICT -> new GraphProblem.ConflictMarkers(location);
          });
    } catch (RefusedException refused) {
      return new Outcome.Refused(refused.problem);
    }
  }

  private DjangoMigration read(byte[] source) throws PythonSyntaxException, RefusedException {
    PythonModule module = PythonModule.read(source);
    if (module.hazard().isPresent()) {
      throw undecided(module.hazard().get().line(), module.hazard().get().reason());
    }
    Optional<PythonModule.Binding> binding = module.binding(CLASS);
    if (binding.isEmpty()) {
      throw new RefusedException(
          new GraphProblem.InvalidFile(
              SourceLocation.wholeFile(path), "has no class Migration, which Django asks for"));
    }
    PythonClass migration = migrationClass(source, module, binding.get().line());
    boolean plain =
        migration.bases().equals("(migrations.Migration)")
            || migration.bases().equals("(Migration)")
            || migration.attribute(DEPENDENCIES).isPresent();
    if (!plain) {
      throw undecided(migration.line(), "Migration may inherit its dependencies");
    }
    return new DjangoMigration(
        name,
        path,
        named(migration, DEPENDENCIES),
        named(migration, RUN_BEFORE),
        named(migration, REPLACES),
        new DjangoMigration.Lines(
            migration.line(),
            migration
                .attribute(DEPENDENCIES)
                .map(PythonClass.Attribute::line)
                .orElse(migration.line())),
        fingerprint(source));
  }

  private PythonClass migrationClass(byte[] source, PythonModule module, int line)
      throws PythonSyntaxException, RefusedException {
    for (PythonClass each :
        PythonClass.in(source, module, Set.of(DEPENDENCIES, RUN_BEFORE, REPLACES))) {
      if (each.name().equals(CLASS) && each.line() == line) {
        if (each.touched()) {
          throw undecided(line, "Migration may be changed after its definition");
        }
        return each;
      }
    }
    throw undecided(line, "Migration is no plain class at the top of the file");
  }

  /** The migrations that an attribute names; what Django swaps in is none of this app's. */
  private List<Dependency> named(PythonClass migration, String attribute) throws RefusedException {
    Optional<PythonClass.Attribute> found = migration.attribute(attribute);
    if (found.isEmpty()) {
      return List.of();
    }
    PythonClass.Attribute assigned = found.get();
    List<Dependency> dependencies = new ArrayList<>();
    if (assigned.elements().isPresent()) {
      for (PythonClass.Element element : assigned.elements().get()) {
        if (!isSwappable(element)) {
          dependencies.add(dependency(attribute, element.value(), element.line()));
        }
      }
      return dependencies;
    }
    if (assigned.value() instanceof Value.Items(Value.Items.Kind kind, List<Value> items)) {
      for (Value item : items) {
        dependencies.add(dependency(attribute, item, assigned.line()));
      }
      return dependencies;
    }
    throw undecided(assigned.line(), attribute + ": " + reasonOf(assigned.value()));
  }

  /**
   * {@code swappable_dependency(...)} leads to the first migration of the app that a setting names;
   * within an app Django passes over references to the first migration.
   */
  private static boolean isSwappable(PythonClass.Element element) {
    return element.value() instanceof Value.Undecided
        && (element.written().startsWith("migrations.swappable_dependency(")
            || element.written().startsWith("swappable_dependency("));
  }

  private Dependency dependency(String attribute, Value value, int line) throws RefusedException {
    if (value instanceof Value.Items(Value.Items.Kind kind, List<Value> items)
        && items.size() == 2
        && items.get(0) instanceof Value.Text(String app)
        && items.get(1) instanceof Value.Text(String migration)) {
      return new Dependency(app, migration);
    }
    throw undecided(line, attribute + ": " + reasonOf(value));
  }

  private static String reasonOf(Value value) {
    return value instanceof Value.Undecided(int line, String reason)
        ? reason
        : "the value is no list of (app, migration)";
  }

  private RefusedException undecided(int line, String reason) {
    return new RefusedException(new GraphProblem.Undecided(new SourceLocation(path, line), reason));
  }

  private static long fingerprint(byte[] source) {
    CRC32C sum = new CRC32C();
    sum.update(source);
    return (long) source.length << Integer.SIZE | sum.getValue();
  }

  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient GraphProblem problem;

    RefusedException(GraphProblem problem) {
      super(null, null, false, false);
      this.problem = problem;
    }
  }
}

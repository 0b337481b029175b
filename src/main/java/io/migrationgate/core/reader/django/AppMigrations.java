package io.migrationgate.core.reader.django;

import io.migrationgate.core.graph.GraphProblem;
import java.util.List;
import java.util.Set;

/**
 * What the files of one app say.
 *
 * @param modules the names of all files, those included that could not be read
 * @param listed whether the folder could be looked into
 */
record AppMigrations(
    String label,
    List<DjangoMigration> migrations,
    Set<String> modules,
    boolean listed,
    List<GraphProblem> problems) {

  AppMigrations {
    migrations = List.copyOf(migrations);
    modules = Set.copyOf(modules);
    problems = List.copyOf(problems);
  }
}

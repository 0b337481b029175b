package io.migrationgate.core.reader.django;

import io.migrationgate.core.graph.GraphProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The apps that were found below one folder; each is read once, whoever asks for it. */
final class DjangoApps {

  private final List<DjangoSource> sources = new ArrayList<>();
  private final Map<String, AppMigrations> read = new HashMap<>();
  private final Map<String, AppReferences> projects = new HashMap<>();

  /** Adds an app as long as the search goes on, before any is asked about. */
  void add(DjangoSource source) {
    sources.add(source);
  }

  AppMigrations migrationsOf(DjangoSource source) {
    AppMigrations known = read.get(source.folder());
    if (known == null) {
      known = source.migrations();
      read.put(source.folder(), known);
    }
    return known;
  }

  /** What is wrong with an app's references to others, as far as those are here to be seen. */
  List<GraphProblem> problemsOf(DjangoSource source) {
    if (sources.size() < 2) {
      return List.of();
    }
    if (projects.isEmpty()) {
      readProjects();
    }
    AppReferences references = projects.get(projectOf(source));
    return references == null ? List.of() : references.problemsOf(migrationsOf(source));
  }

  private void readProjects() {
    Map<String, List<AppMigrations>> apps = new HashMap<>();
    for (DjangoSource source : sources) {
      apps.computeIfAbsent(projectOf(source), project -> new ArrayList<>())
          .add(migrationsOf(source));
    }
    apps.forEach((project, ofProject) -> projects.put(project, new AppReferences(ofProject)));
  }

  private static String projectOf(DjangoSource source) {
    return source.projectFolder().orElse("");
  }
}

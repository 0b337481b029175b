package io.migrationgate.core.reader.django;

import io.migrationgate.core.graph.EdgeKind;
import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.IdRules;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the apps of one project have to do with each other. Apps that are installed from elsewhere
 * are not here to be seen, and nothing is said of them.
 */
final class AppReferences {

  private record App(AppMigrations files, AppGraph graph) {

    String label() {
      return files.label();
    }
  }

  private final Map<String, App> apps = new LinkedHashMap<>();
  private final Set<Dependency> replaced = new HashSet<>();
  private final List<GraphProblem.Cycle> circles = new ArrayList<>();

  AppReferences(List<AppMigrations> found) {
    Set<String> ambiguous = new HashSet<>();
    for (AppMigrations files : found) {
      App app = new App(files, new AppGraph(Set.of(files.label()), files.migrations()));
      if (apps.putIfAbsent(files.label(), app) != null) {
        ambiguous.add(files.label());
      }
    }
    // Which of them a project installs, only its settings tell.
    apps.keySet().removeAll(ambiguous);
    for (App app : apps.values()) {
      for (DjangoMigration migration : app.files().migrations()) {
        replaced.addAll(migration.replaces());
      }
    }
    findCircles();
  }

  /** The problems in which an app takes part. */
  List<GraphProblem> problemsOf(AppMigrations app) {
    List<GraphProblem> problems = new ArrayList<>();
    for (DjangoMigration migration : app.migrations()) {
      for (Dependency dependency : migration.dependencies()) {
        addMissing(app, migration, dependency, problems);
      }
      for (Dependency dependency : migration.runBefore()) {
        addMissing(app, migration, dependency, problems);
      }
    }
    String prefix = app.label() + ".";
    for (GraphProblem.Cycle circle : circles) {
      if (circle.revisions().stream().anyMatch(id -> id.value().startsWith(prefix))) {
        problems.add(circle);
      }
    }
    return problems;
  }

  // --- what is not there -------------------------------------------------------------------------

  private void addMissing(
      AppMigrations app,
      DjangoMigration migration,
      Dependency dependency,
      List<GraphProblem> problems) {
    App other = apps.get(dependency.app());
    if (dependency.app().equals(app.label()) || other == null || !other.files().listed()) {
      return;
    }
    boolean present =
        isEnd(dependency)
            || other.files().modules().contains(dependency.migration())
            || replaced.contains(dependency);
    if (!present) {
      problems.add(
          new GraphProblem.MissingReference(
              child(migration),
              idOf(dependency.app(), dependency.migration()),
              EdgeKind.DEPENDS_ON,
              false));
    }
  }

  private static boolean isEnd(Dependency dependency) {
    return dependency.migration().equals(AppGraph.FIRST)
        || dependency.migration().equals(AppGraph.LATEST);
  }

  // --- circles -----------------------------------------------------------------------------------

  /** Those within one app are found in that app's own graph. */
  private void findCircles() {
    Map<String, Set<String>> parents = new HashMap<>();
    for (App app : apps.values()) {
      for (Revision revision : app.graph().revisions()) {
        Set<String> own = new LinkedHashSet<>();
        revision.parents().forEach(parent -> own.add(idOf(app.label(), parent.value())));
        parents.put(idOf(app.label(), revision.id().value()), own);
      }
    }
    if (!connect(parents)) {
      return;
    }
    List<Revision> nodes = new ArrayList<>(parents.size());
    for (App app : apps.values()) {
      for (Revision revision : app.graph().revisions()) {
        String id = idOf(app.label(), revision.id().value());
        List<RevisionId> before = new ArrayList<>();
        for (String parent : parents.getOrDefault(id, Set.of())) {
          if (parents.containsKey(parent)) {
            before.add(new RevisionId(parent));
          }
        }
        nodes.add(node(revision, id, before));
      }
    }
    for (GraphProblem problem : MigrationGraph.of(nodes, IdRules.OF_THE_READER).problems()) {
      if (problem instanceof GraphProblem.Cycle circle && crossesApps(circle)) {
        circles.add(new GraphProblem.Cycle(circle.members(), EdgeKind.DEPENDS_ON, true));
      }
    }
  }

  /** Adds the edges between apps; whether there are any. */
  private boolean connect(Map<String, Set<String>> parents) {
    Map<String, Ends> ends = new HashMap<>();
    boolean connected = false;
    for (App app : apps.values()) {
      for (DjangoMigration migration : app.files().migrations()) {
        String self = nodeOf(new Dependency(app.label(), migration.name()), ends);
        for (Dependency dependency : migration.dependencies()) {
          if (isForeign(dependency, app)) {
            connected |= add(parents, self, nodeOf(dependency, ends));
          }
        }
        for (Dependency child : migration.runBefore()) {
          if (isForeign(child, app)) {
            connected |= add(parents, nodeOf(child, ends), self);
          }
        }
      }
    }
    return connected;
  }

  private static boolean add(Map<String, Set<String>> parents, String child, String parent) {
    Set<String> own = parents.get(child);
    return own != null && own.add(parent);
  }

  private boolean isForeign(Dependency dependency, App app) {
    return !dependency.app().equals(app.label()) && apps.containsKey(dependency.app());
  }

  /** The node that a dependency leads to, once squashed migrations stand for what they replace. */
  private String nodeOf(Dependency dependency, Map<String, Ends> ends) {
    App app = apps.get(dependency.app());
    if (app == null) {
      return "";
    }
    if (isEnd(dependency)) {
      Ends ofApp =
          ends.computeIfAbsent(dependency.app(), label -> Ends.of(app.graph().revisions()));
      return idOf(
          dependency.app(),
          dependency.migration().equals(AppGraph.FIRST) ? ofApp.first() : ofApp.latest());
    }
    return idOf(dependency.app(), app.graph().standsFor(dependency.migration()));
  }

  /** Of several roots or leaves Django takes the one whose name comes first. */
  private record Ends(String first, String latest) {

    static Ends of(List<Revision> revisions) {
      TreeMap<String, Boolean> roots = new TreeMap<>();
      TreeMap<String, Boolean> leaves = new TreeMap<>();
      for (Revision revision : revisions) {
        leaves.put(revision.id().value(), true);
      }
      for (Revision revision : revisions) {
        if (revision.parents().isEmpty()) {
          roots.put(revision.id().value(), true);
        }
        revision.parents().forEach(parent -> leaves.remove(parent.value()));
      }
      return new Ends(
          roots.isEmpty() ? "" : roots.firstKey(), leaves.isEmpty() ? "" : leaves.firstKey());
    }
  }

  private static boolean crossesApps(GraphProblem.Cycle circle) {
    Set<String> labels = new HashSet<>();
    circle.revisions().forEach(id -> labels.add(id.value().substring(0, id.value().indexOf('.'))));
    return labels.size() > 1;
  }

  /** As Django writes it; labels and names of modules hold no dot. */
  private static String idOf(String label, String migration) {
    return label + "." + migration;
  }

  private static Revision node(Revision revision, String id, List<RevisionId> parents) {
    int line = revision.lines().downRevision();
    return new Revision(
        new RevisionId(id),
        parents,
        List.of(),
        List.of(),
        revision.file(),
        new Revision.Lines(revision.lines().revision(), line, line, 0),
        revision.fingerprint());
  }

  private static Revision child(DjangoMigration migration) {
    DjangoMigration.Lines lines = migration.lines();
    return new Revision(
        new RevisionId(migration.name()),
        List.of(),
        List.of(),
        List.of(),
        migration.file(),
        new Revision.Lines(lines.definition(), lines.dependencies(), lines.dependencies(), 0),
        migration.fingerprint());
  }
}

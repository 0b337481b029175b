package io.migrationgate.core.reader.django;

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

/**
 * The edges among one app's migrations, as Django's loader sees them on a database that has run
 * none: a squashed migration stands for those that it replaces. What other apps have to do with it
 * makes no leaf node of this one.
 */
final class AppGraph {

  static final String FIRST = "__first__";
  static final String LATEST = "__latest__";

  private final Set<String> labels;
  private final Map<String, DjangoMigration> migrations = new LinkedHashMap<>();

  /** The squashed migration that stands for a replaced one. */
  private final Map<String, String> replacedBy = new HashMap<>();

  /**
   * For the migrations of one app.
   *
   * @param labels what the app may be called
   */
  AppGraph(Set<String> labels, List<DjangoMigration> read) {
    this.labels = labels;
    for (DjangoMigration migration : read) {
      migrations.put(migration.name(), migration);
    }
    for (DjangoMigration migration : read) {
      for (Dependency replaced : migration.replaces()) {
        if (isOwn(replaced) && !replaced.migration().equals(migration.name())) {
          replacedBy.put(replaced.migration(), migration.name());
        }
      }
    }
  }

  List<Revision> revisions() {
    Map<String, Set<String>> parents = new LinkedHashMap<>();
    for (String name : migrations.keySet()) {
      if (standsFor(name).equals(name)) {
        parents.put(name, new LinkedHashSet<>());
      }
    }
    for (DjangoMigration migration : migrations.values()) {
      for (Dependency dependency : migration.dependencies()) {
        if (isNode(dependency)) {
          connect(parents, migration.name(), dependency.migration());
        }
      }
      for (Dependency child : migration.runBefore()) {
        if (isNode(child)) {
          connect(parents, child.migration(), migration.name());
        }
      }
    }
    List<Revision> revisions = new ArrayList<>(parents.size());
    parents.forEach((name, own) -> revisions.add(revision(name, own)));
    return revisions;
  }

  private void connect(Map<String, Set<String>> parents, String child, String parent) {
    String from = standsFor(child);
    String to = standsFor(parent);
    Set<String> known = parents.get(from);
    boolean inside = from.equals(to) && !child.equals(parent);
    if (known != null && !inside) {
      known.add(to);
    }
  }

  private Revision revision(String name, Set<String> parents) {
    DjangoMigration migration = migrations.get(name);
    if (migration == null) {
      throw new IllegalStateException(name);
    }
    DjangoMigration.Lines lines = migration.lines();
    return new Revision(
        new RevisionId(name),
        parents.stream().map(RevisionId::new).toList(),
        List.of(),
        List.of(),
        migration.file(),
        new Revision.Lines(lines.definition(), lines.dependencies(), 0, 0),
        migration.fingerprint());
  }

  /** The migration itself, or the one that has replaced it, which may be replaced in turn. */
  String standsFor(String name) {
    Set<String> seen = new HashSet<>();
    String current = name;
    String next = replacedBy.get(current);
    while (next != null && seen.add(current)) {
      current = next;
      next = replacedBy.get(current);
    }
    return current;
  }

  private boolean isOwn(Dependency dependency) {
    return labels.contains(dependency.app());
  }

  /** Within an app, Django passes over references to its first migration. */
  private boolean isNode(Dependency dependency) {
    return isOwn(dependency)
        && !dependency.migration().equals(FIRST)
        && !dependency.migration().equals(LATEST);
  }
}

package io.migrationgate.core.reader.sqitch;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.ScriptKind;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.Folder;
import io.migrationgate.core.reader.UnreadableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks whether the changes of a plan have their scripts. */
final class Scripts {

  private final FileTree tree;
  private final Layout layout;
  private final List<GraphProblem> problems = new ArrayList<>();

  /** The files of each folder that was asked for, listed once. */
  private final Map<String, Set<String>> files = new HashMap<>();

  Scripts(FileTree tree, Layout layout) {
    this.tree = tree;
    this.layout = layout;
  }

  /** What is missing. */
  List<GraphProblem> missingFrom(Plan plan) {
    for (ScriptKind kind : ScriptKind.values()) {
      List<Revision> without = new ArrayList<>();
      List<String> paths = new ArrayList<>();
      for (PlannedChange change : plan.changes()) {
        String path = path(change, kind);
        if (!exists(path)) {
          without.add(plan.revisions().get(change.position()));
          paths.add(tree.display(path));
        }
      }
      // A project that has no revert or verify scripts at all does without them by intent.
      boolean expected = kind == ScriptKind.DEPLOY || without.size() < plan.changes().size();
      if (!without.isEmpty() && expected) {
        problems.add(new GraphProblem.MissingScripts(kind, without, paths));
      }
    }
    return problems;
  }

  /** A change that was reworked has its scripts under the name of a tag between. */
  String path(PlannedChange change, ScriptKind kind) {
    if (change.reworkTags().isEmpty()) {
      return file(layout.folders(), kind, change.name());
    }
    for (String tag : change.reworkTags()) {
      String name = change.name() + "@" + tag;
      if (exists(file(layout.reworked(), ScriptKind.DEPLOY, name))) {
        return file(layout.reworked(), kind, name);
      }
    }
    return file(layout.reworked(), kind, change.name() + "@" + change.reworkTags().getFirst());
  }

  private String file(Map<ScriptKind, String> folders, ScriptKind kind, String name) {
    return folders.get(kind) + "/" + name + "." + layout.extension();
  }

  private boolean exists(String path) {
    String absolute = tree.absolute(path);
    int slash = absolute.lastIndexOf('/');
    return files
        .computeIfAbsent(absolute.substring(0, slash), this::list)
        .contains(absolute.substring(slash + 1));
  }

  private Set<String> list(String folder) {
    Set<String> names = new HashSet<>();
    if (!tree.exists(folder)) {
      return names;
    }
    try {
      for (Folder.Entry entry : tree.list(folder).entries()) {
        if (entry.isFile()) {
          names.add(entry.name());
        }
      }
    } catch (UnreadableException closed) {
      problems.add(
          new GraphProblem.Undecided(
              SourceLocation.wholeFile(tree.display(folder)), closed.reason()));
    }
    return names;
  }
}

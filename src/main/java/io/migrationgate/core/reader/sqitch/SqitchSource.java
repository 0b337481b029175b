package io.migrationgate.core.reader.sqitch;

import io.migrationgate.core.edit.ChainEditor;
import io.migrationgate.core.edit.sqitch.ScriptFolders;
import io.migrationgate.core.edit.sqitch.SqitchEditor;
import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.IdRules;
import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.graph.ScriptKind;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import io.migrationgate.core.reader.UnreadableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A plan that was found.
 *
 * @param layouts of all targets that share the plan; their scripts may be in different folders
 */
record SqitchSource(String name, FileTree tree, String plan, List<Layout> layouts)
    implements ChainSource {

  /** No plan is larger, and a stray data file must not fill the memory. */
  private static final int MAX_PLAN = 16 << 20;

  SqitchSource {
    layouts = List.copyOf(layouts);
  }

  @Override
  public String qualifier() {
    return plan.substring(plan.lastIndexOf('/') + 1);
  }

  @Override
  public List<String> locations() {
    return List.of(tree.realPath(plan));
  }

  @Override
  public List<String> claims() {
    Set<String> claims = new LinkedHashSet<>(locations());
    for (Layout layout : layouts) {
      for (String folder : layout.scriptFolders()) {
        claims.add(tree.realPath(folder));
      }
    }
    return List.copyOf(claims);
  }

  @Override
  public MigrationChain read() {
    String shown = tree.display(plan);
    try {
      Plan read = PlanReader.read(shown, tree.read(plan, MAX_PLAN));
      List<GraphProblem> problems = new ArrayList<>(read.problems());
      Set<GraphProblem> missing = new LinkedHashSet<>();
      for (Layout layout : layouts) {
        missing.addAll(new Scripts(tree, layout).missingFrom(read));
      }
      problems.addAll(missing);
      return chain(MigrationGraph.of(read.revisions(), IdRules.OF_THE_READER), problems)
          .registeredAs(read.registration());
    } catch (UnreadableException unreadable) {
      return chain(MigrationGraph.of(List.of()), List.of(undecided(shown, unreadable)));
    }
  }

  @Override
  public Map<RevisionId, String> revertScripts() {
    Map<RevisionId, String> scripts = new HashMap<>();
    try {
      Plan read = PlanReader.read(tree.display(plan), tree.read(plan, MAX_PLAN));
      Scripts ofFirst = new Scripts(tree, layouts.getFirst());
      for (PlannedChange change : read.changes()) {
        Revision revision = read.revisions().get(change.position());
        scripts.put(revision.id(), tree.display(ofFirst.path(change, ScriptKind.REVERT)));
      }
    } catch (UnreadableException unreadable) {
      // The chain itself says so.
      return Map.of();
    }
    return scripts;
  }

  /** Scripts are not among the files of another tree: whether one is missing is not said of it. */
  @Override
  public MigrationChain readFrom(FileTree other) {
    String place = tree.realPath(plan);
    if (!other.exists(place)) {
      return chain(MigrationGraph.of(List.of()), List.of());
    }
    String shown = other.display(place);
    try {
      Plan read = PlanReader.read(shown, other.read(place, MAX_PLAN));
      return chain(
          MigrationGraph.of(
              read.revisions().stream().map(PlanSuccession::apartFromItsLine).toList(),
              IdRules.OF_THE_READER),
          read.problems());
    } catch (UnreadableException unreadable) {
      return chain(MigrationGraph.of(List.of()), List.of(undecided(shown, unreadable)));
    }
  }

  private static GraphProblem undecided(String shown, UnreadableException unreadable) {
    return new GraphProblem.Undecided(SourceLocation.wholeFile(shown), unreadable.reason());
  }

  @Override
  public Optional<ChainEditor> editor() {
    return tree.isMounted()
        ? Optional.empty()
        : Optional.of(
            new SqitchEditor(
                tree.workingWhereDisplayed(),
                name,
                tree.display(plan),
                layouts.stream()
                    .map(layout -> new ScriptFolders(layout.scriptFolders(), layout.extension()))
                    .toList(),
                new OutlineParser()));
  }

  private MigrationChain chain(MigrationGraph graph, List<GraphProblem> problems) {
    return new MigrationChain(
        name,
        Tool.SQITCH,
        List.of(tree.display(plan)),
        graph,
        problems,
        Optional.empty(),
        !tree.isMounted(),
        new PlanSuccession());
  }
}

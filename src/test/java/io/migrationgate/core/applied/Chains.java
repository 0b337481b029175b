package io.migrationgate.core.applied;

import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Chains in a few words. */
public final class Chains {

  private Chains() {}

  /** {@code "ID", "ID <- PARENT PARENT", "ID <- PARENT needs DEPENDENCY"}. */
  public static MigrationChain alembic(String... revisions) {
    return chain(Tool.ALEMBIC, Stream.of(revisions).map(Chains::revision).toList());
  }

  /** The changes of a plan, reworked ones with the tag: {@code name@tag}. */
  public static MigrationChain sqitch(String... changes) {
    List<Revision> plan = new ArrayList<>();
    for (String change : changes) {
      plan.add(revision(plan.isEmpty() ? change : change + " <- " + plan.getLast().id()));
    }
    return chain(Tool.SQITCH, plan);
  }

  public static MigrationChain of(Tool tool) {
    return chain(tool, List.of(revision("1")));
  }

  private static MigrationChain chain(Tool tool, List<Revision> revisions) {
    return new MigrationChain(
        "main",
        tool,
        List.of("migrations"),
        MigrationGraph.of(revisions, tool.idRules()),
        List.of(),
        Optional.empty(),
        false);
  }

  private static Revision revision(String text) {
    List<RevisionId> parents = new ArrayList<>();
    List<String> dependencies = new ArrayList<>();
    boolean needs = false;
    String[] words = text.split(" ");
    for (String word : List.of(words).subList(1, words.length)) {
      if (word.equals("needs")) {
        needs = true;
      } else if (needs) {
        dependencies.add(word);
      } else if (!word.equals("<-")) {
        parents.add(new RevisionId(word));
      }
    }
    return new Revision(
        new RevisionId(words[0]),
        parents,
        dependencies,
        List.of(),
        words[0] + ".py",
        new Revision.Lines(1, 2, 3, 4),
        0);
  }
}

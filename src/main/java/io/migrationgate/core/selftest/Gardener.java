package io.migrationgate.core.selftest;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.verdict.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Knows which defects a chain of each tool can have, and how they look in its files. */
public final class Gardener {

  /** The text of a file that the chain has, by its path. */
  public interface Texts {
    String of(String path);
  }

  private static final String ID = "migration_gate_self_test";
  private static final String NO_SUCH_PARENT = ID + "_no_such_parent";

  private final MigrationChain chain;
  private final Policy policy;
  private final Texts texts;

  public Gardener(MigrationChain chain, Policy policy, Texts texts) {
    this.chain = chain;
    this.policy = policy;
    this.texts = texts;
  }

  /** One planting for each defect that the tool's chains can have; none without revisions. */
  public List<Planting> plantings() {
    List<Revision> heads = chain.graph().heads();
    if (heads.isEmpty()) {
      return List.of();
    }
    Revision head = heads.getFirst();
    return switch (chain.tool()) {
      case ALEMBIC -> alembic(head);
      case DJANGO -> django(head);
      case SQITCH -> sqitch(head);
      case FLYWAY, GOLANG_MIGRATE, NUMBERED -> numbered(head);
    };
  }

  // --- Alembic ---------------------------------------------------------------------------------

  private List<Planting> alembic(Revision head) {
    Map<String, String> siblings = new LinkedHashMap<>();
    for (int number = 1; number <= siblingsNeeded(); number++) {
      String id = ID + "_" + number;
      siblings.put(beside(head, id + ".py"), revision(id, head.parents()));
    }
    String file = beside(head, ID + ".py");
    return List.of(
        new Planting(Defect.FORK, siblings),
        new Planting(Defect.DUPLICATE, Map.of(file, revision(head.id().value(), head.parents()))),
        new Planting(
            Defect.DANGLING_PARENT,
            Map.of(file, revision(ID, List.of(new RevisionId(NO_SUCH_PARENT))))));
  }

  /** One more head than the policy lets pass. */
  private int siblingsNeeded() {
    return switch (policy.heads()) {
      case Policy.Heads.Count(int allowed) ->
          Math.max(1, allowed + 1 - chain.graph().headsWithoutPhantoms().size());
      case Policy.Heads.Branches branches -> 1;
    };
  }

  private static String revision(String id, List<RevisionId> parents) {
    StringBuilder down = new StringBuilder();
    for (RevisionId parent : parents) {
      down.append(quoted(parent.value())).append(", ");
    }
    return """
        revision = %s
        down_revision = (%s)
        branch_labels = None
        depends_on = None


        def upgrade() -> None:
            pass


        def downgrade() -> None:
            pass
        """
        .formatted(quoted(id), down);
  }

  private static String quoted(String text) {
    StringBuilder literal = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            point -> {
              boolean plain = point >= ' ' && point < 0x7F && point != '"' && point != '\\';
              literal.append(
                  plain ? Character.toString(point) : String.format(Locale.ROOT, "\\U%08x", point));
            });
    return literal.append('"').toString();
  }

  // --- Django ----------------------------------------------------------------------------------

  /** A copy of the last migration has its dependencies, and so makes a second leaf node. */
  private List<Planting> django(Revision head) {
    String text = texts.of(head.file());
    Map<String, String> siblings = new LinkedHashMap<>();
    for (int number = 1; number <= siblingsNeeded(); number++) {
      siblings.put(beside(head, ID + "_" + number + ".py"), text);
    }
    List<Planting> plantings = new ArrayList<>();
    plantings.add(new Planting(Defect.FORK, siblings));
    if (!head.parents().isEmpty()) {
      String dangling = text.replace(head.parents().getFirst().value(), NO_SUCH_PARENT);
      plantings.add(
          new Planting(Defect.DANGLING_PARENT, Map.of(beside(head, ID + ".py"), dangling)));
    }
    return plantings;
  }

  // --- sqitch ----------------------------------------------------------------------------------

  private List<Planting> sqitch(Revision last) {
    String plan = texts.of(last.file());
    String whole = plan.endsWith("\n") ? plan : plan + "\n";
    String change = ID + "%s 2026-01-01T00:00:00Z Self Test <self-test@example.com>\n";
    return List.of(
        new Planting(
            Defect.DUPLICATE,
            Map.of(last.file(), whole + change.formatted("") + change.formatted(""))),
        new Planting(
            Defect.DANGLING_PARENT,
            Map.of(last.file(), whole + change.formatted(" [" + NO_SUCH_PARENT + "]"))));
  }

  // --- files with numbers ----------------------------------------------------------------------

  /** The same file name but for the end of its words. */
  private static List<Planting> numbered(Revision last) {
    String name = last.fileName();
    int extension = name.endsWith(".up.sql") ? name.length() - 7 : name.lastIndexOf('.');
    String words = extension < 0 ? name : name.substring(0, extension);
    String rest = extension < 0 ? "" : name.substring(extension);
    return List.of(
        new Planting(
            Defect.DUPLICATE, Map.of(beside(last, words + "_self_test" + rest), "SELECT 1;\n")));
  }

  private static String beside(Revision revision, String name) {
    String file = revision.file();
    return file.substring(0, file.lastIndexOf('/') + 1) + name;
  }
}

package io.migrationgate.core.selftest;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.verdict.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that bring a defect into a chain.
 *
 * @param files texts by path, as the chain's own files are shown
 */
public record Planting(Defect defect, Map<String, String> files) {

  private static final String ID = "migration_gate_self_test";

  public Planting {
    files = Map.copyOf(files);
  }

  /** One for each defect; none for a chain without revisions. */
  public static List<Planting> in(MigrationChain chain, Policy policy) {
    Optional<Revision> last = chain.graph().heads().stream().findFirst();
    if (last.isEmpty()) {
      return List.of();
    }
    List<Planting> plantings = new ArrayList<>();
    for (Defect defect : Defect.values()) {
      plantings.add(new Planting(defect, files(defect, last.get(), chain, policy)));
    }
    return plantings;
  }

  private static Map<String, String> files(
      Defect defect, Revision head, MigrationChain chain, Policy policy) {
    Map<String, String> files = new LinkedHashMap<>();
    switch (defect) {
      case FORK -> {
        for (int number = 1; number <= siblingsNeeded(chain, policy); number++) {
          String id = ID + "_" + number;
          files.put(beside(head, id), revision(id, head.parents()));
        }
      }
      case DUPLICATE -> files.put(beside(head, ID), revision(head.id().value(), head.parents()));
      case DANGLING_PARENT ->
          files.put(
              beside(head, ID), revision(ID, List.of(new RevisionId(ID + "_no_such_parent"))));
    }
    return files;
  }

  /** One more head than the policy lets pass. */
  private static int siblingsNeeded(MigrationChain chain, Policy policy) {
    return switch (policy.heads()) {
      case Policy.Heads.Count(int allowed) ->
          Math.max(1, allowed + 1 - chain.graph().headsWithoutPhantoms().size());
      case Policy.Heads.Branches branches -> 1;
    };
  }

  private static String beside(Revision revision, String name) {
    String file = revision.file();
    return file.substring(0, file.lastIndexOf('/') + 1) + name + ".py";
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
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}

package io.migrationgate.cli;

import io.migrationgate.adapter.cluster.ClusterException;
import io.migrationgate.adapter.cluster.Gates;
import io.migrationgate.core.settings.NearestName;
import java.util.List;
import java.util.Set;

/** How a person names a gate. */
final class GateWord {

  private static final Set<String> KINDS =
      Set.of(
          "gate",
          "gates",
          "mgate",
          "migrationgate",
          "migrationgates",
          "migrationgate.migrationgate.io",
          "migrationgates.migrationgate.io");

  private GateWord() {}

  static boolean isGate(String kind) {
    return KINDS.contains(kind);
  }

  static CommandFailure noSuchGate(String name, String namespace, Gates gates)
      throws ClusterException {
    if (!gates.areKnown()) {
      return CommandFailure.unreadable(
          "this cluster knows no MigrationGate: apply crds/migrationgates.migrationgate.io.yaml");
    }
    List<String> names =
        gates.all().stream().map(gate -> gate.getMetadata().getName()).sorted().toList();
    return CommandFailure.usage(
        "there is no gate "
            + name
            + " in the namespace "
            + namespace
            + NearestName.of(name, names)
                .map(near -> "; did you mean " + near + "?")
                .orElse(names.isEmpty() ? ", nor any other" : "")
            + (names.isEmpty() || names.size() > 10
                ? ""
                : "; there are " + String.join(", ", names)));
  }
}

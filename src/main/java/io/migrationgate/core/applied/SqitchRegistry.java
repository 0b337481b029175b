package io.migrationgate.core.applied;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import java.util.List;

/**
 * What sqitch has noted of the changes that it deployed.
 *
 * @param changes in the order in which they were deployed; of all projects that share the registry
 */
public record SqitchRegistry(List<DeployedChange> changes) implements Ledger {

  public SqitchRegistry {
    changes = List.copyOf(changes);
  }

  @Override
  public AppliedState against(MigrationChain chain) {
    List<Revision> plan = chain.graph().revisions();
    int common = 0;
    while (common < plan.size()
        && common < changes.size()
        && nameOf(plan.get(common)).equals(changes.get(common).name())) {
      common++;
    }
    List<RevisionId> pending =
        plan.subList(common, plan.size()).stream().map(Revision::id).toList();
    List<String> surplus =
        changes.subList(common, changes.size()).stream().map(DeployedChange::name).toList();
    if (surplus.isEmpty()) {
      return pending.isEmpty()
          ? new AppliedState.Equal()
          : changes.isEmpty()
              ? new AppliedState.NotInitialised(pending)
              : new AppliedState.Behind(pending);
    }
    return pending.isEmpty()
        ? new AppliedState.Ahead(surplus)
        : new AppliedState.Diverged(
            "where the plan goes on with "
                + IdList.of(List.of(pending.getFirst()))
                + ", the database has deployed "
                + IdList.ofTexts(surplus.subList(0, 1)));
  }

  /** Reworked changes keep their name. */
  private static String nameOf(Revision change) {
    String id = change.id().value();
    int tag = id.indexOf('@');
    return tag < 0 ? id : id.substring(0, tag);
  }
}

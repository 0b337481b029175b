package io.migrationgate.core.applied;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Registration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What sqitch has noted of the changes that it deployed.
 *
 * <p>sqitch finds its place in the plan by the id of the change that was deployed last. All that
 * was planned before has gone into that id, so what is deployed is the beginning of the plan, or
 * sqitch stops.
 *
 * @param changes in the order in which they were deployed; of all projects that share the registry
 */
public record SqitchRegistry(List<DeployedChange> changes) implements Ledger {

  public SqitchRegistry {
    changes = List.copyOf(changes);
  }

  @Override
  public AppliedState against(MigrationChain chain) {
    List<DeployedChange> deployed = changesOf(chain.registration());
    List<Revision> plan = chain.graph().revisions();
    List<String> ids = chain.registration().map(Registration::ids).orElse(List.of());
    boolean byId = ids.size() == plan.size();
    List<String> planned =
        byId ? ids : numbered(plan.stream().map(SqitchRegistry::nameOf).toList());
    List<String> found =
        byId
            ? deployed.stream().map(DeployedChange::id).toList()
            : numbered(deployed.stream().map(DeployedChange::name).toList());
    Set<String> run = new HashSet<>(found);
    int common = 0;
    while (common < planned.size() && run.contains(planned.get(common))) {
      common++;
    }
    List<RevisionId> pending =
        plan.subList(common, plan.size()).stream().map(Revision::id).toList();
    if (common == run.size()) {
      return pending.isEmpty()
          ? new AppliedState.Equal()
          : common == 0
              ? new AppliedState.NotInitialised(pending)
              : new AppliedState.Behind(pending);
    }
    List<DeployedChange> surplus = surplus(deployed, found, planned.subList(0, common));
    return pending.isEmpty() && common > 0
        ? new AppliedState.Ahead(surplus.stream().map(DeployedChange::name).toList())
        : new AppliedState.Diverged(
            explain(plan, common, surplus.getFirst()),
            "Put the lines of the plan back as they were deployed, and what is new below them:"
                + " sqitch goes on from the change that it deployed last, and finds it by all that"
                + " stands above. If this plan was never deployed there, this is another app's"
                + " database.");
  }

  private static String explain(List<Revision> plan, int common, DeployedChange other) {
    String place = common == 0 ? "at the beginning" : "behind " + name(plan.get(common - 1));
    if (common == plan.size()) {
      return "the database has deployed "
          + IdList.ofTexts(List.of(other.name()))
          + ", and nothing"
          + " of this plan";
    }
    return nameOf(plan.get(common)).equals(other.name())
        ? "the database has deployed another "
            + name(plan.get(common))
            + " than the plan has "
            + place
            + ": its line, or one above it, was changed after it was deployed"
        : place
            + ", the plan goes on with "
            + name(plan.get(common))
            + ", and the database with "
            + IdList.ofTexts(List.of(other.name()));
  }

  private List<DeployedChange> changesOf(Optional<Registration> registration) {
    return registration.isEmpty()
        ? changes
        : changes.stream()
            .filter(change -> change.project().equals(registration.get().project()))
            .toList();
  }

  private static List<DeployedChange> surplus(
      List<DeployedChange> deployed, List<String> found, List<String> common) {
    Set<String> shared = new HashSet<>(common);
    List<DeployedChange> surplus = new ArrayList<>();
    for (int i = 0; i < deployed.size(); i++) {
      if (!shared.contains(found.get(i))) {
        surplus.add(deployed.get(i));
      }
    }
    return surplus;
  }

  /** A change that was reworked stands there again under its name. */
  private static List<String> numbered(List<String> names) {
    Map<String, Integer> times = new HashMap<>();
    List<String> unique = new ArrayList<>(names.size());
    for (String name : names) {
      unique.add(name + ":" + times.merge(name, 1, Integer::sum));
    }
    return unique;
  }

  private static String name(Revision change) {
    return IdList.of(List.of(change.id()));
  }

  /** The tag, where there is one, tells a reworked change from its later form. */
  private static String nameOf(Revision change) {
    String id = change.id().value();
    int tag = id.indexOf('@');
    return tag < 0 ? id : id.substring(0, tag);
  }
}

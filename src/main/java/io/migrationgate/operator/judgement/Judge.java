package io.migrationgate.operator.judgement;

import static java.util.stream.Collectors.groupingBy;

import io.migrationgate.api.v1alpha1.ChainStatus;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.operator.observation.GatePod;
import io.migrationgate.operator.observation.Observation;
import java.util.List;
import java.util.Optional;

/** Says what was seen amounts to. It asks nobody, and so says the same of the same. */
public final class Judge {

  private Judge() {}

  public static Assessment assess(MigrationGate gate, Observation seen) {
    List<GatePod> newest = seen.pods().stream().filter(seen::isNewest).toList();
    List<Standing> standings = standings(seen);
    List<ChainStatus> chains = new ChainEntries(gate.getSpec()).of(standings);
    ActiveReleases releases = ActiveReleases.of(gate.getSpec(), seen.at());
    StartedBefore started = new StartedBefore(StartedEntries.of(gate, seen));
    PodJudge judge = new PodJudge(gate.getSpec(), started, seen.at());
    return new Assessment(
        new Statements(gate, seen, newest, standings, started).all(chains),
        chains,
        WorkloadEntries.of(seen),
        seen.pods().stream().map(judge::judge).toList(),
        List.of(),
        started.entries(),
        releases.lastEnd(),
        releases.nextEnd());
  }

  /**
   * Of each workload what counts: of its newest pods, and only if none of them speaks, of others.
   */
  private static List<Standing> standings(Observation seen) {
    return seen.pods().stream()
        .collect(groupingBy(pod -> seen.workloadOf(pod).reference()))
        .values()
        .stream()
        .flatMap(
            pods ->
                mostRelevant(pods.stream().filter(seen::isNewest).toList())
                    .or(() -> mostRelevant(pods))
                    .stream())
        .sorted(Standing.WORST)
        .toList();
  }

  private static Optional<Standing> mostRelevant(List<GatePod> pods) {
    return pods.stream().flatMap(pod -> Standing.of(pod).stream()).max(Standing.MOST_RELEVANT);
  }
}

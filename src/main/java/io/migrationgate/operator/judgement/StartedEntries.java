package io.migrationgate.operator.judgement;

import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import io.migrationgate.api.v1alpha1.StartedStatus;
import io.migrationgate.core.lineage.RevisionSums;
import io.migrationgate.core.message.ChainNote;
import io.migrationgate.operator.observation.GatePod;
import io.migrationgate.operator.observation.Observation;
import io.migrationgate.operator.observation.PodStage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each chain was like in the last images whose pods have started, whatever let them: what has
 * run has run.
 *
 * <p>A pod counts once it is ready, for one that dies of its migrations has not run them. What pods
 * say that are there is found out anew; what is known of others is kept from the status.
 */
final class StartedEntries {

  /** The youngest of a chain: enough for two workloads, and for a way back. */
  static final int IMAGES = 3;

  private static final int LONGEST_IMAGE = 512;

  private static final Comparator<StartedStatus> YOUNGEST =
      Comparator.comparing(StartedStatus::since)
          .reversed()
          .thenComparing(StartedStatus::chain)
          .thenComparing(StartedStatus::image);

  private final MigrationGateSpec spec;
  private final Map<Key, StartedStatus> before = new LinkedHashMap<>();

  private StartedEntries(MigrationGate gate) {
    this.spec = gate.getSpec();
    if (gate.getStatus() != null) {
      for (StartedStatus entry : gate.getStatus().started()) {
        before.put(Key.of(entry), entry);
      }
    }
  }

  private record Key(String chain, String image) {
    static Key of(StartedStatus entry) {
      return new Key(entry.chain(), entry.image());
    }
  }

  /** The youngest first. */
  static List<StartedStatus> of(MigrationGate gate, Observation seen) {
    return new StartedEntries(gate).all(seen);
  }

  private List<StartedStatus> all(Observation seen) {
    Map<Key, StartedStatus> now = new LinkedHashMap<>(before);
    seen.pods().stream()
        .filter(GatePod::ready)
        .flatMap(pod -> entries(pod).stream())
        .sorted(YOUNGEST.reversed())
        .forEach(entry -> now.merge(Key.of(entry), entry, StartedEntries::sinceTheFirst));
    Map<String, Integer> images = new LinkedHashMap<>();
    return now.values().stream()
        .filter(entry -> ChainSpecs.named(spec, entry.chain()).isPresent())
        .sorted(YOUNGEST)
        .filter(entry -> images.merge(entry.chain(), 1, Integer::sum) <= IMAGES)
        .limit((long) Bounds.CHAINS * IMAGES)
        .toList();
  }

  /** Of a name that has got another meaning, only the new one counts. */
  private static StartedStatus sinceTheFirst(StartedStatus known, StartedStatus seen) {
    boolean same =
        known.revisions().equals(seen.revisions())
            && known.heads().equals(seen.heads())
            && (seen.sums() == null || seen.sums().equals(known.sums()));
    return same || known.since().compareTo(seen.since()) > 0 ? known : seen;
  }

  private List<StartedStatus> entries(GatePod pod) {
    List<StartedStatus> entries = new ArrayList<>();
    if (pod.stage() instanceof PodStage.LetGo letGo) {
      for (ChainNote note : letGo.verdict().chains()) {
        Optional<String> image = ChainEntries.image(spec, note.name(), pod);
        if (image.isPresent() && isComparable(note)) {
          entries.add(
              new StartedStatus(
                  note.name(),
                  Wording.limited(image.get(), LONGEST_IMAGE),
                  note.revisions().getAsInt(),
                  note.heads(),
                  RevisionSums.parse(note.sums()).map(RevisionSums::text).orElse(null),
                  letGo.at().toString()));
        }
      }
    }
    return entries;
  }

  /** All heads have to be there, and whole: a message is cut, and anybody may have written it. */
  private static boolean isComparable(ChainNote note) {
    return note.name().length() <= Bounds.NAME
        && note.revisions().orElse(0) > 0
        && !note.heads().isEmpty()
        && note.heads().size() <= note.revisions().getAsInt()
        && note.headCount().orElse(0) == note.heads().size()
        && note.heads().stream()
            .allMatch(head -> head.length() <= Bounds.REVISION && head.indexOf(' ') < 0);
  }
}

package io.migrationgate.operator.judgement;

import io.migrationgate.api.v1alpha1.ChainSpec;
import io.migrationgate.api.v1alpha1.ChainStatus;
import io.migrationgate.api.v1alpha1.DatabaseStatus;
import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import io.migrationgate.api.v1alpha1.VerdictWord;
import io.migrationgate.core.message.ChainNote;
import io.migrationgate.core.message.DatabaseNote;
import io.migrationgate.core.message.Outcome;
import io.migrationgate.operator.observation.GatePod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** An entry for each chain, from what the pods that count have said. */
final class ChainEntries {

  private final MigrationGateSpec spec;

  ChainEntries(MigrationGateSpec spec) {
    this.spec = spec;
  }

  /**
   * The entries, by name.
   *
   * @param standings one for each workload, the worst first
   */
  List<ChainStatus> of(List<Standing> standings) {
    Map<String, ChainStatus> entries = new LinkedHashMap<>();
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    for (Standing standing : standings) {
      for (ChainNote note : standing.verdict().chains()) {
        Optional<DatabaseNote> database =
            standing.verdict().databases().stream()
                .filter(asked -> asked.chain().equals(note.name()))
                .findFirst();
        Outcome outcome =
            database.map(DatabaseNote::outcome).orElse(Outcome.PASS).orWorse(note.outcome());
        Outcome before = outcomes.get(note.name());
        if (before == null || outcome.compareTo(before) > 0) {
          outcomes.put(note.name(), outcome);
          entries.put(note.name(), entry(note, database, standing));
        }
      }
    }
    List<ChainStatus> sorted = new ArrayList<>(entries.values());
    sorted.sort((a, b) -> a.name().compareTo(b.name()));
    return sorted.subList(0, Math.min(Bounds.CHAINS, sorted.size()));
  }

  private ChainStatus entry(ChainNote note, Optional<DatabaseNote> database, Standing standing) {
    return new ChainStatus(
        Wording.limited(note.name(), Bounds.NAME),
        word(note.outcome()),
        note.reason(),
        image(spec, note.name(), standing.pod()).orElse(null),
        number(note.headCount()),
        note.heads().stream().map(id -> Wording.limited(id, Bounds.REVISION)).toList(),
        number(note.revisions()),
        sentence(note.message()),
        sentence(note.remedy()),
        database.map(ChainEntries::entry).orElse(null),
        standing.at().toString());
  }

  private static DatabaseStatus entry(DatabaseNote note) {
    return new DatabaseStatus(
        word(note.outcome()),
        note.state(),
        note.revisions().stream().map(id -> Wording.limited(id, Bounds.REVISION)).toList(),
        sentence(note.message()),
        sentence(note.remedy()));
  }

  /** The image that holds the chain, where that is beyond doubt. */
  static Optional<String> image(MigrationGateSpec spec, String chain, GatePod pod) {
    return ChainSpecs.named(spec, chain)
        .map(ChainSpec::container)
        .or(pod::mainContainer)
        .flatMap(container -> Optional.ofNullable(pod.images().get(container)));
  }

  static VerdictWord word(Outcome outcome) {
    return switch (outcome) {
      case PASS -> VerdictWord.PASS;
      case UNKNOWN -> VerdictWord.UNKNOWN;
      case BLOCKED -> VerdictWord.BLOCKED;
    };
  }

  private static @Nullable Integer number(OptionalInt number) {
    return number.isPresent() ? number.getAsInt() : null;
  }

  private static @Nullable String sentence(String text) {
    return text.isEmpty() ? null : Wording.limited(text, Wording.LONGEST);
  }
}

package io.migrationgate.operator.forecast;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.ProbeStatus;
import io.migrationgate.api.v1alpha1.VerdictWord;
import io.migrationgate.operator.judgement.Wording;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One look at a gate's probes: what they have found out, which are still wanted, and which have to
 * be made.
 *
 * <p>What was found out is kept in the gate's status. A pod is deleted once its result stands
 * there: so nothing is lost, and nothing asked twice, whenever the operator ends.
 */
final class ProbeRound {

  private static final Logger LOG = Logger.getLogger(ProbeRound.class);

  /** What came to nothing is tried again. */
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(30);

  /** By then the status that was written is seen, or another probe has ended. */
  private static final Duration SOON = Duration.ofSeconds(5);

  /** As many as the schema takes. */
  private static final int MOST = 32;

  private final KubernetesClient client;
  private final ForecastSettings settings;
  private final ProbeBudget budget;
  private final MigrationGate gate;
  private final Instant now;

  private final Map<String, ProbeStatus> inStatus = new HashMap<>();
  private final Map<String, ProbeStatus> results = new HashMap<>();
  private final Map<String, Pod> pods = new HashMap<>();
  private final Set<String> wanted = new HashSet<>();
  private final Map<String, Blueprint.Made> due = new LinkedHashMap<>();
  private Optional<Instant> again = Optional.empty();

  ProbeRound(
      KubernetesClient client,
      ForecastSettings settings,
      ProbeBudget budget,
      MigrationGate gate,
      List<Pod> probes,
      Instant now) {
    this.client = client;
    this.settings = settings;
    this.budget = budget;
    this.gate = gate;
    this.now = now;
    if (gate.getStatus() != null) {
      gate.getStatus().probes().forEach(found -> inStatus.put(found.key(), found));
    }
    results.putAll(inStatus);
    for (Pod probe : probes) {
      String key = ProbeEnd.keyOf(probe);
      pods.put(key, probe);
      ProbeEnd.of(probe, settings.deadline(), now)
          .filter(found -> isNewer(found, results.get(key)))
          .ifPresent(found -> results.put(key, found));
    }
  }

  private static boolean isNewer(ProbeStatus found, @Nullable ProbeStatus before) {
    return before == null || at(found).isAfter(at(before));
  }

  private static Instant at(ProbeStatus found) {
    return Instant.parse(found.judgedAt());
  }

  /**
   * What is known, if anything is.
   *
   * @param voidUntil what was found out before says nothing any more
   * @param freshSince what was found out before is believed, and asked again
   */
  Outlook ask(Blueprint blueprint, Instant voidUntil, Instant freshSince) {
    return switch (blueprint) {
      case Blueprint.Unfit(String image, String why) -> Outlook.unfit(image, why);
      case Blueprint.Made made -> {
        wanted.add(made.key());
        ProbeStatus found = results.get(made.key());
        if (found == null || !at(found).isAfter(voidUntil)) {
          due.put(made.key(), made);
          yield Outlook.pending(made.image());
        }
        if (freshSince.isAfter(Instant.EPOCH)) {
          lookAgain(at(found).plus(Duration.between(freshSince, now)));
        }
        if (isDue(found, freshSince)) {
          due.put(made.key(), made);
        }
        yield Outlook.of(found);
      }
    };
  }

  private boolean isDue(ProbeStatus found, Instant freshSince) {
    Instant retried = at(found).plus(AFTER_FAILURE);
    if (found.verdict() == VerdictWord.UNKNOWN) {
      lookAgain(retried);
    }
    return at(found).isBefore(freshSince)
        || (found.verdict() == VerdictWord.UNKNOWN && retried.isBefore(now));
  }

  /** Looks again at this time, if not before. */
  void lookAgain(Instant when) {
    if (when.isAfter(now)) {
      again = Optional.of(again.filter(when::isAfter).orElse(when));
    }
  }

  Optional<Instant> again() {
    return again;
  }

  /**
   * Takes away what is not needed any more and makes what is.
   *
   * @param quietAt no probe is made before: pods come and go
   */
  List<ProbeStatus> finish(Instant quietAt) {
    takeAway();
    for (Blueprint.Made made : due.values()) {
      if (pods.containsKey(made.key())) {
        lookAgain(now.plus(settings.deadline()));
      } else if (quietAt.isAfter(now)) {
        lookAgain(quietAt);
      } else {
        make(made);
      }
    }
    results.keySet().retainAll(wanted);
    List<ProbeStatus> kept = new ArrayList<>(new TreeMap<>(results).values());
    return kept.size() <= MOST ? kept : kept.subList(0, MOST);
  }

  private void takeAway() {
    for (Map.Entry<String, Pod> probe : Map.copyOf(pods).entrySet()) {
      String key = probe.getKey();
      Optional<ProbeStatus> found = ProbeEnd.of(probe.getValue(), settings.deadline(), now);
      boolean read =
          found.isPresent()
              && inStatus.containsKey(key)
              && !isNewer(found.get(), inStatus.get(key));
      if (read || !wanted.contains(key)) {
        delete(probe.getValue());
        pods.remove(key);
      } else if (found.isPresent()) {
        lookAgain(now.plus(SOON));
      }
    }
  }

  private void make(Blueprint.Made made) {
    Optional<Pod> pod = made.pod().get();
    if (pod.isEmpty()) {
      lookAgain(now.plus(SOON));
      return;
    }
    String name = ProbeBudget.name(pod.get());
    if (!budget.take(gate.getMetadata().getUid(), name, now)) {
      lookAgain(now.plus(SOON));
      return;
    }
    lookAgain(now.plus(settings.deadline()));
    try {
      client.resource(pod.get()).create();
      LOG.infof("probing %s by pod %s", made.image(), name);
    } catch (KubernetesClientException refused) {
      budget.giveBack(name);
      switch (refused.getCode()) {
        case 0 -> throw refused;
        // It is not in the cache yet, or about to go.
        case HttpURLConnection.HTTP_CONFLICT -> lookAgain(now.plus(SOON));
        default -> results.put(made.key(), refused(made, refused));
      }
    }
  }

  private ProbeStatus refused(Blueprint.Made made, KubernetesClientException refused) {
    lookAgain(now.plus(AFTER_FAILURE));
    String why =
        refused.getStatus() == null || refused.getStatus().getMessage() == null
            ? "HTTP " + refused.getCode()
            : refused.getStatus().getMessage();
    return new ProbeStatus(
        made.key(),
        made.image(),
        VerdictWord.UNKNOWN,
        "ProbeRefused",
        Wording.limited("the probe pod may not be made: " + why, Wording.LONGEST),
        now.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private void delete(Pod probe) {
    budget.giveBack(ProbeBudget.name(probe));
    if (probe.getMetadata().getDeletionTimestamp() != null) {
      return;
    }
    try {
      client.resource(probe).withGracePeriod(0).delete();
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == 0) {
        throw refused;
      }
      LOG.warnf("probe %s stays: %s", ProbeBudget.name(probe), refused.getMessage());
    }
  }
}

package io.migrationgate.operator.metrics;

import io.migrationgate.api.v1alpha1.VerdictWord;
import io.migrationgate.operator.metrics.GateMetrics.Entry;
import io.migrationgate.operator.metrics.GateMetrics.Gate;
import io.migrationgate.operator.metrics.GateSnapshot.Chain;
import io.migrationgate.operator.metrics.GateSnapshot.Readiness;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns what is known of the gates into series, at each scrape anew. */
final class GateSeries extends Collector {

  private static final List<String> OF_A_GATE = List.of("namespace", "gate");
  private static final List<String> OF_A_CHAIN = List.of("namespace", "gate", "chain");

  private final GateMetrics gates;

  GateSeries(GateMetrics gates) {
    this.gates = gates;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    Families families = new Families();
    Map<Gate, Entry> entries = gates.entries();
    families.gates.add(List.of(), entries.size());
    families.leftOut.add(List.of(), gates.leftOut());
    entries.forEach((gate, entry) -> addGate(families, gate.labels(), entry));
    return families.all();
  }

  private static void addGate(Families to, List<String> gate, Entry entry) {
    GateSnapshot snapshot = entry.snapshot();
    to.ready.add(with(gate, snapshot.reason()), snapshot.ready() == Readiness.TRUE ? 1 : 0);
    to.unknown.add(gate, snapshot.ready() == Readiness.UNKNOWN ? 1 : 0);
    snapshot.chains().forEach(chain -> addChain(to, with(gate, chain.name()), chain));
    for (PodState state : PodState.values()) {
      to.pods.add(with(gate, state.label()), snapshot.pods().getOrDefault(state, 0));
    }
    addTime(to.heldSince, gate, snapshot.heldSince());
    to.wouldBlock.add(gate, snapshot.wouldBlock());
    to.released.add(gate, snapshot.releaseUntil().isPresent() ? 1 : 0);
    addTime(to.releaseUntil, gate, snapshot.releaseUntil());
    snapshot.failsOnRestart().ifPresent(fails -> to.failsOnRestart.add(gate, fails ? 1 : 0));
    entry
        .verdicts()
        .forEach(
            (verdict, count) ->
                to.verdicts.add(with(gate, label(verdict.word()), verdict.reason()), count));
  }

  private static String label(VerdictWord verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private static void addChain(Families to, List<String> labels, Chain chain) {
    to.chainVerdict.add(with(labels, label(chain.verdict())), 1);
    addNumber(to.heads, labels, chain.heads());
    addNumber(to.revisions, labels, chain.revisions());
    chain.database().ifPresent(state -> to.database.add(with(labels, state), 1));
  }

  private static void addNumber(Family family, List<String> labels, OptionalInt number) {
    number.ifPresent(value -> family.add(labels, value));
  }

  private static void addTime(Family family, List<String> labels, Optional<Instant> time) {
    time.ifPresent(at -> family.add(labels, at.toEpochMilli() / 1000.0));
  }

  private static List<String> with(List<String> labels, String... more) {
    List<String> all = new ArrayList<>(labels);
    all.addAll(List.of(more));
    return all;
  }

  /** One scrape's worth. */
  private static final class Families {
    private final List<Family> order = new ArrayList<>();

    final Family gates = gauge("gates", "Gates that have series here", List.of());
    final Family leftOut =
        gauge("gates_left_out", "Gates beyond the bound, which have no series", List.of());
    final Family ready =
        gauge("ready", "1 where pods may start, else 0", List.of("namespace", "gate", "reason"));
    final Family unknown =
        gauge("unknown", "1 where it cannot be told whether pods may start", OF_A_GATE);
    final Family chainVerdict =
        gauge(
            "chain_verdict",
            "1 for the verdict of the newest pods on the files of the chain",
            List.of("namespace", "gate", "chain", "verdict"));
    final Family heads = gauge("heads", "Heads of the chain in the newest pods", OF_A_CHAIN);
    final Family revisions =
        gauge("revisions", "Revisions of the chain in the newest pods", OF_A_CHAIN);
    final Family database =
        gauge(
            "database_state",
            "1 for the state in which the newest pods found the database",
            List.of("namespace", "gate", "chain", "state"));
    final Family pods =
        gauge("pods", "Labelled pods by their state", List.of("namespace", "gate", "state"));
    final Family heldSince =
        gauge(
            "held_since_timestamp_seconds",
            "When the first of the pods that are held began to wait",
            OF_A_GATE);
    final Family wouldBlock =
        gauge("would_block", "Pods that only audit mode let through", OF_A_GATE);
    final Family released = gauge("release_active", "1 while a release lets pods start", OF_A_GATE);
    final Family releaseUntil =
        gauge("release_until_timestamp_seconds", "When the active release ends", OF_A_GATE);
    final Family failsOnRestart =
        gauge(
            "will_fail_on_restart",
            "1 where a running pod would not come up again, 0 where all would",
            OF_A_GATE);
    final Family verdicts =
        family(
            "verdicts",
            "Pods that were judged, by verdict and reason",
            Type.COUNTER,
            List.of("namespace", "gate", "verdict", "reason"));

    private Family gauge(String name, String help, List<String> labels) {
      return family(name, help, Type.GAUGE, labels);
    }

    private Family family(String name, String help, Type type, List<String> labels) {
      Family made = new Family("migrationgate_" + name, help, type, labels, new ArrayList<>());
      order.add(made);
      return made;
    }

    List<MetricFamilySamples> all() {
      return order.stream().map(Family::samples).toList();
    }
  }

  private record Family(
      String name, String help, Type type, List<String> labels, List<Sample> found) {

    void add(List<String> values, double value) {
      String suffix = type == Type.COUNTER ? "_total" : "";
      found.add(new Sample(name + suffix, labels, values, value));
    }

    MetricFamilySamples samples() {
      return new MetricFamilySamples(name, type, help, found);
    }
  }
}

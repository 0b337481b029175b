package io.migrationgate.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.api.monitoring.Metrics.ControllerExecution;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.migrationgate.api.v1alpha1.VerdictWord;
import io.migrationgate.operator.health.Watches;
import io.migrationgate.operator.metrics.GateSnapshot.Chain;
import io.migrationgate.operator.metrics.GateSnapshot.Judged;
import io.migrationgate.operator.metrics.GateSnapshot.Readiness;
import io.quarkus.runtime.StartupEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By what a scrape really shows. */
class GateMetricsTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Path REFERENCE = Path.of("docs/reference/metrics.md");

  /** Its own test holds these. */
  private static final Pattern OF_THE_WEBHOOK =
      Pattern.compile("(?s)\n## The webhook\n.*?(?=\n## |\\z)");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final GateMetrics gates =
      new GateMetrics(new CheckDurations(registry), Clock.fixed(NOW, ZoneOffset.UTC));
  private final ReconcileMetrics reconciles = new ReconcileMetrics(registry);

  @BeforeEach
  void start() {
    new Exports().start(new StartupEvent(), registry, gates, new Watches(), "1.2.3");
    gates.leading(true);
  }

  @Test
  void showsWhatIsKnownOfAGate() {
    gates.record("shop", "api", held());

    assertThat(series("shop"))
        .containsExactlyInAnyOrder(
            "migrationgate_ready{namespace=\"shop\",gate=\"api\",reason=\"MultipleHeads\",} 0.0",
            "migrationgate_unknown{namespace=\"shop\",gate=\"api\",} 0.0",
            "migrationgate_heads{namespace=\"shop\",gate=\"api\",chain=\"main\",} 2.0",
            "migrationgate_chain_verdict{namespace=\"shop\",gate=\"api\",chain=\"main\",verdict=\"blocked\",} 1.0",
            "migrationgate_revisions{namespace=\"shop\",gate=\"api\",chain=\"main\",} 41.0",
            "migrationgate_database_state{namespace=\"shop\",gate=\"api\",chain=\"main\",state=\"DatabaseBehind\",} 1.0",
            "migrationgate_pods{namespace=\"shop\",gate=\"api\",state=\"judging\",} 0.0",
            "migrationgate_pods{namespace=\"shop\",gate=\"api\",state=\"held\",} 1.0",
            "migrationgate_pods{namespace=\"shop\",gate=\"api\",state=\"passed\",} 3.0",
            "migrationgate_pods{namespace=\"shop\",gate=\"api\",state=\"ungated\",} 0.0",
            "migrationgate_pods{namespace=\"shop\",gate=\"api\",state=\"stuck\",} 0.0",
            "migrationgate_pods{namespace=\"shop\",gate=\"api\",state=\"gave_up\",} 0.0",
            "migrationgate_held_since_timestamp_seconds{namespace=\"shop\",gate=\"api\",} 1.795262399E9",
            "migrationgate_would_block{namespace=\"shop\",gate=\"api\",} 0.0",
            "migrationgate_release_active{namespace=\"shop\",gate=\"api\",} 1.0",
            "migrationgate_release_until_timestamp_seconds{namespace=\"shop\",gate=\"api\",} 1.7952696E9",
            "migrationgate_will_fail_on_restart{namespace=\"shop\",gate=\"api\",} 1.0",
            "migrationgate_verdicts_total{namespace=\"shop\",gate=\"api\",verdict=\"blocked\",reason=\"MultipleHeads\",} 1.0");
    assertThat(scrape())
        .contains("migrationgate_leader 1.0")
        .contains("migrationgate_build_info{version=\"1.2.3\",} 1.0")
        .contains("migrationgate_watches_interrupted 0.0")
        .contains("migrationgate_gates 1.0")
        .contains("migrationgate_check_duration_seconds_bucket{le=\"2.0\",} 1.0");
  }

  /** What can be unknown has no number then, rather than one that looks fine. */
  @Test
  void leavesOutWhatIsNotKnown() {
    gates.record("shop", "api", quiet(Readiness.UNKNOWN));

    assertThat(series("shop"))
        .contains("migrationgate_unknown{namespace=\"shop\",gate=\"api\",} 1.0")
        .noneMatch(line -> line.contains("heads") || line.contains("timestamp"))
        .noneMatch(line -> line.contains("restart") || line.contains("database"));
  }

  @Test
  void countsEachPodOnceAndOnlyThoseJudgedUnderItsEyes() {
    gates.record("shop", "api", judged(judged("new", NOW), judged("old", NOW.minusSeconds(60))));
    gates.record("shop", "api", judged(judged("new", NOW), judged("newer", NOW.plusSeconds(3))));
    gates.record("shop", "api", judged());

    assertThat(series("verdicts_total")).singleElement().asString().endsWith(" 2.0");
  }

  @Test
  void forgetsTheSeriesOfAGateThatIsGone() {
    gates.record("shop", "api", held());
    gates.record("shop", "web", held());
    gates.forget("shop", "api");

    assertThat(series("\"api\"")).isEmpty();
    assertThat(series("\"web\"")).isNotEmpty();
  }

  @Test
  void onlyTheLeaderShowsGates() {
    gates.record("shop", "api", held());
    gates.leading(false);

    assertThat(series("shop")).isEmpty();
    assertThat(scrape()).contains("migrationgate_leader 0.0");
  }

  @Test
  void isBoundedInGatesAndInChains() {
    for (int i = 0; i < GateMetrics.MOST_GATES + 7; i++) {
      gates.record("shop", "gate-" + i, quiet(Readiness.TRUE));
    }
    List<Chain> many =
        IntStream.range(0, 1_000)
            .mapToObj(
                i ->
                    new Chain(
                        "c" + i,
                        VerdictWord.PASS,
                        OptionalInt.of(1),
                        OptionalInt.empty(),
                        Optional.empty()))
            .toList();

    assertThat(series("migrationgate_ready")).hasSize(GateMetrics.MOST_GATES);
    assertThat(scrape())
        .contains("migrationgate_gates 5000.0")
        .contains("migrationgate_gates_left_out 7.0");
    assertThat(withChains(many).chains()).hasSize(GateSnapshot.MOST_CHAINS);
  }

  /** One that was left out takes the place of one that went. */
  @Test
  void letsAGateInWhenThereIsRoom() {
    for (int i = 0; i <= GateMetrics.MOST_GATES; i++) {
      gates.record("shop", "gate-" + i, quiet(Readiness.TRUE));
    }
    gates.forget("shop", "gate-0");
    gates.record("shop", "gate-5000", quiet(Readiness.TRUE));

    assertThat(scrape())
        .contains("migrationgate_gates 5000.0")
        .contains("migrationgate_gates_left_out 0.0");
  }

  @Test
  void escapesNothingTwiceAndBreaksNoLine() {
    gates.record(
        "shop",
        "api",
        new GateSnapshot(
            Readiness.FALSE,
            "a \"reason\"\nof two lines",
            List.of(),
            Map.of(),
            Optional.empty(),
            0,
            Optional.empty(),
            Optional.empty(),
            List.of()));

    assertThat(series("migrationgate_ready"))
        .containsExactly(
            "migrationgate_ready{namespace=\"shop\",gate=\"api\",reason=\"a \\\"reason\\\"\\nof two lines\",} 0.0");
  }

  /** Every name, with its labels: who writes an alert has only the page to go by. */
  @Test
  void exportsWhatTheReferenceSaysAndNothingElse() throws Exception {
    gates.record("shop", "api", held());
    reconciles.timeControllerExecution(execution());

    Set<String> documented =
        rows().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));

    assertThat(exported()).isEqualTo(documented);
    for (MatchResult row : rows().toList()) {
      List<String> labels = new ArrayList<>();
      Pattern.compile("`([a-z]+)`")
          .matcher(row.group(2))
          .results()
          .forEach(l -> labels.add(l.group(1)));
      assertThat(labelsOf(row.group(1))).as(row.group(1)).isEqualTo(labels);
    }
  }

  private static Stream<MatchResult> rows() throws Exception {
    return Pattern.compile("(?m)^\\| `(migrationgate_[a-z_]+)` \\|([^|]*)\\|.*$")
        .matcher(OF_THE_WEBHOOK.matcher(Files.readString(REFERENCE)).replaceAll(""))
        .results();
  }

  private Set<String> exported() {
    return Pattern.compile("(?m)^# TYPE (migrationgate_\\S+) (\\S+)")
        .matcher(scrape())
        .results()
        .map(
            type ->
                type.group(1)
                    + (type.group(2).equals("counter") && !type.group(1).endsWith("_total")
                        ? "_total"
                        : ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<String> labelsOf(String name) {
    String line =
        scrape()
            .lines()
            .filter(
                l ->
                    l.startsWith(name + "{")
                        || l.startsWith(name + " ")
                        || l.startsWith(name + "_count"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no series " + name));
    return Pattern.compile("([a-z]+)=\"").matcher(line).results().map(l -> l.group(1)).toList();
  }

  private List<String> series(String part) {
    return scrape().lines().filter(line -> !line.startsWith("#") && line.contains(part)).toList();
  }

  private String scrape() {
    return registry.scrape();
  }

  private static GateSnapshot held() {
    return new GateSnapshot(
        Readiness.FALSE,
        "MultipleHeads",
        List.of(
            new Chain(
                "main",
                VerdictWord.BLOCKED,
                OptionalInt.of(2),
                OptionalInt.of(41),
                Optional.of("DatabaseBehind"))),
        Map.of(PodState.HELD, 1, PodState.PASSED, 3),
        Optional.of(NOW.minusSeconds(1)),
        0,
        Optional.of(NOW.plusSeconds(7200)),
        Optional.of(true),
        List.of(judged("a", NOW)));
  }

  private static GateSnapshot quiet(Readiness ready) {
    return new GateSnapshot(
        ready,
        "AllPassed",
        List.of(
            new Chain(
                "main",
                VerdictWord.UNKNOWN,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty())),
        Map.of(),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static GateSnapshot withChains(List<Chain> chains) {
    GateSnapshot quiet = quiet(Readiness.TRUE);
    return new GateSnapshot(
        quiet.ready(),
        quiet.reason(),
        chains,
        quiet.pods(),
        quiet.heldSince(),
        0,
        quiet.releaseUntil(),
        quiet.failsOnRestart(),
        quiet.judged());
  }

  private static GateSnapshot judged(Judged... judged) {
    GateSnapshot quiet = quiet(Readiness.TRUE);
    return new GateSnapshot(
        quiet.ready(),
        quiet.reason(),
        quiet.chains(),
        quiet.pods(),
        quiet.heldSince(),
        0,
        quiet.releaseUntil(),
        quiet.failsOnRestart(),
        List.of(judged));
  }

  private static Judged judged(String uid, Instant at) {
    return new Judged(
        uid, VerdictWord.BLOCKED, "MultipleHeads", at, Optional.of(Duration.ofSeconds(2)));
  }

  private static ControllerExecution<String> execution() {
    return new ControllerExecution<>() {
      @Override
      public String name() {
        return "reconcile";
      }

      @Override
      public String controllerName() {
        return "migrationgate";
      }

      @Override
      public String successTypeName(String result) {
        return result;
      }

      @Override
      public ResourceID resourceID() {
        return new ResourceID("api", "shop");
      }

      @Override
      public Map<String, Object> metadata() {
        return Map.of();
      }

      @Override
      public String execute() {
        return "done";
      }
    };
  }
}

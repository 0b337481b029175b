package io.migrationgate.operator.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import io.migrationgate.core.message.Outcome;
import io.migrationgate.operator.admission.ClusterAbilities;
import io.migrationgate.operator.observation.GatePod;
import io.migrationgate.operator.observation.Observation;
import io.migrationgate.operator.observation.OldPods;
import io.migrationgate.operator.observation.PodFixture;
import io.migrationgate.operator.observation.Workload;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is told from pods alone. No API server answers: whatever asks one is found out here. */
class ForecastsTest {

  private static final Instant LET_GO = Instant.parse(PodFixture.LET_GO_AT);
  private static final Duration REFRESH = Duration.ofHours(6);

  private static final KubernetesClient NOBODY =
      new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                  .withMasterUrl("http://127.0.0.1:1")
                  .withRequestRetryBackoffLimit(0)
                  .build())
          .build();

  @AfterAll
  static void close() {
    NOBODY.close();
  }

  private static PodFixture passed(String name) {
    return PodFixture.named(name).gated().checked(PodFixture.passed()).holdEnded(0, "Passed");
  }

  @Test
  void whatPassedStartsAgain() {
    assertThat(restart("", LET_GO, passed("a"), passed("b")))
        .contains(
            new Forecast.Restart(
                Expectation.STARTS, "WouldStart", "every pod that runs would start again"));
  }

  @Test
  void whatWasReleasedDoesNot() {
    PodFixture released =
        PodFixture.named("b").gated().checked(PodFixture.forked()).holdEnded(0, "Released");

    Forecast.Restart restart = restart("", LET_GO, passed("a"), released).orElseThrow();

    assertThat(restart.expectation()).isEqualTo(Expectation.FAILS);
    assertThat(restart.reason()).isEqualTo("MultipleHeads");
    assertThat(restart.message())
        .contains("StatefulSet/api with registry/api:2", "2 heads where 1 is allowed: 0146, 0148");
  }

  @Test
  void whatFailsWithoutAGateDoesNot() {
    PodFixture failing =
        PodFixture.named("a")
            .of("new", "registry/api:3")
            .appDied("FAILED: Multiple head revisions are present for given argument 'head'");

    assertThat(restart("", LET_GO, failing)).as("its image was never reported").isEmpty();
    assertThat(restart("", LET_GO, failing.appRunning("sha256:1")).orElseThrow().reason())
        .isEqualTo("MultipleHeads");
  }

  @Test
  void nothingIsSaidWhereNothingRuns() {
    PodFixture held = PodFixture.named("a").gated().checked(PodFixture.forked()).holding();

    assertThat(restart("", LET_GO)).isEmpty();
    assertThat(restart("", LET_GO, held)).isEmpty();
    assertThat(restart("restartForecast: Disabled", LET_GO, passed("a"))).isEmpty();
  }

  @Test
  void theVerdictOnADatabaseAgesAndThatOnFilesDoesNot() {
    PodFixture asked =
        PodFixture.named("a")
            .gated()
            .checked(PodFixture.passedBut("DatabaseEqual", Outcome.PASS))
            .holdEnded(0, "Passed");
    Instant late = LET_GO.plus(REFRESH).plusSeconds(1);

    assertThat(forecast("", LET_GO.plusSeconds(5), asked).again()).contains(LET_GO.plus(REFRESH));
    assertThat(restart("", LET_GO.plusSeconds(5), asked).orElseThrow().expectation())
        .isEqualTo(Expectation.STARTS);
    assertThat(restart("", late, asked).orElseThrow().reason())
        .as("it is to be asked, and nobody answers")
        .isEqualTo("ServerFailed");
    assertThat(restart("", late, passed("a")).orElseThrow().expectation())
        .isEqualTo(Expectation.STARTS);
  }

  @Test
  void aPodOfAnotherImageTakesTheDatabaseOn() {
    PodFixture before =
        PodFixture.named("a")
            .of("old", "registry/api:1")
            .gated()
            .checked(PodFixture.passedBut("DatabaseEqual", Outcome.PASS))
            .holdEnded(0, "Passed");
    PodFixture laterOfTheSame =
        PodFixture.named("b").of("old", "registry/api:1").createdAt("2026-11-21T10:07:00Z");
    PodFixture laterOfAnother = PodFixture.named("b").createdAt("2026-11-21T10:07:00Z");
    Instant now = LET_GO.plusSeconds(200);

    assertThat(restart("", now, before, laterOfTheSame).orElseThrow().expectation())
        .isEqualTo(Expectation.STARTS);
    assertThat(restart("", now, before, laterOfAnother).orElseThrow().reason())
        .isEqualTo("ServerFailed");
  }

  @Test
  void waitingForTheDatabaseWasWorthIt() {
    PodFixture waited =
        PodFixture.named("a")
            .gated()
            .checked(PodFixture.passedBut("DatabaseBehind", Outcome.BLOCKED))
            .holdEnded(0, "DatabaseReady");

    assertThat(restart("", LET_GO, waited).orElseThrow().expectation())
        .isEqualTo(Expectation.STARTS);
  }

  @Test
  void theSameNameForTwoImagesIsNotTakenForOne() {
    PodFixture one = passed("a").appRunning("sha256:1");
    PodFixture other = passed("b").appRunning("sha256:2");

    assertThat(restart("", LET_GO, one, passed("c").appRunning("sha256:1")).orElseThrow().reason())
        .isEqualTo("WouldStart");
    assertThat(restart("", LET_GO, one, other).orElseThrow().reason())
        .as("the name is to be probed, and nobody answers")
        .isEqualTo("ServerFailed");
  }

  private static Optional<Forecast.Restart> restart(String spec, Instant now, PodFixture... pods) {
    return forecast(spec, now, pods).restart();
  }

  /** Of a StatefulSet: of those, nobody has to be asked what can be rolled back to. */
  private static Forecast forecast(String spec, Instant now, PodFixture... fixtures) {
    Workload workload =
        new Workload(
            new Workload.Reference("apps/v1", "StatefulSet", "shop", "api", "uid-of-api"),
            new OldPods.NotKept("it is a StatefulSet"),
            Optional.of("new"));
    List<GatePod> pods = Stream.of(fixtures).map(PodFixture::read).toList();
    Map<String, Workload> workloads = new HashMap<>();
    pods.forEach(pod -> workloads.put(pod.uid(), workload));
    return new Forecasts(
            NOBODY,
            new ForecastSettings(true, 2, Duration.ofMinutes(2), REFRESH, Duration.ZERO),
            Optional.empty(),
            List::of,
            () -> ClusterAbilities.NONE,
            Clock.fixed(now, ZoneOffset.UTC))
        .of(gate(spec), new Observation(pods, workloads, now));
  }

  private static MigrationGate gate(String more) {
    MigrationGate gate = new MigrationGate();
    gate.setMetadata(
        new ObjectMetaBuilder()
            .withName("api")
            .withNamespace("shop")
            .withUid("uid-of-gate")
            .build());
    gate.setSpec(
        Serialization.unmarshal(
            "chains: [{name: main, path: /app/alembic.ini}]\n" + more, MigrationGateSpec.class));
    return gate;
  }
}

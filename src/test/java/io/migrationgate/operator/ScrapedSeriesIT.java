package io.migrationgate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.cluster.AppImages;
import io.migrationgate.core.applied.DatabaseReason;
import io.migrationgate.monitoring.Query;
import io.migrationgate.monitoring.Series;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a scrape of an operator shows that has gates in every state, against those who rely on it:
 * the reference, the alerts and the dashboard.
 */
class ScrapedSeriesIT {

  private static final Path REFERENCE = Path.of("docs/reference/metrics.md");

  private static final String ENVIRONMENT =
      "$0\n$1env: [{name: DATABASE_URL, value: 'postgresql://app:app@127.0.0.1:1/app'}]";

  @TempDir Path scratch;

  @Test
  void areThoseOfTheReferenceTheAlertsAndTheDashboard() throws Exception {
    Map<String, Set<String>> documented = Series.documented(Files.readString(REFERENCE));
    try (OperatedNamespace cluster = OperatedNamespace.required(scratch)) {
      cluster.gate("empty");
      cluster.gate("good");
      cluster.applyGated("good", Apps.deployment("good", AppImages.GOOD, 1));
      cluster.gate("forked");
      cluster.applyGated("forked", Apps.pod("forked", AppImages.FORKED));
      cluster.gate("unread");
      cluster.applyGatedWithoutChain("unread", Apps.pod("unread", AppImages.GOOD));
      String end =
          Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS).toString();
      cluster.gate("let-go", "releases: [{reason: 'a test', until: '%s'}]".formatted(end));
      cluster.applyGated("let-go", Apps.pod("let-go", AppImages.FORKED));
      cluster.gate("asks");
      cluster.applyGated(
          "asks",
          Apps.pod("asks", AppImages.GOOD)
              .replaceFirst("(?m)^( +)imagePullPolicy: Never", ENVIRONMENT),
          "--database=chain=main,url-env=DATABASE_URL,attempts=1,timeout=1s");

      cluster.await(
          "all series of the reference are there",
          () -> Series.scraped(scrape(cluster)).keySet().containsAll(documented.keySet()));
      cluster.await(
          "there is every verdict",
          () -> Series.values(scrape(cluster)).get("verdict").size() == 3);
      cluster.awaitSays("asks", "Database", "False DatabaseUnreachable");
      String scraped = scrape(cluster);
      System.out.printf(
          "%d series of %d names%n",
          scraped.lines().filter(line -> line.startsWith("migrationgate_")).count(),
          documented.size());

      assertThat(Series.scraped(scraped)).isEqualTo(documented);
      Map<String, Set<String>> values = Series.values(scraped);
      Set<String> states = new TreeSet<>(values.get("state"));
      for (DatabaseReason reason : DatabaseReason.values()) {
        states.add(reason.word());
      }
      values.put("state", states);
      // It passes too quickly to be scraped for certain.
      values.get("reason").add("Judging");
      for (DatabaseReason reason : DatabaseReason.values()) {
        values.get("reason").add(reason.word());
      }
      assertThat(
              Query.shipped().stream()
                  .flatMap(query -> query.faults(Series.scraped(scraped), values).stream()))
          .isEmpty();
    }
  }

  private static String scrape(OperatedNamespace cluster) throws Exception {
    URI metrics =
        URI.create("http://localhost:" + cluster.operator().managementPort() + "/q/metrics");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body();
    }
  }
}

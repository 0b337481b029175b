package io.migrationgate.operator.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.migrationgate.cluster.Cluster;
import io.migrationgate.operator.RunningOperator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the operator begins, hands over and ends, as a process beside a real API server. */
class OperatorProcessIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Map<String, String> WITHOUT_WEBHOOK =
      Map.of("MIGRATION_GATE_WEBHOOK_ENABLED", "false", "MIGRATION_GATE_LOG_JSON", "false");

  private static Cluster cluster;
  private static KubernetesClient client;

  @TempDir Path temp;

  @BeforeAll
  static void connect() throws Exception {
    cluster = Cluster.required().withResource();
    client = new KubernetesClientBuilder().build();
  }

  @AfterAll
  static void disconnect() throws Exception {
    if (cluster != null) {
      client.close();
      cluster.close();
    }
  }

  /** By being told to end, by dying, and by losing the lease. */
  @Test
  void hasOneLeaderAfterTheOther() throws Exception {
    try (RunningOperator first = start("first");
        RunningOperator second = start("second")) {
      awaitLeader("first", "second");
      boolean firstLeads = holder().startsWith("first");
      RunningOperator leader = firstLeads ? first : second;
      RunningOperator standby = firstLeads ? second : first;
      String successor = firstLeads ? "second" : "first";
      leader.awaitReady();
      standby.awaitReady();
      await(
          "the standby shows no gates",
          () -> metrics(standby).contains("migrationgate_leader 0.0"));
      assertThat(metrics(leader)).contains("migrationgate_leader 1.0");

      Instant told = Instant.now();
      int exit = leader.stop();
      Duration ended = Duration.between(told, Instant.now());
      awaitLeader(successor);
      System.out.printf(
          "told to end: ended after %s, replaced after %s%n",
          ended, Duration.between(told, Instant.now()));

      assertThat(exit).isEqualTo(143);
      assertThat(log(firstLeads ? "first" : "second")).contains("gave back the lease");
      await("the new one leads", () -> metrics(standby).contains("migrationgate_leader 1.0"));

      try (RunningOperator third = start("third")) {
        third.awaitReady();
        Instant killed = Instant.now();
        standby.kill();
        awaitLeader("third");
        System.out.printf("killed: replaced after %s%n", Duration.between(killed, Instant.now()));

        Instant stolen = Instant.now();
        steal();
        await(
            "it has ended",
            () -> !ProcessHandle.of(third.pid()).map(ProcessHandle::isAlive).orElse(false));
        System.out.printf("stolen: ended after %s%n", Duration.between(stolen, Instant.now()));
        assertThat(third.stop()).isEqualTo(3);
        assertThat(log("third")).contains("lost the lease");
        assertThat(holder()).isEqualTo("thief");
      }
    } finally {
      client.leases().inNamespace(cluster.namespace()).delete();
    }
  }

  @Test
  void leadsAtOnceWithoutAnElection() throws Exception {
    try (RunningOperator operator =
        start("alone", Map.of("MIGRATION_GATE_LEADER_ELECTION", "false"))) {
      operator.awaitReady();

      assertThat(metrics(operator)).contains("migrationgate_leader 1.0");
      assertThat(lease()).isNull();
      assertThat(operator.stop()).isEqualTo(143);
    }
  }

  /** Requests are sent on until everybody knows that it ends. */
  @Test
  void isNotReadyAnyMoreBeforeItEnds() throws Exception {
    try (RunningOperator operator =
        start("leaving", Map.of("MIGRATION_GATE_LEADER_ELECTION", "false"))) {
      operator.awaitReady();
      assertThat(get(operator, "/q/health/live").statusCode()).isEqualTo(200);

      ProcessHandle.of(operator.pid()).orElseThrow().destroy();

      await("it says that it leaves", () -> get(operator, "/q/health/ready").statusCode() == 503);
      assertThat(get(operator, "/q/health/live").statusCode()).isEqualTo(200);
      assertThat(operator.stop()).isEqualTo(143);
    }
  }

  /** Every series of our own is on the page, and nothing of the libraries' that nobody reads. */
  @Test
  void showsTheDocumentedMetrics() throws Exception {
    try (RunningOperator operator =
        start("metrics", Map.of("MIGRATION_GATE_LEADER_ELECTION", "false"))) {
      operator.awaitReady();
      String scraped = metrics(operator);
      String page = Files.readString(Path.of("docs/reference/metrics.md"));

      Set<String> own =
          Pattern.compile("(?m)^# TYPE (migrationgate_\\S+)")
              .matcher(scraped)
              .results()
              .map(type -> type.group(1))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(own).isNotEmpty().allMatch(name -> page.contains("`" + name));
      assertThat(scraped.lines().filter(line -> line.startsWith("# TYPE")))
          .allMatch(line -> line.matches("# TYPE (migrationgate|jvm|process|system)_.*"));
    }
  }

  /** And their pods: each namespace has a watch of its own. */
  @Test
  void looksAfterTheNamespacesThatAreNamedAndNoOther() throws Exception {
    try (Cluster one = Cluster.required();
        Cluster two = Cluster.required();
        Cluster other = Cluster.required()) {
      for (Cluster namespace : List.of(one, two, other)) {
        namespace.apply(GATE_AND_POD, temp);
      }
      String both = one.namespace() + "," + two.namespace();
      try (RunningOperator operator = start("some", Map.of("MIGRATION_GATE_NAMESPACES", both))) {
        operator.awaitReady();
        for (Cluster namespace : List.of(one, two)) {
          String series =
              "migrationgate_pods{namespace=\"%s\",gate=\"shop\",state=\"ungated\"} 1.0"
                  .formatted(namespace.namespace());
          await("there is " + series, () -> metrics(operator).replace(",}", "}").contains(series));
        }
        assertThat(metrics(operator)).doesNotContain(other.namespace());

        one.kubectl("delete", "migrationgate", "shop");
        await("its series have gone", () -> !metrics(operator).contains(one.namespace()));
        assertThat(metrics(operator)).contains(two.namespace());
      }
    }
  }

  private static final String GATE_AND_POD =
      """
      apiVersion: migrationgate.io/v1alpha1
      kind: MigrationGate
      metadata: {name: shop}
      spec:
        chains: [{name: main, tool: Alembic, path: /app/alembic.ini}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: app, labels: {migrationgate.io/gate: shop}}
      spec:
        securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}
        containers:
        - name: app
          image: localhost/none:1
          imagePullPolicy: Never
          securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
      """;

  /** No restart would bring the API server back. */
  @Test
  void waitsForAnApiServerThatIsAway() throws Exception {
    Path nowhere =
        Files.writeString(
            temp.resolve("nowhere"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "https://127.0.0.1:9"}}]
            users: [{name: u, user: {token: t}}]
            contexts: [{name: c, context: {cluster: c, user: u}}]
            current-context: c
            """);
    try (RunningOperator operator = start("away", Map.of("KUBECONFIG", nowhere.toString()))) {
      await(
          "it says what is missing",
          () -> log("away").contains("waiting: the API server does not answer"));

      assertThat(get(operator, "/q/health/live").statusCode()).isEqualTo(200);
      assertThat(get(operator, "/q/health/ready").statusCode()).isEqualTo(503);
      assertThat(log("away")).doesNotContain("\tat ");
      assertThat(operator.stop()).isEqualTo(143);
    }
  }

  @Test
  void saysWhichPermissionIsMissing() throws Exception {
    cluster.kubectl("create", "serviceaccount", "nobody");
    String token = cluster.kubectl("create", "token", "nobody").strip();
    try (RunningOperator operator = start("nobody", kubeconfig(token))) {
      await(
          "it says what it may not do",
          () ->
              log("nobody")
                  .contains(
                      "a permission is missing: migrationgates.migrationgate.io is forbidden: User"
                          + " \"system:serviceaccount:"));
      assertThat(log("nobody")).doesNotContain("\tat ");
    }
  }

  private Map<String, String> kubeconfig(String token) throws Exception {
    return Map.of("KUBECONFIG", OperatorPermissionsIT.kubeconfig(temp, client, token).toString());
  }

  private RunningOperator start(String name) throws Exception {
    return start(name, Map.of());
  }

  private RunningOperator start(String name, Map<String, String> more) throws Exception {
    Map<String, String> all = new HashMap<>(WITHOUT_WEBHOOK);
    all.put("HOSTNAME", name);
    all.put("MIGRATION_GATE_LEADER_ELECTION", "true");
    all.putAll(more);
    return RunningOperator.start(cluster.namespace(), temp.resolve(name), all);
  }

  private String log(String name) throws Exception {
    return Files.readString(temp.resolve(name));
  }

  private static Lease lease() {
    return client.leases().inNamespace(cluster.namespace()).withName("migration-gate").get();
  }

  private static String holder() {
    Lease lease = lease();
    String holder = lease == null ? null : lease.getSpec().getHolderIdentity();
    return holder == null ? "" : holder;
  }

  private static void awaitLeader(String... names) throws Exception {
    await(
        "the leader is one of " + String.join(", ", names),
        () -> Arrays.stream(names).anyMatch(name -> holder().startsWith(name + "-")));
  }

  /** Whatever the leader writes at the same moment. */
  private static void steal() {
    client
        .leases()
        .inNamespace(cluster.namespace())
        .withName("migration-gate")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\": {\"holderIdentity\": \"thief\", \"renewTime\": \"%s\"}}"
                .formatted(
                    DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
                        .format(ZonedDateTime.now(ZoneOffset.UTC))));
  }

  private static String metrics(RunningOperator operator) throws Exception {
    return get(operator, "/q/metrics").body();
  }

  private static HttpResponse<String> get(RunningOperator operator, String path) throws Exception {
    URI uri = URI.create("http://localhost:" + operator.managementPort() + path);
    return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    for (int tries = 0; !condition.call(); tries++) {
      assertThat(tries).as(what + ", in tries of a tenth of a second").isLessThan(1200);
      Thread.sleep(100);
    }
  }
}

package io.migrationgate.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationgate.adapter.http.TestServer.Answers;
import io.migrationgate.adapter.http.TestServer.Reply;
import io.migrationgate.adapter.http.TestServer.Request;
import io.migrationgate.port.ForgeException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiClientTest {
  private static final Call LIST = Call.get("list things", "/things");

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private TestServer server(Answers answers) throws Exception {
    TestServer server = new TestServer(answers);
    open.add(server);
    return server;
  }

  private TestServer server(Reply... inTurn) throws Exception {
    Queue<Reply> replies = new ArrayDeque<>(List.of(inTurn));
    return server(request -> replies.size() > 1 ? replies.remove() : replies.element());
  }

  private static ForgeException failure(ApiClient client, Call call) {
    return catchThrowableOfType(ForgeException.class, () -> client.json(call));
  }

  @Test
  void sendsTheTokenAndReadsTheAnswer() throws Exception {
    TestServer server = server(Reply.json("{\"name\": \"é\", \"n\": 7}"));

    JsonValue answer = server.client("/api").json(LIST);

    assertThat(answer.text("name")).isEqualTo("é");
    assertThat(answer.number("n")).isEqualTo(7);
    Request request = server.requests().getFirst();
    assertThat(request.target()).isEqualTo("/api/things");
    assertThat(request.header("Authorization")).isEqualTo("Bearer " + TestServer.TOKEN);
  }

  @Test
  void triesAgainWhileTheServerIsInTrouble() throws Exception {
    TestServer server = server(Reply.of(500, ""), Reply.of(502, "<html>"), Reply.json("{}"));

    server.client("").json(LIST);

    assertThat(server.requests()).hasSize(3);
    assertThat(server.pauses()).containsExactly(Duration.ofMillis(500), Duration.ofMillis(1000));
  }

  @Test
  void givesUpOnAServerThatStaysInTrouble() throws Exception {
    TestServer server = server(Reply.of(503, "{\"message\": \"down\"}"));

    ForgeException failure = failure(server.client(""), LIST);

    assertThat(failure.reason()).isInstanceOf(ForgeException.Unreachable.class);
    assertThat(failure)
        .hasMessage(host(server) + ": cannot list things: the forge is in trouble (503)");
    assertThat(server.requests()).hasSize(3);
  }

  /** It may have been done all the same, and must not be done twice. */
  @Test
  void doesNotRepeatWhatCreatesSomething() throws Exception {
    TestServer server = server(Reply.of(500, ""));

    ForgeException failure = failure(server.client(""), Call.create("comment", "/c", "{}"));

    assertThat(failure.reason()).isInstanceOf(ForgeException.Unreachable.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void doesNotWaitLongForAnAnswer() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    TestServer server =
        server(
            request -> {
              over.await(30, TimeUnit.SECONDS);
              return Reply.json("{}");
            });

    ForgeException failure = failure(server.client("", Optional.empty(), shortOfTime()), LIST);
    over.countDown();

    assertThat(failure.reason()).isInstanceOf(ForgeException.Unreachable.class);
    assertThat(failure).hasMessageEndingWith("cannot list things: no answer within 0.2 s");
    assertThat(server.requests()).hasSize(2);
  }

  /** A server that begins to answer and never ends is as silent as one that never begins. */
  @Test
  void doesNotWaitLongForTheEndOfAnAnswer() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  while (true) {
                    var connection = socket.accept();
                    connection
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes());
                    connection.getOutputStream().flush();
                  }
                } catch (java.io.IOException closed) {
                  // The test is over.
                }
              });
      ApiClient client =
          new ApiClient(
              ApiAddress.of("http://127.0.0.1:" + socket.getLocalPort()),
              new Access(Optional.empty(), "", ""),
              new EnvironmentProxies(Map.of()),
              shortOfTime(),
              java.time.Clock.systemUTC(),
              duration -> {});

      assertThat(failure(client, LIST)).hasMessageEndingWith("no answer within 0.2 s");
    }
  }

  private static Patience shortOfTime() {
    return new Patience(
        Duration.ofSeconds(5),
        Duration.ofMillis(200),
        2,
        Duration.ofMillis(1),
        Duration.ofSeconds(1),
        8);
  }

  @Test
  void saysWhenNobodyIsThere() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    ForgeException refused = failure(clientAt("http://127.0.0.1:" + port), LIST);
    assertThat(refused.reason()).isInstanceOf(ForgeException.Unreachable.class);
    assertThat(refused).hasMessage("127.0.0.1:" + port + ": cannot list things: no connection");

    ForgeException unknown = failure(clientAt("https://no-such-host.invalid"), LIST);
    assertThat(unknown)
        .hasMessage("no-such-host.invalid: cannot list things: the name of the host is unknown");
  }

  private static ApiClient clientAt(String url) throws ForgeException {
    return new ApiClient(
        ApiAddress.of(url),
        new Access(Optional.empty(), "", ""),
        new EnvironmentProxies(Map.of()),
        TestServer.patience(),
        java.time.Clock.systemUTC(),
        duration -> {});
  }

  @Test
  void waitsWhereTheForgeAsksForIt() throws Exception {
    TestServer server = server(Reply.of(429, "").with("Retry-After", "7"), Reply.json("{}"));

    server.client("").json(LIST);

    assertThat(server.pauses()).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void waitsForTheEndOfGitHubsWindow() throws Exception {
    String reset = Long.toString(TestServer.START.plusSeconds(25).getEpochSecond());
    TestServer server =
        server(
            Reply.of(403, "{\"message\": \"API rate limit exceeded\"}")
                .with("x-ratelimit-remaining", "0")
                .with("x-ratelimit-reset", reset),
            Reply.json("{}"));

    server.client("").json(LIST);

    assertThat(server.pauses()).containsExactly(Duration.ofSeconds(25));
  }

  @Test
  void doesNotWaitForAnHour() throws Exception {
    String reset = Long.toString(TestServer.START.plusSeconds(3000).getEpochSecond());
    TestServer server =
        server(
            Reply.of(403, "{\"message\": \"API rate limit exceeded\"}")
                .with("x-ratelimit-remaining", "0")
                .with("x-ratelimit-reset", reset));

    ForgeException failure = failure(server.client(""), LIST);

    assertThat(failure.reason())
        .isEqualTo(new ForgeException.RateLimited(TestServer.START.plusSeconds(3000)));
    assertThat(failure)
        .hasMessageEndingWith(
            "too much was asked of the forge; it answers again at 2026-03-01T10:50:00Z");
    assertThat(server.requests()).hasSize(1);
    assertThat(server.pauses()).isEmpty();
  }

  /** The secondary limit comes without a number; GitHub's advice is to wait a minute. */
  @Test
  void waitsAMinuteWhereALimitNamesNoTime() throws Exception {
    TestServer server =
        server(
            Reply.of(
                403, "{\"message\": \"You have exceeded a secondary rate limit. Please wait\"}"),
            Reply.json("{}"));

    server.client("").json(LIST);

    assertThat(server.pauses()).containsExactly(Duration.ofSeconds(60));
  }

  @Test
  void readsTheDateThatARetryAfterMayBe() throws Exception {
    TestServer server =
        server(
            Reply.of(503, "").with("Retry-After", "Sun, 01 Mar 2026 10:00:09 GMT"),
            Reply.json("{}"));

    server.client("").json(LIST);

    assertThat(server.pauses()).containsExactly(Duration.ofSeconds(9));
  }

  @Test
  void staysLimitedWhereTheLimitDoesNotEnd() throws Exception {
    TestServer server = server(Reply.of(429, "").with("Retry-After", "7"));

    ForgeException failure = failure(server.client(""), LIST);

    Instant lastAnswer = TestServer.START.plusSeconds(14);
    assertThat(failure.reason())
        .isEqualTo(new ForgeException.RateLimited(lastAnswer.plusSeconds(7)));
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void saysWhichRightIsMissing() throws Exception {
    Map<Reply, String> expected =
        Map.of(
            Reply.of(401, "{\"message\": \"Bad credentials\"}"),
            "the token is wrong or expired (401): Bad credentials. READ ADVICE",
            Reply.of(403, "{\"message\": \"Resource not accessible by integration\"}"),
            "this is not permitted (403): Resource not accessible by integration. READ ADVICE");
    for (Map.Entry<Reply, String> each : expected.entrySet()) {
      TestServer server = server(each.getKey());
      ForgeException failure = failure(server.client(""), LIST);
      assertThat(failure.reason()).isInstanceOf(ForgeException.NoPermission.class);
      assertThat(failure).hasMessageEndingWith("cannot list things: " + each.getValue());
      assertThat(server.requests()).hasSize(1);
    }

    TestServer writing = server(Reply.of(403, "no JSON"));
    assertThat(failure(writing.client(""), Call.create("comment", "/c", "{}")))
        .hasMessageEndingWith("cannot comment: this is not permitted (403). WRITE ADVICE");

    TestServer without = server(Reply.of(401, "{}"));
    assertThat(failure(without.client("", Optional.empty(), TestServer.patience()), LIST))
        .hasMessageEndingWith("a token is needed (401). READ ADVICE");
  }

  @Test
  void saysWhatIsNotThere() throws Exception {
    ForgeException failure = failure(server(Reply.of(404, "{}")).client(""), LIST);

    assertThat(failure.reason()).isInstanceOf(ForgeException.NotFound.class);
    assertThat(failure).hasMessageEndingWith("it is not there, or hidden (404). READ ADVICE");
  }

  @Test
  void noMessageHoldsTheToken() throws Exception {
    String echo = "{\"message\": \"bad token " + TestServer.TOKEN + "\\nsecond line.\"}";
    for (int status : List.of(400, 401, 403, 404, 422, 429, 500)) {
      TestServer server = server(Reply.of(status, echo));
      ForgeException failure = failure(server.client(""), LIST);
      assertThat(failure.getMessage()).doesNotContain(TestServer.TOKEN).doesNotContain("\n");
      assertThat(failure.getCause()).isNull();
      assertThat(failure.getStackTrace()).isEmpty();
    }
    assertThat(failure(server(Reply.of(400, echo)).client(""), LIST))
        .hasMessageEndingWith("the forge answers 400: bad token *** second line");
    assertThat(new Secret(TestServer.TOKEN).toString()).isEqualTo("***");
    assertThat(new Access(Optional.of(new Secret(TestServer.TOKEN)), "", "").toString())
        .doesNotContain(TestServer.TOKEN);
  }

  @Test
  void saysWhatIsNoAnswer() throws Exception {
    Map<String, String> expected =
        Map.of(
            "<html>Sign in</html>",
            "the answer is not JSON",
            "{\"a\": ",
            "the answer is not JSON",
            "",
            "the answer is not JSON",
            "{} {}",
            "the answer goes on after its end",
            "[".repeat(100) + "]".repeat(100),
            "the answer is not JSON");
    for (Map.Entry<String, String> each : expected.entrySet()) {
      ForgeException failure = failure(server(Reply.json(each.getKey())).client(""), LIST);
      assertThat(failure.reason()).isInstanceOf(ForgeException.Unexpected.class);
      assertThat(failure).hasMessageEndingWith("cannot list things: " + each.getValue());
    }
  }

  @Test
  void doesNotReadWithoutEnd() throws Exception {
    TestServer server = server(Reply.bytes(new byte[3000]));

    Answer cut = server.client("").send(Call.raw("read", "/f", "*/*", 1000));
    assertThat(cut.isCut()).isTrue();
    assertThat(cut.bytes()).hasSize(1000);

    Answer whole = server.client("").send(Call.raw("read", "/f", "*/*", 3000));
    assertThat(whole.isCut()).isFalse();
    assertThat(whole.bytes()).hasSize(3000);
  }

  @Test
  void followsARedirectInTheSamePlaceWithTheToken() throws Exception {
    TestServer server =
        server(
            request ->
                request.path().equals("/things")
                    ? Reply.of(301, "").with("Location", "/moved?a=1")
                    : Reply.json("{}"));

    server.client("").json(LIST);

    Request second = server.requests().get(1);
    assertThat(second.target()).isEqualTo("/moved?a=1");
    assertThat(second.header("Authorization")).contains(TestServer.TOKEN);
  }

  @Test
  void leavesTheTokenBehindWhereARedirectLeadsElsewhere() throws Exception {
    TestServer elsewhere = server(Reply.json("{}"));
    TestServer server = server(Reply.of(302, "").with("Location", elsewhere.url() + "/file"));

    server.client("").json(LIST);

    Request second = elsewhere.requests().getFirst();
    assertThat(second.target()).isEqualTo("/file");
    assertThat(second.header("Authorization")).isEmpty();
  }

  @Test
  void doesNotFollowIntoTheOpenNorInCircles() throws Exception {
    for (String location :
        List.of("http://example.org/things", "ftp://example.org/", "/things", "", ":")) {
      TestServer server = server(Reply.of(302, "").with("Location", location));
      ForgeException failure = failure(server.client(""), LIST);
      assertThat(failure.reason()).isInstanceOf(ForgeException.Unexpected.class);
      assertThat(failure).hasMessageEndingWith("redirects to where this may not follow");
      assertThat(server.requests()).hasSizeLessThanOrEqualTo(6);
    }
  }

  @Test
  void sendsNoBodyElsewhere() throws Exception {
    TestServer elsewhere = server(Reply.json("{}"));
    TestServer server = server(Reply.of(307, "").with("Location", elsewhere.url() + "/c"));

    ForgeException failure = failure(server.client(""), Call.create("comment", "/c", "{}"));

    assertThat(failure.reason()).isInstanceOf(ForgeException.Unexpected.class);
    assertThat(elsewhere.requests()).isEmpty();
  }

  @Test
  void goesThroughTheProxyOfTheEnvironment() throws Exception {
    TestServer proxy = server(Reply.json("{}"));
    Map<String, String> environment = Map.of("HTTP_PROXY", proxy.url());

    through(environment, "http://localhost:1").json(LIST);

    assertThat(proxy.requests().getFirst().target()).isEqualTo("http://localhost:1/things");
  }

  @Test
  void tellsAProxyItsPasswordAndNobodyElse() throws Exception {
    TestServer proxy = server(Reply.json("{}"));
    String withPassword = proxy.url().replace("http://", "http://me:p%40ss@");

    through(Map.of("HTTP_PROXY", withPassword), "http://localhost:1").json(LIST);

    assertThat(proxy.requests().getLast().header("Proxy-Authorization"))
        .isEqualTo("Basic bWU6cEBzcw==");

    TestServer forge =
        server(Reply.of(401, "{}").with("WWW-Authenticate", "Basic realm=\"forge\""));
    ForgeException failure =
        failure(
            through(Map.of("HTTP_PROXY", withPassword, "NO_PROXY", "127.0.0.1"), forge.url()),
            LIST);
    assertThat(failure.reason()).isInstanceOf(ForgeException.NoPermission.class);
    assertThat(forge.requests()).allMatch(request -> request.header("Authorization").isEmpty());
  }

  @Test
  void goesPastTheProxyWhereTheEnvironmentSaysSo() throws Exception {
    TestServer server = server(Reply.json("{}"));
    for (String direct : List.of("127.0.0.1", "example.org, 127.0.0.1:80", "*")) {
      Map<String, String> environment =
          Map.of("http_proxy", "http://127.0.0.1:1", "NO_PROXY", direct);
      through(environment, server.url()).json(LIST);
    }
    assertThat(server.requests()).hasSize(3);
  }

  private static ApiClient through(Map<String, String> environment, String url)
      throws ForgeException {
    return new ApiClient(
        ApiAddress.of(url),
        new Access(Optional.empty(), "", ""),
        new EnvironmentProxies(environment),
        TestServer.patience(),
        java.time.Clock.systemUTC(),
        duration -> {});
  }

  @Test
  void readsAllPages() throws Exception {
    TestServer server =
        server(
            request ->
                switch (request.parameter("page")) {
                  case "1" -> Reply.json("[1, 2]").with("Link", "<x>; rel=\"next\"");
                  case "2" -> Reply.json("[3, 4]").with("x-next-page", "3");
                  default -> Reply.json("[5]").with("Link", "<x>; rel=\"prev\"");
                });

    assertThat(server.client("").pages("list", "/l?page=", Set.of())).hasSize(5);
    assertThat(server.requests()).hasSize(3);
  }

  /** An item that is closed while the pages are turned moves another one past the reader. */
  @Test
  void readsAListAgainThatChangedMeanwhile() throws Exception {
    Queue<Reply> replies =
        new ArrayDeque<>(
            List.of(
                Reply.json("[1, 2]").with("x-total-count", "4"),
                Reply.json("[4]").with("x-total-count", "3"),
                Reply.json("[2, 3]").with("x-total-count", "3"),
                Reply.json("[4]").with("x-total-count", "3")));
    TestServer server = server(request -> replies.remove());

    assertThat(server.client("").pages("list", "/l?page=", Set.of())).hasSize(3);
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void doesNotTrustAListThatNeverStandsStill() throws Exception {
    TestServer server =
        server(
            request ->
                request.parameter("page").equals("1")
                    ? Reply.json("[1, 2]").with("x-total-count", "5")
                    : Reply.json("[]").with("x-total-count", "5"));

    ForgeException failure =
        catchThrowableOfType(
            ForgeException.class, () -> server.client("").pages("list", "/l?page=", Set.of()));

    assertThat(failure.reason()).isInstanceOf(ForgeException.Unexpected.class);
    assertThat(failure).hasMessageEndingWith("the list changed each time it was read");
  }

  @Test
  void asksBesideEachOtherWithinBounds() throws Exception {
    // Eight that wait for each other: fewer at once, and nobody would ever be answered.
    CyclicBarrier all = new CyclicBarrier(8);
    TestServer server =
        server(
            request -> {
              all.await(20, TimeUnit.SECONDS);
              return Reply.json("{\"path\": \"" + request.path() + "\"}");
            });
    ApiClient client = server.client("");
    List<Integer> numbers = IntStream.range(0, 64).boxed().toList();

    List<String> answers =
        client.each(numbers, n -> client.json(Call.get("ask", "/" + n)).text("path"));

    assertThat(answers).isEqualTo(numbers.stream().map(n -> "/" + n).toList());
    assertThat(server.mostAtOnce()).isEqualTo(8);
  }

  @Test
  void theFirstFailureEndsAll() throws Exception {
    TestServer server = server(Reply.of(401, "{}"));
    ApiClient client = server.client("");
    List<Integer> numbers = IntStream.range(0, 1000).boxed().toList();

    ForgeException failure =
        catchThrowableOfType(
            ForgeException.class,
            () -> client.each(numbers, n -> client.json(Call.get("ask", "/" + n))));

    assertThat(failure.reason()).isInstanceOf(ForgeException.NoPermission.class);
    assertThat(server.requests()).hasSizeLessThan(1000);
  }

  @Test
  void takesOnlyAddressesThatNobodyReadsOnTheWay() {
    for (String safe :
        List.of("https://git.example.org/api/v1/", "http://localhost:3000", "http://[::1]/")) {
      assertThat(catchThrowableOfType(ForgeException.class, () -> ApiAddress.of(safe))).isNull();
    }
    for (String unsafe :
        List.of(
            "http://git.example.org/api/v1",
            "http://localhost.example.org",
            "ftp://git.example.org",
            "https://me:secret@git.example.org",
            "https://",
            "git.example.org",
            "ht tp://")) {
      ForgeException failure =
          catchThrowableOfType(ForgeException.class, () -> ApiAddress.of(unsafe));
      assertThat(failure).as(unsafe).isNotNull();
      assertThat(failure.reason()).isInstanceOf(ForgeException.NotConfigured.class);
      assertThat(failure.getMessage()).doesNotContain("secret");
    }
  }

  private static String host(TestServer server) {
    return server.url().substring("http://".length());
  }
}

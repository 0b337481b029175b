package io.migrationgate.adapter.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.migrationgate.port.ForgeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server in this process, and a clock that only moves when somebody waits. */
public final class TestServer implements AutoCloseable {

  /** Looks like a token of GitHub; is none. */
  public static final String TOKEN = "ghs_0123456789abcdefSECRET";

  public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  /** What was asked. */
  public record Request(String method, String target, Map<String, String> headers, String body) {
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
    }

    /** The path without the query. */
    public String path() {
      int query = target.indexOf('?');
      return query < 0 ? target : target.substring(0, query);
    }

    /** One parameter of the query; empty if it is not there. */
    public String parameter(String name) {
      for (String pair : target.substring(path().length()).replace("?", "").split("&", -1)) {
        if (pair.startsWith(name + "=")) {
          return pair.substring(name.length() + 1);
        }
      }
      return "";
    }
  }

  /** What is answered. */
  public record Reply(int status, Map<String, String> headers, byte[] body) {
    public static Reply json(String body) {
      return of(200, body);
    }

    public static Reply of(int status, String body) {
      return new Reply(
          status,
          Map.of("Content-Type", "application/json"),
          body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply bytes(byte[] body) {
      return new Reply(200, Map.of("Content-Type", "text/plain"), body);
    }

    public Reply with(String name, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(name, value);
      return new Reply(status, more, body);
    }
  }

  /** Decides. */
  @FunctionalInterface
  public interface Answers {
    Reply to(Request request) throws Exception;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private volatile Instant now = START;

  public TestServer(Answers answers) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, answers));
    server.start();
  }

  private void answer(HttpExchange exchange, Answers answers) throws IOException {
    int atOnce = running.incrementAndGet();
    mostAtOnce.accumulateAndGet(atOnce, Math::max);
    try (exchange) {
      Map<String, String> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) ->
                  headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Request request =
          new Request(
              exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
      requests.add(request);
      Reply reply;
      try {
        reply = answers.to(request);
      } catch (Exception | AssertionError failure) {
        reply = Reply.of(418, "{\"message\": \"" + failure + "\"}");
      }
      reply.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      running.decrementAndGet();
      exchange.sendResponseHeaders(
          reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
      exchange.getResponseBody().write(reply.body());
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public List<Request> requests() {
    return new ArrayList<>(requests);
  }

  /** How many requests ran beside each other. */
  public int mostAtOnce() {
    return mostAtOnce.get();
  }

  /** How long was waited, each time. */
  public List<Duration> pauses() {
    return new ArrayList<>(pauses);
  }

  public ApiClient client(String path) throws ForgeException {
    return client(path, Optional.of(new Secret(TOKEN)), patience());
  }

  public ApiClient client(String path, Optional<Secret> token, Patience patience)
      throws ForgeException {
    return new ApiClient(
        ApiAddress.of(url() + path),
        new Access(token, "READ ADVICE", "WRITE ADVICE"),
        new EnvironmentProxies(Map.of()),
        patience,
        clock(),
        this::pass);
  }

  public static Patience patience() {
    return new Patience(
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        3,
        Duration.ofMillis(500),
        Duration.ofSeconds(60),
        8);
  }

  void pass(Duration duration) {
    pauses.add(duration);
    now = now.plus(duration);
  }

  Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

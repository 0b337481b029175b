package io.migrationgate.adapter.http;

import io.migrationgate.port.ForgeException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the interface of one forge.
 *
 * <p>What may pass is tried again: a broken connection, a server in trouble, a limit that is lifted
 * soon. What will not is a {@link ForgeException} at once. The token goes to the address of the
 * interface and nowhere else, and into no message.
 */
public final class ApiClient {
  private static final int MOST_REDIRECTS = 5;
  private static final int MOST_PAGES = 1000;
  private static final int LISTINGS = 3;
  private static final int LONGEST_QUOTE = 200;

  private final HttpClient http;
  private final ApiAddress api;
  private final Access access;
  private final EnvironmentProxies proxies;
  private final Patience patience;
  private final Clock clock;
  private final Pause pause;

  /** When a forge says stop, everybody stops. */
  private final AtomicLong quietUntil = new AtomicLong();

  public ApiClient(ApiAddress api, Access access, EnvironmentProxies proxies, Patience patience) {
    this(api, access, proxies, patience, Clock.systemUTC(), Thread::sleep);
  }

  public ApiClient(
      ApiAddress api,
      Access access,
      EnvironmentProxies proxies,
      Patience patience,
      Clock clock,
      Pause pause) {
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(patience.connect())
            // A redirect is followed by hand: the token stays behind.
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(proxies)
            .build();
    this.api = api;
    this.access = access;
    this.proxies = proxies;
    this.patience = patience;
    this.clock = clock;
    this.pause = pause;
  }

  /** The host, as messages name it. */
  public String host() {
    return api.host();
  }

  public JsonValue json(Call call) throws ForgeException {
    return json(call, Set.of());
  }

  public JsonValue json(Call call, Set<String> skipped) throws ForgeException {
    return read(call, send(call), skipped);
  }

  private JsonValue read(Call call, Answer answer, Set<String> skipped) throws ForgeException {
    if (answer.isCut()) {
      throw failure(
          new ForgeException.Unexpected(),
          call,
          "the answer is longer than " + (call.limit() >> 20) + " MiB");
    }
    return JsonValue.read(answer.bytes(), cannot(call), skipped);
  }

  /**
   * The items on all pages of a list.
   *
   * <p>Pages are numbered by position, so that an item that goes while they are turned moves
   * another one past the reader. A list whose length changes meanwhile is therefore read again.
   *
   * @param target up to the number of the page: {@code /pulls?limit=50&page=}
   */
  public List<JsonValue> pages(String purpose, String target, Set<String> skipped)
      throws ForgeException {
    Call call = Call.get(purpose, target);
    for (int listing = 0; listing < LISTINGS; listing++) {
      Optional<List<JsonValue>> items = allPages(purpose, target, skipped);
      if (items.isPresent()) {
        return items.get();
      }
    }
    throw failure(new ForgeException.Unexpected(), call, "the list changed each time it was read");
  }

  private Optional<List<JsonValue>> allPages(String purpose, String target, Set<String> skipped)
      throws ForgeException {
    List<JsonValue> items = new ArrayList<>();
    Set<Long> totals = new HashSet<>();
    for (int page = 1; page <= MOST_PAGES; page++) {
      Call call = Call.get(purpose, target + page);
      Answer answer = send(call);
      List<JsonValue> found = read(call, answer, skipped).items();
      items.addAll(found);
      long total = answer.total();
      totals.add(total);
      boolean more = answer.hasNext() || total > items.size();
      if (found.isEmpty() || !more) {
        boolean steady = totals.size() == 1 && (total < 0 || total == items.size());
        return steady ? Optional.of(items) : Optional.empty();
      }
    }
    throw failure(
        new ForgeException.Unexpected(),
        Call.get(purpose, target),
        "the list has more than " + MOST_PAGES + " pages");
  }

  /**
   * Asks beside each other, as many at once as the forge may be asked; the first failure ends them
   * all.
   *
   * @return one answer for each subject, in the same order
   */
  public <Q, A> List<A> each(List<Q> subjects, Question<Q, A> question) throws ForgeException {
    if (subjects.size() <= 1) {
      return subjects.isEmpty() ? List.of() : List.of(question.ask(subjects.getFirst()));
    }
    ExecutorService askers =
        Executors.newFixedThreadPool(patience.beside(), Thread.ofVirtual().factory());
    try {
      List<Future<A>> pending = new ArrayList<>(subjects.size());
      for (Q subject : subjects) {
        pending.add(askers.submit(() -> question.ask(subject)));
      }
      List<A> answers = new ArrayList<>(subjects.size());
      for (Future<A> future : pending) {
        answers.add(future.get());
      }
      return answers;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof ForgeException known) {
        throw known;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ForgeException(
          new ForgeException.Unreachable(), host() + ": the questions were interrupted");
    } finally {
      askers.shutdownNow();
    }
  }

  /** The answer to a call that went well; everything else is an exception. */
  public Answer send(Call call) throws ForgeException {
    for (int attempt = 1; ; attempt++) {
      Outcome outcome = attempt(call);
      switch (outcome) {
        case Outcome.Answered(Answer answer) -> {
          return answer;
        }
        case Outcome.Final(ForgeException failure) -> throw failure;
        case Outcome.Passing(ForgeException failure) -> {
          if (attempt >= patience.attempts() || !call.repeatable()) {
            throw failure;
          }
          pause(call, patience.backoff(attempt));
        }
        case Outcome.Limited(Duration delay, ForgeException failure) -> {
          if (attempt >= patience.attempts() || delay.compareTo(patience.longestWait()) > 0) {
            throw failure;
          }
          quietUntil.accumulateAndGet(clock.instant().plus(delay).toEpochMilli(), Math::max);
        }
      }
    }
  }

  private sealed interface Outcome {
    record Answered(Answer answer) implements Outcome {}

    record Final(ForgeException failure) implements Outcome {}

    record Passing(ForgeException failure) implements Outcome {}

    record Limited(Duration delay, ForgeException failure) implements Outcome {}
  }

  private Outcome attempt(Call call) throws ForgeException {
    Duration quiet = Duration.ofMillis(quietUntil.get() - clock.millis());
    if (quiet.isPositive()) {
      pause(call, quiet);
    }
    URI target = api.resolve(call.target());
    for (int redirects = 0; ; redirects++) {
      Answer answer;
      try {
        answer = exchange(call, target);
      } catch (IOException broken) {
        return connectionFailure(call, broken);
      }
      if (!isRedirect(answer)) {
        return judge(call, answer);
      }
      Optional<URI> next =
          redirects < MOST_REDIRECTS ? redirected(call, target, answer) : Optional.empty();
      if (next.isEmpty()) {
        return new Outcome.Final(
            failure(
                new ForgeException.Unexpected(),
                call,
                "the forge redirects to where this may not follow"));
      }
      target = next.get();
    }
  }

  private Answer exchange(Call call, URI target) throws IOException, ForgeException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .header("Accept", call.accept())
            .header("User-Agent", "migration-gate")
            .method(
                call.method(),
                call.json()
                    .map(HttpRequest.BodyPublishers::ofString)
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    if (call.json().isPresent()) {
      request.header("Content-Type", "application/json");
    }
    if (api.isOriginOf(target)) {
      access
          .token()
          .ifPresent(token -> request.header("Authorization", "Bearer " + token.reveal()));
    }
    proxies
        .authorization(target)
        .ifPresent(account -> request.header("Proxy-Authorization", account));
    CompletableFuture<HttpResponse<BoundedBody.Body>> pending =
        http.sendAsync(request.build(), head -> new BoundedBody(call.limit()));
    try {
      // The request's own time-out would end with the headers.
      HttpResponse<BoundedBody.Body> response =
          pending.get(patience.answer().toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (TimeoutException late) {
      pending.cancel(true);
      throw new HttpTimeoutException("late");
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException broken) {
        throw broken;
      }
      throw new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      pending.cancel(true);
      throw interrupted(call);
    }
  }

  private static boolean isRedirect(Answer answer) {
    return switch (answer.status()) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  private Optional<URI> redirected(Call call, URI from, Answer answer) {
    try {
      URI next = from.resolve(answer.header("location"));
      // Only 307 and 308 promise that the same request is meant, and none of them to whom.
      boolean same = call.method().equals("GET") || answer.status() >= 307;
      boolean safe = call.json().isEmpty() || api.isOriginOf(next);
      return same && safe && ApiAddress.isSafe(next) ? Optional.of(next) : Optional.empty();
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private Outcome judge(Call call, Answer answer) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return hidesALimit(answer) ? limited(call, answer) : new Outcome.Answered(answer);
    }
    if (status == 429 || (status == 403 && speaksOfALimit(answer))) {
      return limited(call, answer);
    }
    if (status >= 500) {
      ForgeException failure =
          failure(
              new ForgeException.Unreachable(), call, "the forge is in trouble (" + status + ")");
      return answer.header("retry-after").isEmpty()
          ? new Outcome.Passing(failure)
          : new Outcome.Limited(wait(answer), failure);
    }
    String said = said(answer);
    String advice = call.writes() ? access.writeAdvice() : access.readAdvice();
    return new Outcome.Final(
        switch (status) {
          case 401 ->
              failure(
                  new ForgeException.NoPermission(),
                  call,
                  (access.token().isPresent()
                          ? "the token is wrong or expired (401)"
                          : "a token is needed (401)")
                      + said
                      + ". "
                      + advice);
          case 403 ->
              failure(
                  new ForgeException.NoPermission(),
                  call,
                  "this is not permitted (403)" + said + ". " + advice);
          case 404, 410 ->
              failure(
                  new ForgeException.NotFound(),
                  call,
                  "it is not there, or hidden (" + status + "). " + advice);
          default ->
              failure(new ForgeException.Unexpected(), call, "the forge answers " + status + said);
        });
  }

  /** GraphQL tells of everything in an answer that looks well. */
  private static boolean hidesALimit(Answer answer) {
    return answer.number("x-ratelimit-remaining") == 0
        && answer.text().contains("\"RATE_LIMITED\"");
  }

  /** GitHub says 403 for limits as for rights, and tells them apart in the headers or in words. */
  private static boolean speaksOfALimit(Answer answer) {
    return !answer.header("retry-after").isEmpty()
        || answer.number("x-ratelimit-remaining") == 0
        || answer.text().toLowerCase(Locale.ROOT).contains("rate limit");
  }

  private Outcome limited(Call call, Answer answer) {
    return limited(call, wait(answer));
  }

  private Outcome limited(Call call, Duration wait) {
    Instant end = clock.instant().plus(wait).truncatedTo(ChronoUnit.SECONDS);
    return new Outcome.Limited(
        wait,
        failure(
            new ForgeException.RateLimited(end),
            call,
            "too much was asked of the forge; it answers again at " + end));
  }

  private Duration wait(Answer answer) {
    String after = answer.header("retry-after");
    long seconds = answer.number("retry-after");
    if (seconds >= 0) {
      return Duration.ofSeconds(Math.max(1, seconds));
    }
    if (!after.isEmpty()) {
      try {
        Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(after, Instant::from);
        return atLeastASecond(Duration.between(clock.instant(), date));
      } catch (DateTimeParseException unreadable) {
        return patience.longestWait();
      }
    }
    long reset = Math.max(answer.number("x-ratelimit-reset"), answer.number("ratelimit-reset"));
    if (reset >= 0 && answer.number("x-ratelimit-remaining") <= 0) {
      return atLeastASecond(
          Duration.between(clock.instant(), Instant.ofEpochSecond(Math.min(reset, 1L << 33))));
    }
    return patience.longestWait();
  }

  private static Duration atLeastASecond(Duration wait) {
    return wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
  }

  private Outcome connectionFailure(Call call, IOException broken) {
    String words =
        switch (broken) {
          case SSLException untrusted ->
              "no TLS connection: the certificate is not trusted, or this is no TLS server";
          case HttpTimeoutException late ->
              "no answer within " + patience.answer().toMillis() / 1000.0 + " s";
          case ConnectException refused when hasCause(refused, UnresolvedAddressException.class) ->
              "the name of the host is unknown";
          case ConnectException refused -> "no connection";
          default -> "the connection broke";
        };
    ForgeException failure = failure(new ForgeException.Unreachable(), call, words);
    return broken instanceof SSLException
        ? new Outcome.Final(failure)
        : new Outcome.Passing(failure);
  }

  private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private void pause(Call call, Duration duration) throws ForgeException {
    try {
      pause.pass(duration);
    } catch (InterruptedException interrupted) {
      throw interrupted(call);
    }
  }

  private ForgeException interrupted(Call call) {
    Thread.currentThread().interrupt();
    return failure(new ForgeException.Unreachable(), call, "the question was interrupted");
  }

  /** What the forge itself says, in one line, as far as it can be repeated. */
  private String said(Answer answer) {
    String message;
    try {
      JsonValue json = JsonValue.read(answer.bytes(), "", Set.of());
      message = json.textOr("message", json.textOr("error", ""));
    } catch (ForgeException noJson) {
      return "";
    }
    String plain = quoted(message);
    return plain.isEmpty() ? "" : ": " + plain;
  }

  /** A text of the forge as part of a message: one line, not too long, without the token. */
  public String quoted(String text) {
    String discreet = access.token().map(token -> token.blotOutIn(text)).orElse(text);
    StringBuilder plain = new StringBuilder();
    discreet
        .codePoints()
        .limit(LONGEST_QUOTE)
        .forEach(c -> plain.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    String line = plain.toString().strip();
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }

  public ForgeException failure(ForgeException.Reason reason, Call call, String words) {
    return new ForgeException(reason, cannot(call) + ": " + words);
  }

  private String cannot(Call call) {
    return host() + ": cannot " + call.purpose();
  }
}

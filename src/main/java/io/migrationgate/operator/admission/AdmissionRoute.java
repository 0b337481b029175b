package io.migrationgate.operator.admission;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.migrationgate.core.injection.GateImage;
import io.migrationgate.operator.OperatorSettings;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code POST /inject}: what the API server asks for every pod with the gate's label. */
@Singleton
final class AdmissionRoute {

  private static final Logger LOG = Logger.getLogger(AdmissionRoute.class);

  /** The API server takes no object over three. */
  private static final long MOST_BYTES = 4L << 20;

  /** What the API server waits at most, where it does not say. */
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(2);

  /** Up to where the API server goes on without an answer. */
  private static final Duration[] BOUNDS =
      Stream.of(10, 50, 100, 250, 500, 1_000, 1_500, 2_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Reviews reviews;
  private final boolean enabled;
  private final Map<Answer.Outcome, Timer> timers = new EnumMap<>(Answer.Outcome.class);
  // A review may wait for the API server; others do not wait for it.
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean ending;

  AdmissionRoute(
      OperatorSettings settings,
      PatientDirectory gates,
      KnownAbilities abilities,
      Clock clock,
      MeterRegistry registry) {
    this.reviews = new Reviews(new PodAdmission(gates, image(settings), abilities::get, clock));
    this.enabled = settings.webhook().enabled();
    for (Answer.Outcome outcome : Answer.Outcome.values()) {
      timers.put(
          outcome,
          Timer.builder("migrationgate_webhook_review_seconds")
              .description("How long the webhook took for an answer.")
              .tag("outcome", outcome.word())
              .serviceLevelObjectives(BOUNDS)
              .register(registry));
    }
  }

  private static Optional<GateImage> image(OperatorSettings settings) {
    return settings.image().map(reference -> new GateImage(reference, settings.imagePullPolicy()));
  }

  void register(@Observes Router router) {
    if (enabled) {
      router
          .post("/inject")
          .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
          .handler(this::partWhileEnding)
          .handler(this::take);
    }
  }

  void beginToEnd(@Observes ShutdownDelayInitiatedEvent told) {
    ending = true;
  }

  void end(@Observes ShutdownEvent stop) {
    threads.shutdown();
  }

  /**
   * The API server keeps its connections, whatever has become of the Service's endpoints: on one
   * that stays open, it would send a question just when the port closes.
   */
  private void partWhileEnding(RoutingContext context) {
    if (ending) {
      if (context.request().version() == HttpVersion.HTTP_2) {
        context.addEndHandler(ended -> context.request().connection().shutdown());
      } else {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      }
    }
    context.next();
  }

  private void take(RoutingContext context) {
    Deadline deadline = deadline(context.request().getParam("timeout"));
    Buffer buffer = context.body().buffer();
    byte[] body = buffer == null ? new byte[0] : buffer.getBytes();
    try {
      threads.execute(() -> answer(context, body, deadline));
    } catch (RejectedExecutionException ending) {
      context.response().setStatusCode(HttpURLConnection.HTTP_UNAVAILABLE).end();
    }
  }

  /** With a quarter of the time kept for the way there and back. */
  private static Deadline deadline(@Nullable String timeout) {
    Duration patience = USUAL_PATIENCE;
    if (timeout != null && timeout.matches("[1-9][0-9]?s")) {
      Duration asked =
          Duration.ofSeconds(Long.parseLong(timeout.substring(0, timeout.length() - 1)));
      patience = asked.compareTo(patience) < 0 ? asked : patience;
    }
    return Deadline.in(patience.multipliedBy(3).dividedBy(4));
  }

  private void answer(RoutingContext context, byte[] body, Deadline deadline) {
    long start = System.nanoTime();
    try {
      Reviews.Reply reply = reviews.answer(body, deadline);
      Objects.requireNonNull(timers.get(reply.outcome()))
          .record(Duration.ofNanos(System.nanoTime() - start));
      context
          .response()
          .putHeader("Content-Type", "application/json")
          .end(Buffer.buffer(reply.body()));
    } catch (MalformedReviewException malformed) {
      context
          .response()
          .setStatusCode(HttpURLConnection.HTTP_BAD_REQUEST)
          .putHeader("Content-Type", "text/plain; charset=utf-8")
          .end(malformed.getMessage() + "\n");
    } catch (RuntimeException gone) {
      LOG.debug("the API server has gone before its answer", gone);
    }
  }
}

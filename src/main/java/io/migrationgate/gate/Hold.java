package io.migrationgate.gate;

import io.migrationgate.core.message.ChainNote;
import io.migrationgate.core.message.DatabaseNote;
import io.migrationgate.core.message.GateMessage;
import io.migrationgate.core.message.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Waits until the pod may start, or until somebody lets it go. */
public final class Hold {

  private static final Duration FIRST_REMINDER = Duration.ofMinutes(1);
  private static final Duration LAST_REMINDER = Duration.ofHours(1);
  private static final Duration FIRST_QUESTION = Duration.ofSeconds(2);
  private static final Duration LAST_QUESTION = Duration.ofSeconds(15);

  /** A change of the annotations wakes it at once; this is for where that was missed. */
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);

  private final HoldSettings settings;
  private final PodIdentity pod;
  private final PodAnnotations annotations;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Consumer<String> log;

  /**
   * @param clock by which releases end
   * @param nanos by which it waits, since clocks are set
   */
  public Hold(
      HoldSettings settings,
      PodIdentity pod,
      PodAnnotations annotations,
      InstantSource clock,
      LongSupplier nanos,
      Consumer<String> log) {
    this.settings = settings;
    this.pod = pod;
    this.annotations = annotations;
    this.clock = clock;
    this.nanos = nanos;
    this.log = log;
  }

  /**
   * Returns when it need not wait any longer.
   *
   * @param chains read once, and only where the database is what the pod waits for
   */
  public LetGo await(
      GateMessage found, Supplier<List<ExaminedChain>> chains, DatabaseQuestions databases)
      throws InterruptedException {
    // check was not told of the database; who only wrote it here means it all the same.
    boolean unasked =
        found.outcome() == Outcome.PASS && found.databases().isEmpty() && databases.any();
    GateMessage verdict =
        unasked ? GateMessage.of(found.chains(), databases.ask(chains.get())) : found;
    Optional<LetGo> now = atOnce(verdict);
    LetGo end = now.isPresent() ? now.get() : new Waiting(verdict, chains, databases).untilEnd();
    log.accept(HoldText.ofEnd(end));
    return end;
  }

  private Optional<LetGo> atOnce(GateMessage verdict) {
    if (verdict.outcome() == Outcome.PASS) {
      return Optional.of(new LetGo.Passed());
    }
    if (!settings.enforced()) {
      return Optional.of(new LetGo.Audited(verdict.reason()));
    }
    return verdict.outcome() == Outcome.UNKNOWN && !settings.unknownHolds()
        ? Optional.of(new LetGo.UnknownAllowed(verdict.reason()))
        : Optional.empty();
  }

  /** One pod that is held. */
  private final class Waiting {

    private final Supplier<List<ExaminedChain>> chains;
    private List<ExaminedChain> examined = List.of();
    private final DatabaseQuestions databases;
    private final boolean databaseAlone;
    private final long start = nanos.getAsLong();
    private final Backoff reminder = new Backoff(FIRST_REMINDER, LAST_REMINDER);
    private final Backoff question = new Backoff(FIRST_QUESTION, LAST_QUESTION);
    private GateMessage verdict;
    private String saidOfRelease = "";

    Waiting(
        GateMessage verdict, Supplier<List<ExaminedChain>> chains, DatabaseQuestions databases) {
      this.verdict = verdict;
      this.chains = chains;
      this.databases = databases;
      this.databaseAlone = !verdict.databases().isEmpty() && filesPass(verdict);
    }

    LetGo untilEnd() throws InterruptedException {
      boolean said = false;
      while (true) {
        Optional<LetGo> released = released();
        if (released.isPresent()) {
          return released.get();
        }
        if (!said) {
          HoldText.block(verdict, pod).forEach(log);
          said = true;
        }
        Duration elapsed = Duration.ofNanos(nanos.getAsLong() - start);
        if (settings.timeout().isPresent() && elapsed.compareTo(settings.timeout().get()) >= 0) {
          return new LetGo.TimedOut(settings.passesOnTimeout(), verdict.reason());
        }
        if (databaseAlone && question.passes(elapsed) && databaseIsReady()) {
          return new LetGo.DatabaseReady();
        }
        if (reminder.passes(elapsed)) {
          log.accept(HoldText.reminder(verdict, Durations.words(elapsed)));
        }
        annotations.awaitChange(untilNextEvent(elapsed));
      }
    }

    private Optional<LetGo> released() {
      return switch (Release.of(annotations.read(), clock.instant())) {
        case Release.None none -> Optional.empty();
        case Release.Granted granted ->
            Optional.of(new LetGo.Released(granted.reason(), verdict.reason()));
        case Release.Ineffective nothing -> {
          if (!nothing.why().equals(saidOfRelease)) {
            saidOfRelease = nothing.why();
            log.accept("Not released: " + nothing.why() + ".");
          }
          yield Optional.empty();
        }
      };
    }

    private boolean databaseIsReady() throws InterruptedException {
      if (examined.isEmpty()) {
        examined = chains.get();
      }
      GateMessage now = GateMessage.of(verdict.chains(), databases.ask(examined));
      if (!now.databases().equals(verdict.databases())) {
        for (DatabaseNote note : now.databases()) {
          if (note.outcome() != Outcome.PASS) {
            log.accept("The database of " + note.chain() + " now: " + note.message());
          }
        }
      }
      verdict = now;
      return atOnce(now).isPresent();
    }

    private Duration untilNextEvent(Duration elapsed) {
      Duration next = reminder.due().minus(elapsed);
      next = shorter(next, LONGEST_SLEEP);
      if (databaseAlone) {
        next = shorter(next, question.due().minus(elapsed));
      }
      if (settings.timeout().isPresent()) {
        next = shorter(next, settings.timeout().get().minus(elapsed));
      }
      return next.isPositive() ? next : Duration.ofMillis(1);
    }
  }

  private static boolean filesPass(GateMessage verdict) {
    for (ChainNote note : verdict.chains()) {
      if (note.outcome() != Outcome.PASS) {
        return false;
      }
    }
    return !verdict.chains().isEmpty();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}

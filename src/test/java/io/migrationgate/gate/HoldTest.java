package io.migrationgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.core.message.ChainNote;
import io.migrationgate.core.message.DatabaseNote;
import io.migrationgate.core.message.GateMessage;
import io.migrationgate.core.message.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Waiting, with a clock that the test moves. */
class HoldTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private static final GateMessage FORKED =
      GateMessage.of(
          List.of(
              new ChainNote(
                  "main",
                  Outcome.BLOCKED,
                  "MultipleHeads",
                  OptionalInt.of(41),
                  OptionalInt.of(2),
                  List.of("a", "b"),
                  "2 heads where 1 is allowed: a, b",
                  "Merge them.")),
          List.of());

  private static final ChainNote STRAIGHT =
      new ChainNote(
          "main",
          Outcome.PASS,
          "Passed",
          OptionalInt.of(41),
          OptionalInt.of(1),
          List.of("a"),
          "",
          "");

  private static DatabaseNote database(Outcome outcome, String state, String message) {
    return new DatabaseNote("main", outcome, state, List.of(), message, "");
  }

  private static final GateMessage BEHIND =
      GateMessage.of(
          List.of(STRAIGHT),
          List.of(database(Outcome.BLOCKED, "DatabaseBehind", "3 revisions are pending")));

  /** The world of one hold: time passes only while it waits. */
  private static final class World implements PodAnnotations {
    final Map<String, String> annotations = new HashMap<>();
    final List<String> log = new ArrayList<>();
    final Deque<Runnable> changes = new ArrayDeque<>();
    Duration passed = Duration.ZERO;
    int waits;

    @Override
    public Map<String, String> read() {
      return Map.copyOf(annotations);
    }

    @Override
    public void awaitChange(Duration atMost) throws InterruptedException {
      assertThat(atMost).isPositive();
      passed = passed.plus(atMost);
      if (++waits > 10_000) {
        throw new InterruptedException("for ever");
      }
      if (!changes.isEmpty()) {
        changes.removeFirst().run();
      }
    }

    LetGo hold(HoldSettings settings, GateMessage verdict) throws InterruptedException {
      return hold(settings, verdict, DatabaseQuestions.NONE);
    }

    LetGo hold(HoldSettings settings, GateMessage verdict, DatabaseQuestions databases)
        throws InterruptedException {
      return new Hold(
              settings,
              new PodIdentity(Optional.of("api-0"), Optional.of("shop")),
              this,
              () -> START.plus(passed),
              () -> passed.toNanos(),
              log::add)
          .await(verdict, List::of, databases);
    }
  }

  private final World world = new World();

  private static HoldSettings until(HoldSettings settings, String timeout) {
    return new HoldSettings(
        settings.enforced(), settings.unknownHolds(), Durations.parse(timeout), false);
  }

  @Test
  void aPassGoesAtOnce() throws InterruptedException {
    GateMessage passed = GateMessage.of(List.of(STRAIGHT), List.of());
    assertThat(world.hold(HoldSettings.USUAL, passed)).isEqualTo(new LetGo.Passed());
    assertThat(world.waits).isZero();
  }

  @Test
  void inAuditModeNobodyIsHeld() throws InterruptedException {
    HoldSettings audit = new HoldSettings(false, true, Optional.empty(), false);
    assertThat(world.hold(audit, FORKED)).isEqualTo(new LetGo.Audited("MultipleHeads"));
    assertThat(world.waits).isZero();
  }

  @Test
  void theUnknownIsHeldUnlessItIsAllowed() throws InterruptedException {
    GateMessage unknown = GateMessage.unknown(GateMessage.NO_VERDICT);
    HoldSettings lenient = new HoldSettings(true, false, Optional.empty(), false);
    assertThat(world.hold(lenient, unknown)).isEqualTo(new LetGo.UnknownAllowed("NoVerdict"));
    assertThat(world.hold(until(lenient, "1h"), FORKED)).isInstanceOf(LetGo.TimedOut.class);
    assertThat(world.hold(until(HoldSettings.USUAL, "1h"), unknown))
        .isInstanceOf(LetGo.TimedOut.class);
  }

  @Test
  void aReleaseLetsThePodGo() throws InterruptedException {
    world.changes.add(() -> world.annotations.put(Release.ANNOTATION, "incident 42"));
    assertThat(world.hold(HoldSettings.USUAL, FORKED))
        .isEqualTo(new LetGo.Released("incident 42", "MultipleHeads"));
    assertThat(world.waits).isOne();
  }

  @Test
  void aReleaseThatWasThereBeforeNeedsNoExplanation() throws InterruptedException {
    world.annotations.put(Release.ANNOTATION, "incident 42");
    world.hold(HoldSettings.USUAL, FORKED);
    assertThat(world.log).hasSize(1);
  }

  @Test
  void aReleaseEnds() throws InterruptedException {
    world.annotations.put(Release.ANNOTATION, "incident 42");
    world.annotations.put(Release.UNTIL_ANNOTATION, START.minusSeconds(1).toString());
    world.changes.add(
        () -> world.annotations.put(Release.UNTIL_ANNOTATION, START.plusSeconds(60).toString()));
    assertThat(world.hold(HoldSettings.USUAL, FORKED)).isInstanceOf(LetGo.Released.class);
    assertThat(world.log)
        .contains("Not released: the release \"incident 42\" ended at 2026-03-01T11:59:59Z.");
  }

  @Test
  void aReleaseThatIsNoneIsSaidOnce() throws InterruptedException {
    world.annotations.put(Release.ANNOTATION, " ");
    world.hold(until(HoldSettings.USUAL, "3h"), FORKED);
    assertThat(world.log).filteredOn(line -> line.startsWith("Not released:")).hasSize(1);
  }

  @Test
  void theReasonIsSaidOnceAndThenSparingly() throws InterruptedException {
    world.hold(until(HoldSettings.USUAL, "24h"), FORKED);
    assertThat(world.log)
        .startsWith(
            "This pod is held before its app starts: MultipleHeads.",
            "",
            "  main: 2 heads where 1 is allowed: a, b",
            "    fix: Merge them.",
            "",
            "Pods that are running already go on serving. To let this one go all the same:",
            "  kubectl annotate pod api-0 -n shop migrationgate.io/release=\"why\"",
            "Still held after 1 min: MultipleHeads. The fix is above.",
            "Still held after 3 min: MultipleHeads. The fix is above.");
    assertThat(world.log).hasSizeBetween(30, 40);
  }

  @Test
  void waitingEndsWhenItIsToldTo() throws InterruptedException {
    LetGo end = world.hold(until(HoldSettings.USUAL, "90s"), FORKED);
    assertThat(end).isEqualTo(new LetGo.TimedOut(false, "MultipleHeads"));
    assertThat(end.passes()).isFalse();
    assertThat(world.passed).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void theDatabaseIsAskedUntilItIsReady() throws InterruptedException {
    Deque<DatabaseNote> answers =
        new ArrayDeque<>(
            List.of(
                database(Outcome.BLOCKED, "DatabaseBehind", "3 revisions are pending"),
                database(Outcome.BLOCKED, "DatabaseBehind", "1 revision is pending"),
                database(Outcome.PASS, "DatabaseEqual", "")));
    LetGo end = world.hold(HoldSettings.USUAL, BEHIND, chains -> List.of(answers.removeFirst()));
    assertThat(end).isEqualTo(new LetGo.DatabaseReady());
    assertThat(answers).isEmpty();
    assertThat(world.log).contains("The database of main now: 1 revision is pending");
    assertThat(world.passed).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void theDatabaseIsNotAskedWhileTheFilesAreBroken() throws InterruptedException {
    GateMessage both = GateMessage.of(FORKED.chains(), BEHIND.databases());
    DatabaseQuestions never =
        chains -> {
          throw new AssertionError("the files hold the pod, whatever the database says");
        };
    assertThat(world.hold(until(HoldSettings.USUAL, "1h"), both, never))
        .isInstanceOf(LetGo.TimedOut.class);
  }

  @Test
  void aDatabaseThatCheckWasNotToldOfIsAskedAllTheSame() throws InterruptedException {
    GateMessage filesPass = GateMessage.of(List.of(STRAIGHT), List.of());
    Deque<DatabaseNote> answers =
        new ArrayDeque<>(
            List.of(
                database(Outcome.BLOCKED, "DatabaseBehind", "1 revision is pending"),
                database(Outcome.PASS, "DatabaseEqual", "")));
    LetGo end = world.hold(HoldSettings.USUAL, filesPass, chains -> List.of(answers.removeFirst()));
    assertThat(end).isEqualTo(new LetGo.DatabaseReady());
    assertThat(answers).isEmpty();
  }
}

package io.migrationgate.cli;

import io.migrationgate.adapter.cluster.ClusterConnection;
import io.migrationgate.adapter.cluster.ClusterException;
import io.migrationgate.adapter.cluster.Gates;
import io.migrationgate.adapter.cluster.ReleaseEdit;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.MigrationGateStatus;
import io.migrationgate.api.v1alpha1.ReleaseSpec;
import io.migrationgate.cli.release.StandingReleases;
import io.migrationgate.cli.report.Plain;
import io.migrationgate.gate.Durations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** One run of {@code migration-gate release}. */
final class ReleaseRun {

  /** Others may write at the same time, but not for ever. */
  private static final int MAX_TRIES = 20;

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final ParseResult arguments;
  private final Console console;
  private final Clock clock;

  ReleaseRun(ParseResult arguments, Console console, Clock clock) {
    this.arguments = arguments;
    this.console = console;
    this.clock = clock;
  }

  ExitCode inCluster() throws CommandFailure {
    refuseMixture();
    try (ClusterConnection connection =
        ClusterConnection.open(
            ClusterOptions.context(arguments), ClusterOptions.namespace(arguments))) {
      return in(connection.namespace(), connection.gates());
    } catch (ClusterException failure) {
      throw ClusterFailure.of(failure);
    }
  }

  /** In a namespace with these gates. */
  ExitCode in(String namespace, Gates gates) throws CommandFailure, ClusterException {
    String name = gateName(arguments.matchedPositionalValue(0, ""));
    MigrationGate gate = find(name, namespace, gates);
    if (arguments.hasMatchedOption("--list")) {
      list(gate);
    } else if (arguments.hasMatchedOption("--end")) {
      end(gate, namespace, gates);
    } else {
      add(gate, release(), namespace, gates);
    }
    return ExitCode.PASS;
  }

  /** Before anything is asked of a cluster. */
  private void refuseMixture() throws CommandFailure {
    boolean end = arguments.hasMatchedOption("--end");
    boolean list = arguments.hasMatchedOption("--list");
    boolean adds = false;
    for (String option : List.of("--reason", "--for", "--until", "--image")) {
      adds |= arguments.hasMatchedOption(option);
    }
    if ((end ? 1 : 0) + (list ? 1 : 0) + (adds ? 1 : 0) > 1) {
      throw CommandFailure.usage("give a new release, or --end, or --list: one of them");
    }
    if (!end && !list) {
      release();
    }
  }

  private ReleaseSpec release() throws CommandFailure {
    String reason = option("--reason").orElse("").strip();
    if (reason.codePoints().noneMatch(Character::isLetterOrDigit)) {
      throw CommandFailure.usage("say why, for those who read it later: --reason TEXT");
    }
    return new ReleaseSpec(reason, until().toString(), option("--image").orElse(null));
  }

  private Instant until() throws CommandFailure {
    Optional<String> length = option("--for");
    Optional<String> time = option("--until");
    if (length.isPresent() == time.isPresent()) {
      throw CommandFailure.usage("say for how long, --for 2h, or until when, --until TIME");
    }
    Instant until =
        length.isPresent()
            ? clock.instant().plus(duration(length.get()))
            : time(time.orElseThrow());
    if (!until.isAfter(clock.instant())) {
      throw CommandFailure.usage("--until " + time.orElse("") + " is in the past");
    }
    if (until.isAfter(LATEST)) {
      throw CommandFailure.usage("a release ends before the year 10000");
    }
    return until.truncatedTo(ChronoUnit.SECONDS);
  }

  private static Duration duration(String text) throws CommandFailure {
    return Durations.parse(text)
        .orElseThrow(() -> CommandFailure.usage("--for is a time such as 2h, not " + text));
  }

  private static Instant time(String text) throws CommandFailure {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException malformed) {
      throw CommandFailure.usage("--until is written like 2027-01-31T18:00:00Z, not " + text);
    }
  }

  private Optional<String> option(String name) {
    @Nullable String value = arguments.matchedOptionValue(name, null);
    return Optional.ofNullable(value);
  }

  /** As kubectl names objects, or alone. */
  private static String gateName(String written) throws CommandFailure {
    int slash = written.indexOf('/');
    if (slash >= 0 && !GateWord.isGate(written.substring(0, slash))) {
      throw CommandFailure.usage("a gate is released, not " + written + ": give the gate's name");
    }
    return written.substring(slash + 1);
  }

  static MigrationGate find(String name, String namespace, Gates gates)
      throws CommandFailure, ClusterException {
    Optional<MigrationGate> found = gates.find(name);
    if (found.isPresent()) {
      return found.get();
    }
    throw GateWord.noSuchGate(name, namespace, gates);
  }

  private void add(MigrationGate first, ReleaseSpec release, String namespace, Gates gates)
      throws CommandFailure, ClusterException {
    List<ReleaseEdit> edits =
        change(
            first,
            namespace,
            gates,
            standing -> {
              try {
                return standing.adding(release);
              } catch (StandingReleases.NoRoomException full) {
                throw CommandFailure.refused(
                    full.getMessage()
                        + ": end them with `migration-gate release "
                        + first.getMetadata().getName()
                        + " --end`");
              }
            });
    say(
        (isRehearsal() ? "Would release " : "Released ")
            + first.getMetadata().getName()
            + " in "
            + namespace
            + " until "
            + release.until()
            + (release.image() == null ? "" : ", for pods with the image " + release.image())
            + ": "
            + release.reason());
    long dropped = edits.stream().filter(ReleaseEdit.Drop.class::isInstance).count();
    if (dropped > 0) {
      say("Dropped " + count(dropped, "release") + " that had ended, to make room.");
    }
    int held = Optional.ofNullable(first.getStatus()).map(MigrationGateStatus::held).orElse(0);
    if (held > 0 && !isRehearsal()) {
      say(
          count(held, "held pod")
              + " will be told by the operator; see `migration-gate explain gate/"
              + first.getMetadata().getName()
              + " -n "
              + namespace
              + "`.");
    }
  }

  private void end(MigrationGate first, String namespace, Gates gates)
      throws CommandFailure, ClusterException {
    List<ReleaseEdit> edits = change(first, namespace, gates, StandingReleases::ending);
    String gate = first.getMetadata().getName() + " in " + namespace;
    if (edits.isEmpty()) {
      say("No release of " + gate + " is active.");
    } else {
      say(
          (isRehearsal() ? "Would end " : "Ended ")
              + count(edits.size(), "release")
              + " of "
              + gate
              + ". Pods that have started go on.");
    }
  }

  /** What is to be done with the releases as they stand. */
  private interface Plan {
    List<ReleaseEdit> edits(StandingReleases standing) throws CommandFailure;
  }

  private List<ReleaseEdit> change(MigrationGate first, String namespace, Gates gates, Plan plan)
      throws CommandFailure, ClusterException {
    String name = first.getMetadata().getName();
    MigrationGate seen = first;
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      List<ReleaseEdit> edits = plan.edits(standing(seen));
      if (edits.isEmpty() || gates.changeReleases(seen, edits, isRehearsal())) {
        return edits;
      }
      seen = find(name, namespace, gates);
    }
    throw CommandFailure.unreadable(
        "the gate " + name + " is being changed by somebody else again and again: try once more");
  }

  private StandingReleases standing(MigrationGate gate) {
    return new StandingReleases(gate.getSpec().releases(), clock.instant());
  }

  private void list(MigrationGate gate) {
    StandingReleases standing = standing(gate);
    if (standing.releases().isEmpty()) {
      say("There are no releases.");
    }
    for (ReleaseSpec release : standing.releases()) {
      say(
          "%-25s %-7s %s%s"
              .formatted(
                  release.until(),
                  standing.isActive(release) ? "active" : "ended",
                  release.reason(),
                  release.image() == null ? "" : " (only " + release.image() + ")"));
    }
  }

  private boolean isRehearsal() {
    return arguments.hasMatchedOption("--dry-run");
  }

  private void say(String line) {
    console.out().println(Plain.text(line));
  }

  private static String count(long number, String what) {
    return number == 1 ? "1 " + what : number + " " + what + "s";
  }
}

package io.migrationgate.cli;

import io.migrationgate.cli.report.Plain;
import io.migrationgate.core.message.GateMessage;
import io.migrationgate.core.message.HoldMessage;
import io.migrationgate.gate.AnnotationsFile;
import io.migrationgate.gate.DatabaseQuestions;
import io.migrationgate.gate.Durations;
import io.migrationgate.gate.Examination;
import io.migrationgate.gate.GatedChain;
import io.migrationgate.gate.Hold;
import io.migrationgate.gate.HoldSettings;
import io.migrationgate.gate.LetGo;
import io.migrationgate.gate.PodIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code migration-gate gate hold}: the init container that waits while the chains are broken. */
final class GateHoldCommand implements Command {

  @Override
  public String name() {
    return "gate hold";
  }

  @Override
  public String summary() {
    return "In a pod: wait until the verdict of gate check is a pass, or somebody lets the pod go.";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(summary())
        .footer(
            "",
            "Exit codes: 0 the pod may start, 1 waited long enough, 2 wrong usage, 143 the pod is"
                + " being deleted.");
    GateChains.addTo(spec);
    PolicyOptions.addTo(spec);
    GateDatabases.addTo(spec);
    return GateFiles.addTo(spec)
        .addOption(
            OptionSpec.builder("--annotations-file")
                .paramLabel("FILE")
                .type(Path.class)
                .converters(ChainSelection.TO_PATH)
                .description(
                    "The downward API's file with the pod's annotations. Default:"
                        + " /migration-gate-pod/annotations.")
                .build())
        .addOption(
            choice("--enforcement", "enforce|audit", "Whether to wait at all. Default: enforce."))
        .addOption(
            choice("--unknown", "hold|pass", "What to do where it cannot be told. Default: hold."))
        .addOption(
            choice("--timeout", "DURATION", "Wait no longer than this: 30m. Default: for ever."))
        .addOption(choice("--on-timeout", "fail|pass", "What to do then. Default: fail."));
  }

  private static OptionSpec choice(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  @Override
  public List<String> complete(CommandSpec spec, List<String> arguments) throws CommandFailure {
    return new OptionSources(spec, System.getenv()).complete(arguments, new GateCheckCommand());
  }

  @Override
  public ExitCode run(ParseResult arguments, Console console) throws CommandFailure {
    GateFiles files = GateFiles.of(arguments);
    HoldSettings settings = settings(arguments);
    List<GatedChain> chains = GateChains.of(arguments);
    Path annotations =
        arguments.matchedOptionValue(
            "--annotations-file", Path.of("/migration-gate-pod/annotations"));
    DatabaseQuestions databases = GateDatabases.of(arguments, chains).once();
    GateMessage verdict = files.verdict().read();
    AtomicBoolean ended = new AtomicBoolean();
    try (AnnotationsFile file = new AnnotationsFile(annotations)) {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> leave(verdict, ended, files, file, console)));
      Hold hold =
          new Hold(
              settings,
              identity(annotations),
              file,
              InstantSource.system(),
              System::nanoTime,
              line -> say(line, console));
      LetGo end = hold.await(verdict, () -> Examination.of(chains), databases);
      if (!ended.compareAndSet(false, true)) {
        return ExitCode.UNKNOWN;
      }
      files.publish(HoldMessage.write(end.word(), end.sentence(), files.budget()), console.err());
      return end.passes() ? ExitCode.PASS : ExitCode.BLOCKED;
    } catch (InterruptedException stopped) {
      // The process is ending with the code of the signal; this one is never seen.
      return ExitCode.UNKNOWN;
    } catch (IOException unclosed) {
      throw new UncheckedIOException(unclosed);
    }
  }

  private static void say(String line, Console console) {
    console.out().println(Plain.text(line));
    console.out().flush();
  }

  /**
   * The JVM ends with 143 after this, so that the kubelet does not start the app of a pod that is
   * being deleted.
   */
  private static void leave(
      GateMessage verdict,
      AtomicBoolean ended,
      GateFiles files,
      AnnotationsFile watched,
      Console console) {
    if (ended.compareAndSet(false, true)) {
      String sentence = "The pod is being deleted. It was held: " + verdict.reason() + ".";
      say(sentence, console);
      files.publish(HoldMessage.write("Ended", sentence, files.budget()), console.err());
      try {
        watched.close();
      } catch (IOException unclosed) {
        // Then it takes a little longer.
      }
    }
  }

  private static PodIdentity identity(Path annotations) {
    return new PodIdentity(
        Optional.ofNullable(System.getenv("HOSTNAME")).filter(name -> !name.isEmpty()),
        firstLine(annotations.resolveSibling("namespace")));
  }

  private static Optional<String> firstLine(Path file) {
    try {
      return Files.readString(file).lines().findFirst();
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  private static HoldSettings settings(ParseResult arguments) throws CommandFailure {
    String timeout = arguments.matchedOptionValue("--timeout", "");
    Optional<Duration> parsed = Durations.parse(timeout);
    if (!timeout.isEmpty() && parsed.isEmpty()) {
      throw CommandFailure.usage("--timeout: write a time as in 90s, 30m or 1h30m");
    }
    return new HoldSettings(
        is(arguments, "--enforcement", "enforce", "audit"),
        is(arguments, "--unknown", "hold", "pass"),
        parsed,
        !is(arguments, "--on-timeout", "fail", "pass"));
  }

  private static boolean is(ParseResult arguments, String option, String usual, String other)
      throws CommandFailure {
    String value = arguments.matchedOptionValue(option, usual);
    if (!value.equalsIgnoreCase(usual) && !value.equalsIgnoreCase(other)) {
      throw CommandFailure.usage(option + " must be " + usual + " or " + other);
    }
    return value.equalsIgnoreCase(usual);
  }
}

package io.migrationgate.cli;

import io.migrationgate.cli.report.JudgedChain;
import io.migrationgate.cli.report.Plain;
import io.migrationgate.cli.report.TextReport;
import io.migrationgate.core.message.DatabaseNote;
import io.migrationgate.core.message.GateMessage;
import io.migrationgate.core.message.MessageWriter;
import io.migrationgate.core.message.Outcome;
import io.migrationgate.gate.ChainNotes;
import io.migrationgate.gate.DatabaseQuestions;
import io.migrationgate.gate.Examination;
import io.migrationgate.gate.ExaminedChain;
import io.migrationgate.gate.GatedChain;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code migration-gate gate check}: the init container that judges, and lets others act on it. */
final class GateCheckCommand implements Command {

  @Override
  public String name() {
    return "gate check";
  }

  @Override
  public String summary() {
    return "In a pod: judge the chains, and leave the verdict for hold and for the pod's status.";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(summary())
        .footer("", "Exit codes: 0 whatever the verdict, 2 wrong usage.");
    GateChains.addTo(spec);
    PolicyOptions.addTo(spec);
    ComparisonOptions.addTo(spec);
    GateDatabases.addTo(spec);
    return GateFiles.addTo(spec);
  }

  @Override
  public List<String> complete(CommandSpec spec, List<String> arguments) throws CommandFailure {
    return new OptionSources(spec, System.getenv()).complete(arguments, new GateHoldCommand());
  }

  @Override
  public ExitCode run(ParseResult arguments, Console console) throws CommandFailure {
    GateFiles files = GateFiles.of(arguments);
    List<GatedChain> chains = GateChains.of(arguments);
    DatabaseQuestions databases = GateDatabases.of(arguments, chains);
    List<ExaminedChain> examined =
        refute(databases, Examination.of(chains, ComparisonOptions.of(arguments)));
    for (ExaminedChain chain : examined) {
      log(chain, console);
    }
    List<DatabaseNote> answers = ask(databases, examined);
    for (DatabaseNote answer : answers) {
      log(answer, console);
    }
    GateMessage message = GateMessage.of(ChainNotes.of(examined), answers);
    try {
      files.verdict().replace(MessageWriter.whole(message));
    } catch (IOException unwritable) {
      console
          .err()
          .println(
              CommandLineInterface.NAME
                  + ": "
                  + files.verdict().path()
                  + " cannot be written, so that hold will find no verdict: mount a volume there"
                  + " that this user may write to");
    }
    files.publish(MessageWriter.write(message, files.budget()), console.err());
    return ExitCode.PASS;
  }

  private static List<ExaminedChain> refute(
      DatabaseQuestions databases, List<ExaminedChain> examined) {
    try {
      return databases.refute(examined);
    } catch (InterruptedException stopped) {
      // As below.
      throw new IllegalStateException(stopped);
    }
  }

  private static List<DatabaseNote> ask(DatabaseQuestions databases, List<ExaminedChain> examined) {
    try {
      return databases.ask(examined);
    } catch (InterruptedException stopped) {
      // Nobody interrupts this thread; a signal ends the process.
      throw new IllegalStateException(stopped);
    }
  }

  private static void log(DatabaseNote note, Console console) {
    console
        .out()
        .println(
            Plain.text(
                "database of "
                    + note.chain()
                    + ": "
                    + (note.outcome() == Outcome.PASS ? "OK" : note.state())
                    + ", "
                    + note.message()));
    if (!note.remedy().isEmpty()) {
      console.out().println(Plain.text("    fix:   " + note.remedy()));
    }
  }

  private static void log(ExaminedChain chain, Console console) {
    switch (chain) {
      case ExaminedChain.Judged(var read, var policy, var verdict) ->
          new TextReport(policy, false)
              .write(List.of(new JudgedChain(read, verdict)), console.out());
      case ExaminedChain.Missing missing -> {
        console.out().println(Plain.text(missing.name() + ": UNKNOWN"));
        console.out().println(Plain.text("  " + missing.message()));
        console.out().println(Plain.text("    fix:   " + missing.remedy()));
      }
    }
  }
}

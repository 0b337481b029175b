package io.migrationgate.cli;

import io.migrationgate.cli.report.Plain;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Picks the command and runs it. Only the one that was named is built: start-up is what counts. */
public final class CommandLineInterface {

  static final String NAME = "migration-gate";

  static final String EXIT_CODES =
      "Exit codes: 0 pass, 1 blocked, 2 wrong usage, 3 unknown or could not be read.";

  private final Console console;
  private final List<Supplier<Command>> commands;

  public CommandLineInterface(Console console) {
    this(console, everyCommand());
  }

  private CommandLineInterface(Console console, List<Supplier<Command>> commands) {
    this.console = console;
    this.commands = commands;
  }

  /** With the commands of the init containers alone. */
  public static CommandLineInterface ofTheGate(Console console) {
    return new CommandLineInterface(console, List.of(GateCheckCommand::new, GateHoldCommand::new));
  }

  // No constant: what makes a native program of the gate would then keep all of them.
  private static List<Supplier<Command>> everyCommand() {
    return List.of(
        CheckCommand::new,
        GraphCommand::new,
        CollisionsCommand::new,
        NextCommand::new,
        LintCommand::new,
        DowngradeStepsCommand::new,
        MergeCommand::new,
        RenumberCommand::new,
        ReparentCommand::new,
        SelfTestCommand::new,
        InjectCommand::new,
        GateCheckCommand::new,
        GateHoldCommand::new,
        OperatorCommand::new,
        ExplainCommand::new,
        ReleaseCommand::new,
        LetGoCommand::new,
        CompletionCommand::new);
  }

  /** Runs the command line and returns the exit code; never throws for what a person has typed. */
  public ExitCode run(String... args) {
    ExitCode code = dispatch(args);
    console.out().flush();
    console.err().flush();
    return code;
  }

  private ExitCode dispatch(String[] args) {
    Optional<Command> named = find(args);
    if (named.isPresent()) {
      int words = named.get().name().indexOf(' ') < 0 ? 1 : 2;
      return execute(named.get(), Arrays.asList(args).subList(words, args.length));
    }
    if (args.length > 0 && !args[0].startsWith("-") && !isGroup(args[0])) {
      console
          .err()
          .println(
              Plain.text(
                  NAME
                      + ": there is no command "
                      + args[0]
                      + "; there are "
                      + names()
                      + "; "
                      + NAME
                      + " --help tells of them"));
      return ExitCode.USAGE;
    }
    return withoutCommand(args);
  }

  private boolean isGroup(String word) {
    for (Supplier<Command> candidate : commands) {
      if (candidate.get().name().startsWith(word + " ")) {
        return true;
      }
    }
    return false;
  }

  private String names() {
    return commands.stream()
        .map(Supplier::get)
        .map(Command::name)
        .collect(Collectors.joining(", "));
  }

  private ExitCode execute(Command command, List<String> args) {
    CommandSpec spec = standAlone(command);
    CommandLine line = new CommandLine(spec);
    try {
      ParseResult arguments = line.parseArgs(array(command.complete(spec, args)));
      if (arguments.isUsageHelpRequested()) {
        line.usage(console.out());
        return ExitCode.PASS;
      }
      return command.run(arguments, console);
    } catch (ParameterException wrong) {
      return refuse(wrong, NAME + " " + command.name() + " --help");
    } catch (CommandFailure failure) {
      for (String reason : failure.lines()) {
        console.err().println(Plain.text(NAME + ": " + reason));
      }
      return failure.code();
    }
  }

  private ExitCode withoutCommand(String[] args) {
    CommandSpec root = root(commands);
    CommandLine line = new CommandLine(root);
    try {
      ParseResult arguments = line.parseArgs(args);
      if (arguments.isVersionHelpRequested()) {
        console.out().println(NAME + " " + Version.current());
        return ExitCode.PASS;
      }
      if (arguments.hasSubcommand()) {
        arguments = arguments.subcommand();
        line = new CommandLine(arguments.commandSpec());
      }
      if (arguments.isUsageHelpRequested()) {
        line.usage(console.out());
        return ExitCode.PASS;
      }
      line.usage(console.err());
      return ExitCode.USAGE;
    } catch (ParameterException wrong) {
      return refuse(wrong, NAME + " --help");
    }
  }

  private ExitCode refuse(ParameterException wrong, String help) {
    String firstLine =
        String.valueOf(wrong.getMessage()).lines().findFirst().orElse("wrong arguments");
    console.err().println(Plain.text(NAME + ": " + firstLine + " (see " + help + ")"));
    return ExitCode.USAGE;
  }

  /** The command whose words the arguments begin with. */
  private Optional<Command> find(String[] args) {
    if (args.length == 0 || args[0].startsWith("-")) {
      return Optional.empty();
    }
    for (Supplier<Command> candidate : commands) {
      Command command = candidate.get();
      if (beginsWith(args, command.name())) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }

  private static boolean beginsWith(String[] args, String name) {
    int blank = name.indexOf(' ');
    return blank < 0
        ? args[0].equals(name)
        : args.length > 1
            && name.length() == blank + 1 + args[1].length()
            && name.startsWith(args[0])
            && args[0].length() == blank
            && name.endsWith(args[1]);
  }

  // An array made by a method reference would be one more lambda to link at start.
  private static String[] array(List<String> arguments) {
    return arguments.toArray(new String[0]);
  }

  private static CommandSpec standAlone(Command command) {
    return command.spec().name(NAME + " " + command.name()).addOption(help());
  }

  /** Everything, for help and completion. */
  static CommandSpec root() {
    return root(everyCommand());
  }

  private static CommandSpec root(List<Supplier<Command>> commands) {
    CommandSpec root =
        CommandSpec.create()
            .name(NAME)
            .addOption(help())
            .addOption(
                OptionSpec.builder("-V", "--version")
                    .versionHelp(true)
                    .description("Print the version and exit.")
                    .build());
    root.usageMessage()
        .description("May this migration chain be started? Finds broken chains before a pod does.")
        .footer("", EXIT_CODES);
    for (Supplier<Command> candidate : commands) {
      Command command = candidate.get();
      CommandSpec spec = command.spec().addOption(help());
      int blank = command.name().indexOf(' ');
      if (blank < 0) {
        root.addSubcommand(command.name(), spec);
      } else {
        group(root, command.name().substring(0, blank))
            .addSubcommand(command.name().substring(blank + 1), spec);
      }
    }
    return root;
  }

  /** Several commands that begin with one word. */
  private static CommandSpec group(CommandSpec root, String word) {
    CommandLine known = root.subcommands().get(word);
    if (known != null) {
      return known.getCommandSpec();
    }
    CommandSpec group = CommandSpec.create().addOption(help());
    group
        .usageMessage()
        .description("The init containers that hold a pod while a chain is broken.");
    root.addSubcommand(word, group);
    return group;
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Show this help and exit.")
        .build();
  }
}

package io.migrationgate.cli;

import io.migrationgate.core.settings.SettingsException;
import java.util.List;

/** Why a command could not be carried out, in one line that says what to do. */
final class CommandFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  private final transient List<String> lines;

  private CommandFailure(ExitCode code, String message) {
    this(code, List.of(message));
  }

  private CommandFailure(ExitCode code, List<String> lines) {
    super(String.join("; ", lines), null, false, false);
    this.code = code;
    this.lines = List.copyOf(lines);
  }

  /** The project's settings cannot be followed: a line for each mistake. */
  static CommandFailure settings(SettingsException refused) {
    return new CommandFailure(
        switch (refused.kind()) {
          case UNREADABLE -> ExitCode.UNKNOWN;
          case WRONG -> ExitCode.USAGE;
        },
        refused.mistakes().stream().map(SettingsException.Mistake::toString).toList());
  }

  /** What to say, a line for each thing. */
  List<String> lines() {
    return lines;
  }

  /** The person has asked for something that is not on offer. */
  static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, message);
  }

  /** What was asked for would do harm, or could not be done safely. */
  static CommandFailure refused(String message) {
    return new CommandFailure(ExitCode.BLOCKED, message);
  }

  /** Something could not be read. */
  static CommandFailure unreadable(String message) {
    return new CommandFailure(ExitCode.UNKNOWN, message);
  }

  ExitCode code() {
    return code;
  }
}

package io.migrationgate.cli;

/** Why a command could not be carried out, in one line that says what to do. */
final class CommandFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  private CommandFailure(ExitCode code, String message) {
    super(message, null, false, false);
    this.code = code;
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

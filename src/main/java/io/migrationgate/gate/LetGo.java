package io.migrationgate.gate;

/** Why {@code hold} ended by itself. */
public sealed interface LetGo {

  /** The verdict is a pass. */
  record Passed() implements LetGo {}

  /** Nobody is held in this mode. */
  record Audited(String reason) implements LetGo {}

  /** It could not be told, and that is allowed. */
  record UnknownAllowed(String reason) implements LetGo {}

  /** Somebody let the pod go although nothing has changed. */
  record Released(String why, String reason) implements LetGo {}

  /** What the database lacked has come. */
  record DatabaseReady() implements LetGo {}

  /** It waited as long as it was told to. */
  record TimedOut(boolean passes, String reason) implements LetGo {}

  /** Whether the pod's next container may start. */
  default boolean passes() {
    return switch (this) {
      case TimedOut timedOut -> timedOut.passes();
      case Passed p -> true;
      case Audited p -> true;
      case UnknownAllowed p -> true;
      case Released p -> true;
      case DatabaseReady p -> true;
    };
  }

  /** For machines, in camel case. */
  default String word() {
    return switch (this) {
      case Passed p -> "Passed";
      case Audited p -> "Audited";
      case UnknownAllowed p -> "UnknownAllowed";
      case Released p -> "Released";
      case DatabaseReady p -> "DatabaseReady";
      case TimedOut p -> "TimedOut";
    };
  }

  /** For people. */
  default String sentence() {
    return HoldText.ofEnd(this);
  }
}

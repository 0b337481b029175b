package io.migrationgate.cli;

import io.migrationgate.cli.collision.Standing;
import io.migrationgate.core.verdict.Verdict;
import java.util.Collection;

/** What the process ends with. */
public enum ExitCode {
  PASS(0),
  BLOCKED(1),
  USAGE(2),
  /** Unknown, or something could not be read. */
  UNKNOWN(3);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  static ExitCode of(Standing standing) {
    return switch (standing) {
      case PASS -> PASS;
      case BLOCKED -> BLOCKED;
      case UNKNOWN -> UNKNOWN;
    };
  }

  /** The worst of several verdicts. */
  static ExitCode of(Collection<Verdict> verdicts) {
    ExitCode worst = PASS;
    for (Verdict verdict : verdicts) {
      switch (verdict) {
        case Verdict.Blocked blocked -> {
          return BLOCKED;
        }
        case Verdict.Unknown unknown -> worst = UNKNOWN;
        case Verdict.Pass pass -> {}
      }
    }
    return worst;
  }
}

package io.migrationgate.core.message;

import io.migrationgate.core.verdict.Verdict;
import java.util.Optional;

/** A verdict without what led to it; the worst comes last. */
public enum Outcome {
  PASS("Pass"),
  /** It cannot be told; never to be taken for a pass. */
  UNKNOWN("Unknown"),
  BLOCKED("Blocked");

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  /** As messages have it. */
  public String word() {
    return word;
  }

  public static Outcome of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass pass -> PASS;
      case Verdict.Blocked blocked -> BLOCKED;
      case Verdict.Unknown unknown -> UNKNOWN;
    };
  }

  public Outcome orWorse(Outcome other) {
    return compareTo(other) >= 0 ? this : other;
  }

  static Optional<Outcome> named(String word) {
    for (Outcome outcome : values()) {
      if (outcome.word.equals(word)) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }
}

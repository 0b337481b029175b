package io.migrationgate.operator.forecast;

import io.migrationgate.api.v1alpha1.VerdictWord;

/** What a pod would come to; the worst comes last. */
public enum Expectation {
  STARTS("False"),
  CANNOT_BE_TOLD("Unknown"),
  FAILS("True");

  private final String status;

  Expectation(String status) {
    this.status = status;
  }

  /** Of the condition {@code WillFailOnRestart}. */
  public String status() {
    return status;
  }

  static Expectation of(VerdictWord verdict) {
    return switch (verdict) {
      case PASS -> STARTS;
      case BLOCKED -> FAILS;
      case UNKNOWN -> CANNOT_BE_TOLD;
    };
  }

  VerdictWord verdict() {
    return switch (this) {
      case STARTS -> VerdictWord.PASS;
      case CANNOT_BE_TOLD -> VerdictWord.UNKNOWN;
      case FAILS -> VerdictWord.BLOCKED;
    };
  }
}

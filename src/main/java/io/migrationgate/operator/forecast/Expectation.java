package io.migrationgate.operator.forecast;

import io.migrationgate.api.v1alpha1.VerdictWord;
import io.migrationgate.operator.judgement.Assessment.Truth;

/** What a pod would come to; the worst comes last. */
public enum Expectation {
  STARTS,
  CANNOT_BE_TOLD,
  FAILS;

  /** Of a condition that they fail. */
  Truth fails() {
    return switch (this) {
      case STARTS -> Truth.FALSE;
      case CANNOT_BE_TOLD -> Truth.UNKNOWN;
      case FAILS -> Truth.TRUE;
    };
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

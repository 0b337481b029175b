package io.migrationgate.gate;

import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.verdict.Policy;
import io.migrationgate.core.verdict.Verdict;

/** A chain after it was looked at. */
public sealed interface ExaminedChain {

  String name();

  /** It could be read, or what of it could not is in its verdict. */
  record Judged(MigrationChain chain, Policy policy, Verdict verdict) implements ExaminedChain {
    @Override
    public String name() {
      return chain.name();
    }
  }

  /**
   * There is nothing to judge.
   *
   * @param reason one word in camel case
   * @param message what was not there, and where
   */
  record Missing(String name, String reason, String message, String remedy)
      implements ExaminedChain {}
}

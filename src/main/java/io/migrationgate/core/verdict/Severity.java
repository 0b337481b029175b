package io.migrationgate.core.verdict;

/** What a problem does to the verdict. */
public enum Severity {
  /** The chain must not be started. */
  ERROR,
  /** Whether the chain may be started cannot be told. */
  UNKNOWN,
  /** Worth saying, no more. */
  WARNING,
  /** Not even said. */
  OFF
}

package io.migrationgate.operator.eviction;

/** What the API server made of an eviction. */
sealed interface EvictionOutcome {

  /** The pod goes. */
  record Accepted() implements EvictionOutcome {}

  /** The pod has changed, or is gone: it has to be looked at anew. */
  record Overtaken() implements EvictionOutcome {}

  /** It stays for now. */
  record Refused(String why) implements EvictionOutcome {}
}

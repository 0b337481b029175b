package io.migrationgate.operator.observation;

/** What becomes of the pods of before while the new ones of a workload are held. */
public sealed interface OldPods {

  /** They go on serving until new ones are ready. */
  record Kept() implements OldPods {}

  /** Some or all are taken away first. */
  record NotKept(String why) implements OldPods {}

  /** There are none that serve, as of a Job. */
  record NeverServed() implements OldPods {}

  /** The workload is of a kind that nobody here knows, or could not be read. */
  record CannotBeTold() implements OldPods {}
}

package io.migrationgate.cli.explanation;

import io.migrationgate.adapter.cluster.Pods;

/** What is to be explained. */
public sealed interface Subject {

  /** All pods of a gate. */
  record OfGate(String name) implements Subject {}

  /** One pod. */
  record OfPod(String name) implements Subject {}

  /** The pods of a workload. */
  record OfWorkload(Pods.Owner workload) implements Subject {}
}

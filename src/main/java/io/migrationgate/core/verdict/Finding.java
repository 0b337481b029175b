package io.migrationgate.core.verdict;

import io.migrationgate.core.graph.GraphProblem;

/**
 * A problem as a person is told of it.
 *
 * @param message what is wrong, in one sentence without the place
 * @param cause how it most likely came about; may be empty
 */
public record Finding(
    GraphProblem problem, Severity severity, String message, String cause, Remedy remedy) {

  public ProblemKind kind() {
    return ProblemKind.of(problem);
  }
}

package io.migrationgate.operator;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.atomic.AtomicInteger;

/** The operator from its start to its end: the only one for whom Quarkus is started. */
public final class OperatorProcess {

  private OperatorProcess() {}

  /** Returns the exit code once the operator has been told to end. */
  public static int run() {
    AtomicInteger exit = new AtomicInteger();
    Quarkus.run(OperatorApplication.class, (code, failure) -> exit.set(code));
    return exit.get();
  }
}

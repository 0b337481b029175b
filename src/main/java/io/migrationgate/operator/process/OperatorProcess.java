package io.migrationgate.operator.process;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** The operator from its start to its end: the only one for whom Quarkus is started. */
public final class OperatorProcess {

  private OperatorProcess() {}

  /** Returns the exit code once the operator has been told to end. */
  public static int run() {
    AtomicInteger exit = new AtomicInteger();
    Quarkus.run(
        OperatorApplication.class,
        (code, failure) -> {
          exit.set(code);
          if (failure != null) {
            // Quarkus may have failed before it could log anything itself.
            Logger.getLogger(OperatorProcess.class)
                .errorf("the operator could not start: %s", CauseLine.of(failure));
          }
        });
    return exit.get();
  }
}

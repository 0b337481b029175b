package io.migrationgate.operator;

import io.javaoperatorsdk.operator.Operator;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;

/** Looks after gates from the start of the process until it is told to end. */
public class OperatorApplication implements QuarkusApplication {

  private final Operator operator;

  @Inject
  OperatorApplication(Operator operator) {
    this.operator = operator;
  }

  @Override
  public int run(String... args) {
    // With a main class of its own, Quarkus leaves that to the application.
    operator.start();
    Quarkus.waitForExit();
    operator.stop();
    return 0;
  }
}

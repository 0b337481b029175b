package io.migrationgate.operator.process;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.migrationgate.operator.OperatorSettings;
import io.migrationgate.operator.health.Watches;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Looks after gates from the start of the process until it is told to end. */
public class OperatorApplication implements QuarkusApplication {

  private static final Logger LOG = Logger.getLogger(OperatorApplication.class);
  private static final int FAILED = 1;

  private final Operator operator;
  private final Surroundings surroundings;
  private final Watches watches;
  private final OperatorSettings settings;
  private final String version;

  @Inject
  OperatorApplication(
      Operator operator,
      Surroundings surroundings,
      Watches watches,
      OperatorSettings settings,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.operator = operator;
    this.surroundings = surroundings;
    this.watches = watches;
    this.settings = settings;
    this.version = version;
  }

  @Override
  public int run(String... args) throws InterruptedException {
    LOG.infof(
        "migration-gate %s: looks after %s, leader election %s, own namespace %s, gate image %s",
        version,
        settings.namespaces().map(names -> String.join(", ", names)).orElse("all namespaces"),
        settings.leaderElection() ? "by lease " + settings.leaseName() : "off",
        settings.ownNamespace(),
        settings.image().orElse("not set"));
    if (!surroundings.await(ApplicationLifecycleManager::isVmShuttingDown)) {
      return 0;
    }
    try {
      // With a main class of its own, Quarkus leaves that to the application.
      operator.start();
    } catch (OperatorException failure) {
      LOG.errorf("the operator could not start: %s", CauseLine.of(failure));
      return FAILED;
    }
    watches.begin(operator.getRuntimeInfo());
    Quarkus.waitForExit();
    watches.end();
    // Before requests are turned away: whoever leads next can begin while this one goes on
    // answering.
    operator.stop();
    return 0;
  }
}

package io.migrationgate.operator.process;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.operator.OperatorSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * What the operator needs from its cluster before it can begin. It waits for that, and says what is
 * missing, rather than end and be started again: none of it is mended by a restart.
 */
@Singleton
class Surroundings {

  private static final Logger LOG = Logger.getLogger(Surroundings.class);
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  /** Whoever reads the end of a log should find it there. */
  private static final int REMINDED_AFTER = 60;

  private final KubernetesClient client;
  private final OperatorSettings settings;

  @Inject
  Surroundings(KubernetesClient client, OperatorSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  /** Returns whether all is there; if not, it was asked to end. */
  boolean await(BooleanSupplier ending) throws InterruptedException {
    String said = "";
    for (int tries = 0; !ending.getAsBoolean(); tries++) {
      Optional<String> missing = missing();
      if (missing.isEmpty()) {
        return true;
      }
      if (!said.equals(missing.get()) || tries % REMINDED_AFTER == 0) {
        said = missing.get();
        LOG.warnf("waiting: %s", said);
      }
      Thread.sleep(BETWEEN);
    }
    return false;
  }

  private Optional<String> missing() {
    ListOptions one = new ListOptionsBuilder().withLimit(1L).build();
    var gates = client.resources(MigrationGate.class);
    try {
      if (settings.namespaces().isEmpty()) {
        var unused = gates.inAnyNamespace().list(one);
      } else {
        for (String namespace : settings.namespaces().get()) {
          var unused = gates.inNamespace(namespace).list(one);
        }
      }
      return Optional.empty();
    } catch (KubernetesClientException failure) {
      return Optional.of(
          failure.getCode() == 404
              ? "the cluster does not know the resource migrationgates.migrationgate.io;"
                  + " apply crds/migrationgates.migrationgate.io.yaml"
              : CauseLine.of(failure) + " (" + client.getMasterUrl() + ")");
    }
  }
}

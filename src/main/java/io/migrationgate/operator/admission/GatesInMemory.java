package io.migrationgate.operator.admission;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.migrationgate.api.v1alpha1.MigrationGate;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The gates as the reconciler's own watch has them. It is filled on every replica: what waits for
 * the leadership is the reconciling alone.
 */
@Singleton
class GatesInMemory {

  private final Operator operator;

  GatesInMemory(Operator operator) {
    this.operator = operator;
  }

  Optional<MigrationGate> find(GateName gate) {
    for (Object registered : operator.getRegisteredControllers()) {
      if (registered instanceof Controller<?> controller
          && controller.getConfiguration().getResourceClass() == MigrationGate.class) {
        return controller
            .getEventSourceManager()
            .getControllerEventSource()
            .get(new ResourceID(gate.name(), gate.namespace()))
            .map(MigrationGate.class::cast);
      }
    }
    return Optional.empty();
  }
}

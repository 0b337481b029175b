package io.migrationgate.operator;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.migrationgate.api.v1alpha1.MigrationGate;

/** Observes a gate's pods, judges what they say, and publishes it. */
@ControllerConfiguration(name = "migrationgate")
public final class MigrationGateReconciler implements Reconciler<MigrationGate> {

  @Override
  public UpdateControl<MigrationGate> reconcile(
      MigrationGate gate, Context<MigrationGate> context) {
    return UpdateControl.noUpdate();
  }
}

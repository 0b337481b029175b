package io.migrationgate.operator.process;

import io.migrationgate.api.v1alpha1.Action;
import io.migrationgate.api.v1alpha1.ChainSpec;
import io.migrationgate.api.v1alpha1.ChainStatus;
import io.migrationgate.api.v1alpha1.ChainTool;
import io.migrationgate.api.v1alpha1.CopySpec;
import io.migrationgate.api.v1alpha1.DatabaseSpec;
import io.migrationgate.api.v1alpha1.DatabaseStatus;
import io.migrationgate.api.v1alpha1.Enforcement;
import io.migrationgate.api.v1alpha1.FileMode;
import io.migrationgate.api.v1alpha1.HeadsSpec;
import io.migrationgate.api.v1alpha1.InjectionSpec;
import io.migrationgate.api.v1alpha1.MigratedBy;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import io.migrationgate.api.v1alpha1.MigrationGateStatus;
import io.migrationgate.api.v1alpha1.ProbeStatus;
import io.migrationgate.api.v1alpha1.ReleaseSpec;
import io.migrationgate.api.v1alpha1.RequiredRow;
import io.migrationgate.api.v1alpha1.ResourcesSpec;
import io.migrationgate.api.v1alpha1.RollbackStatus;
import io.migrationgate.api.v1alpha1.Severity;
import io.migrationgate.api.v1alpha1.SizingMode;
import io.migrationgate.api.v1alpha1.StartedStatus;
import io.migrationgate.api.v1alpha1.Switch;
import io.migrationgate.api.v1alpha1.TimeoutAction;
import io.migrationgate.api.v1alpha1.UrlFrom;
import io.migrationgate.api.v1alpha1.UserSpec;
import io.migrationgate.api.v1alpha1.VerdictWord;
import io.migrationgate.api.v1alpha1.WorkloadStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a native program must know of the resource, since Jackson looks at it while it runs. */
@RegisterForReflection(
    targets = {
      Action.class,
      ChainSpec.class,
      ChainStatus.class,
      ChainTool.class,
      CopySpec.class,
      DatabaseSpec.class,
      DatabaseStatus.class,
      Enforcement.class,
      FileMode.class,
      HeadsSpec.class,
      InjectionSpec.class,
      MigratedBy.class,
      MigrationGate.class,
      MigrationGateSpec.class,
      MigrationGateStatus.class,
      ProbeStatus.class,
      ReleaseSpec.class,
      RequiredRow.class,
      ResourcesSpec.class,
      RollbackStatus.class,
      Severity.class,
      SizingMode.class,
      StartedStatus.class,
      Switch.class,
      TimeoutAction.class,
      UrlFrom.class,
      UserSpec.class,
      VerdictWord.class,
      WorkloadStatus.class
    })
final class SerialisedTypes {

  private SerialisedTypes() {}
}

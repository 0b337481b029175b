package io.migrationgate.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** What the pods that are labelled with its name must fulfil before their apps start. */
@Group(MigrationGate.GROUP)
@Version(MigrationGate.VERSION)
@ShortNames("mgate")
public final class MigrationGate extends CustomResource<MigrationGateSpec, MigrationGateStatus>
    implements Namespaced {

  public static final String GROUP = "migrationgate.io";
  public static final String VERSION = "v1alpha1";

  private static final long serialVersionUID = 1L;
}

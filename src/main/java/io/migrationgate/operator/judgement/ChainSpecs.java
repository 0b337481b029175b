package io.migrationgate.operator.judgement;

import io.migrationgate.api.v1alpha1.ChainSpec;
import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import java.util.Optional;

/** Which entry of a spec a chain in a verdict comes from. */
final class ChainSpecs {

  private ChainSpecs() {}

  /** Several chains at one path are called by the entry's name, a slash, and their own. */
  static Optional<ChainSpec> named(MigrationGateSpec spec, String name) {
    return spec.chains().stream()
        .filter(chain -> name.equals(chain.name()) || name.startsWith(chain.name() + "/"))
        .findFirst();
  }
}

package io.migrationgate.core.injection;

import java.util.Optional;

/** What the gate's containers ask for, and are limited to. */
public sealed interface GateResources {

  /** As much as a check takes, unless that would change the pod's quality of service. */
  record Fitting() implements GateResources {}

  /** Nothing at all. */
  record Unnamed() implements GateResources {}

  /** Exactly this, as Kubernetes writes quantities. */
  record Fixed(Optional<String> cpu, Optional<String> memory) implements GateResources {}
}

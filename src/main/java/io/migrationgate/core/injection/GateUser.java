package io.migrationgate.core.injection;

/** As which user the gate's containers run. */
public sealed interface GateUser {

  /**
   * The pod's own, and {@link InjectionSettings#USER} where that is root or nobody in particular.
   */
  record Fitting() implements GateUser {}

  /** Whoever the cluster or the image says, as OpenShift wants it. */
  record Unnamed() implements GateUser {}

  /** This one. */
  record Fixed(long id) implements GateUser {
    public Fixed {
      if (id < 1) {
        throw new IllegalArgumentException("the gate does not run as root");
      }
    }
  }
}

package io.migrationgate.operator.observation;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDaemonSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether old pods stay, as the strategies of workloads say. */
final class OldPodsOfStrategy {

  /** What Kubernetes, and Argo Rollouts, take where nothing is said. */
  private static final IntOrString USUAL_UNAVAILABLE = new IntOrString("25%");

  private OldPodsOfStrategy() {}

  static OldPods of(Deployment deployment) {
    DeploymentStrategy strategy = deployment.getSpec().getStrategy();
    if (strategy != null && "Recreate".equals(strategy.getType())) {
      return new OldPods.NotKept(
          "its strategy is Recreate: the old pods end before the new ones start");
    }
    IntOrString unavailable =
        strategy == null || strategy.getRollingUpdate() == null
            ? null
            : strategy.getRollingUpdate().getMaxUnavailable();
    return ofRolling(unavailable, replicas(deployment.getSpec().getReplicas()));
  }

  static OldPods of(DaemonSet daemonSet) {
    RollingUpdateDaemonSet rolling =
        daemonSet.getSpec().getUpdateStrategy() == null
            ? null
            : daemonSet.getSpec().getUpdateStrategy().getRollingUpdate();
    boolean surges =
        rolling != null && rolling.getMaxSurge() != null && !isZero(rolling.getMaxSurge());
    return surges
        ? new OldPods.Kept()
        : new OldPods.NotKept("a DaemonSet ends the old pod of a node before the new one starts");
  }

  static OldPods ofStatefulSet() {
    return new OldPods.NotKept("a StatefulSet ends each old pod before its successor starts");
  }

  /** A Rollout of Argo. */
  static OldPods ofRollout(GenericKubernetesResource rollout) {
    if (rollout.get("spec", "strategy", "blueGreen") != null) {
      return new OldPods.Kept();
    }
    Object unavailable = rollout.get("spec", "strategy", "canary", "maxUnavailable");
    Object replicas = rollout.get("spec", "replicas");
    return ofRolling(
        switch (unavailable) {
          case Number number -> new IntOrString(number.intValue());
          case String text -> new IntOrString(text);
          case null, default -> null;
        },
        replicas instanceof Number number ? number.intValue() : 1);
  }

  private static OldPods ofRolling(@Nullable IntOrString maxUnavailable, int replicas) {
    int unavailable =
        count(Objects.requireNonNullElse(maxUnavailable, USUAL_UNAVAILABLE), replicas);
    return unavailable <= 0
        ? new OldPods.Kept()
        : new OldPods.NotKept(
            "its maxUnavailable lets %d of %d pods end before new ones are ready"
                .formatted(Math.min(unavailable, replicas), replicas));
  }

  /** Kubernetes rounds this one down. */
  private static int count(IntOrString value, int replicas) {
    if (value.getIntVal() != null) {
      return value.getIntVal();
    }
    String text = value.getStrVal();
    String digits = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
    try {
      long number = Long.parseLong(digits);
      return (int) (text.endsWith("%") ? number * replicas / 100 : number);
    } catch (NumberFormatException malformed) {
      return 0;
    }
  }

  private static boolean isZero(IntOrString value) {
    return count(value, 100) == 0;
  }

  private static int replicas(@Nullable Integer replicas) {
    return replicas == null ? 1 : replicas;
  }
}

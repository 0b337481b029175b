package io.migrationgate.cli;

import io.migrationgate.adapter.cluster.Pods;
import java.util.List;
import java.util.Map;

/** How a person names a workload: as kubectl does. */
final class WorkloadWord {

  private static final String APPS = "apps/v1";
  private static final String BATCH = "batch/v1";

  private record Kind(String apiVersion, String name, List<String> words) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(APPS, "Deployment", List.of("deploy", "deployment", "deployments")),
          new Kind(APPS, "StatefulSet", List.of("sts", "statefulset", "statefulsets")),
          new Kind(APPS, "DaemonSet", List.of("ds", "daemonset", "daemonsets")),
          new Kind(APPS, "ReplicaSet", List.of("rs", "replicaset", "replicasets")),
          new Kind(BATCH, "Job", List.of("job", "jobs")),
          new Kind(BATCH, "CronJob", List.of("cj", "cronjob", "cronjobs")),
          new Kind("argoproj.io/v1alpha1", "Rollout", List.of("ro", "rollout", "rollouts")));

  private static final Map<String, String> GROUPS =
      Map.of(APPS, ".apps", BATCH, ".batch", "argoproj.io/v1alpha1", ".argoproj.io");

  private WorkloadWord() {}

  static Pods.Owner workload(String word, String name) throws CommandFailure {
    for (Kind kind : KINDS) {
      String group = GROUPS.getOrDefault(kind.apiVersion(), "");
      String alone =
          word.endsWith(group) ? word.substring(0, word.length() - group.length()) : word;
      if (kind.words().contains(alone)) {
        return new Pods.Owner(kind.apiVersion(), kind.name(), name);
      }
    }
    throw CommandFailure.usage(
        "there is no kind "
            + word
            + " that has pods here; write pod/, gate/, deploy/, sts/, ds/, rs/, job/, cj/ or"
            + " rollout/");
  }
}

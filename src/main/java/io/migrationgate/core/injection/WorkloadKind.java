package io.migrationgate.core.injection;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of objects that pods are made from, and where in them that is written. */
public enum WorkloadKind {
  DEPLOYMENT("apps", "Deployment", "spec.template"),
  STATEFUL_SET("apps", "StatefulSet", "spec.template"),
  DAEMON_SET("apps", "DaemonSet", "spec.template"),
  REPLICA_SET("apps", "ReplicaSet", "spec.template"),
  JOB("batch", "Job", "spec.template"),
  CRON_JOB("batch", "CronJob", "spec.jobTemplate.spec.template"),
  POD("", "Pod", ""),
  ROLLOUT("argoproj.io", "Rollout", "spec.template");

  private static final String DEADLINE = "activeDeadlineSeconds";

  private final String group;
  private final String kind;
  private final String path;

  WorkloadKind(String group, String kind, String path) {
    this.group = group;
    this.kind = kind;
    this.path = path;
  }

  public static Optional<WorkloadKind> of(Map<String, @Nullable Object> object) {
    if (!(object.get("kind") instanceof String kind)
        || !(object.get("apiVersion") instanceof String version)) {
      return Optional.empty();
    }
    String group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
    for (WorkloadKind known : values()) {
      if (known.kind.equals(kind) && known.group.equals(group)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  private List<String> keys() {
    return path.isEmpty() ? List.of() : List.of(path.split("\\.", -1));
  }

  /** How Kubernetes writes it. */
  public String kind() {
    return kind;
  }

  /**
   * What an object of this kind makes its pods from; nothing if that is written somewhere else.
   *
   * @throws InjectionException if the object is not built like one of its kind
   */
  public Optional<Map<String, @Nullable Object>> template(Map<String, @Nullable Object> object)
      throws InjectionException {
    ManifestObject template = new ManifestObject(object);
    for (String key : keys()) {
      template = template.object(key);
    }
    return template.has("spec") ? Optional.of(template.fields()) : Optional.empty();
  }

  /** The seconds after which a Job ends, whatever its pods do. */
  Optional<Long> deadline(Map<String, @Nullable Object> object) throws InjectionException {
    ManifestObject spec = new ManifestObject(object).object("spec");
    return switch (this) {
      case JOB -> spec.number(DEADLINE);
      case CRON_JOB -> spec.object("jobTemplate").object("spec").number(DEADLINE);
      case DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET, POD, ROLLOUT -> Optional.empty();
    };
  }

  /** The object with this template. */
  public Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> object, Map<String, @Nullable Object> template)
      throws InjectionException {
    return with(new ManifestObject(object), template, 0).fields();
  }

  private ManifestObject with(
      ManifestObject object, Map<String, @Nullable Object> template, int depth)
      throws InjectionException {
    if (depth == keys().size()) {
      return new ManifestObject(template);
    }
    String key = keys().get(depth);
    return object.with(key, with(object.object(key), template, depth + 1));
  }
}

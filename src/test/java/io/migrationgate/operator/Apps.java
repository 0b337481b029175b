package io.migrationgate.operator;

/** Manifests of apps that do nothing for a long time, in a container {@code app}. */
final class Apps {

  private Apps() {}

  /** More lines of a spec come as they are to be indented below {@code spec}. */
  static String deployment(String name, String image, int replicas, String... specLines) {
    return ("""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s}
        spec:
          replicas: %2$d
        %3$s  selector: {matchLabels: {app: %1$s}}
          template:
        """)
            .formatted(name, replicas, lines(2, specLines))
        + template(name, image);
  }

  static String statefulSet(String name, String image, int replicas) {
    return """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: %1$s}
        spec:
          serviceName: %1$s
          replicas: %2$d
          selector: {matchLabels: {app: %1$s}}
          template:
        """
            .formatted(name, replicas)
        + template(name, image);
  }

  /** On one node alone, so that it has one pod. */
  static String daemonSet(String name, String image, String node) {
    return """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: %1$s}
        spec:
          selector: {matchLabels: {app: %1$s}}
          template:
        """
            .formatted(name)
        + template(name, image, "nodeSelector: {kubernetes.io/hostname: " + node + "}");
  }

  static String job(String name, String image) {
    return """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: %1$s}
        spec:
          template:
        """
            .formatted(name)
        + template(name, image, "restartPolicy: Never");
  }

  static String cronJob(String name, String image) {
    return """
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: %1$s}
        spec:
          schedule: "0 0 1 1 *"
          jobTemplate:
            spec:
              template:
        """
            .formatted(name)
        + template(name, image, "restartPolicy: Never").indent(4);
  }

  static String pod(String name, String image, String... metadataLines) {
    return """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %1$s
          labels: {app: %1$s}
        %2$sspec:
        """
            .formatted(name, lines(2, metadataLines))
        + podSpec(image, "sleep", "100000").indent(2);
  }

  private static String template(String app, String image, String... specLines) {
    return """
            metadata:
              labels: {app: %s}
            spec:
        """
            .formatted(app)
        + (lines(0, specLines) + podSpec(image, "sleep", "100000")).indent(6);
  }

  /** Of the restricted kind; the busybox of the images is all they have. */
  static String podSpec(String image, String... command) {
    return """
        terminationGracePeriodSeconds: 1
        securityContext:
          runAsNonRoot: true
          runAsUser: 1000
          seccompProfile: {type: RuntimeDefault}
        containers:
        - name: app
          image: %s
          imagePullPolicy: Never
          command: ["/busybox", "%s"]
          securityContext:
            allowPrivilegeEscalation: false
            capabilities: {drop: [ALL]}
        """
        .formatted(image, String.join("\", \"", command));
  }

  private static String lines(int indent, String... lines) {
    StringBuilder all = new StringBuilder();
    for (String line : lines) {
      all.append(" ".repeat(indent)).append(line).append('\n');
    }
    return all.toString();
  }
}

package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.migrationgate.PackagedCommand;
import io.migrationgate.image.ContainerEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The app of the incident: Python, which runs {@code alembic upgrade head} on a PostgreSQL when it
 * starts. Its second image holds what two pull requests have added to the first one, its third one
 * the merge revision too.
 */
final class BasketballApi {

  static final String GOOD = "localhost/basketball-api:good";
  static final String FORKED = "localhost/basketball-api:forked";
  static final String MERGED = "localhost/basketball-api:merged";

  private static final String BASE = "localhost/basketball-api:base";
  private static final Path SOURCES = Path.of("src/test/resources/incident");

  private BasketballApi() {}

  /** Where the packages of Python and PostgreSQL cannot be had, the test is skipped. */
  static void build(Cluster cluster, ContainerEngine engine, Path scratch) throws Exception {
    Path base = copy(scratch.resolve("base"));
    Files.move(base.resolve("Dockerfile.base"), base.resolve("Dockerfile"));
    try {
      engine.build(base, BASE);
    } catch (IOException failed) {
      assumeTrue(false, "skipped: Python's Alembic cannot be had for an image: " + failed);
    }
    Path app = scratch.resolve("app");
    revision(app, "0143", "", "players");
    revision(app, "0144", "0143", "teams");
    image(cluster, engine, scratch, GOOD);
    revision(app, "0145", "0144", "scores");
    revision(app, "0147", "0144", "referees");
    image(cluster, engine, scratch, FORKED);
    Files.copy(SOURCES.resolve("app/alembic.ini"), app.resolve("alembic.ini"));
    PackagedCommand merge =
        PackagedCommand.run(app, Map.of(), "merge", app.resolve("migrations/versions").toString());
    assertThat(merge.exit()).as(merge.error()).isZero();
    image(cluster, engine, scratch, MERGED);
  }

  private static void revision(Path app, String id, String parent, String table)
      throws IOException {
    Path versions = Files.createDirectories(app.resolve("migrations/versions"));
    Files.writeString(
        versions.resolve(id + "_" + table + ".py"),
        """
        from alembic import op
        import sqlalchemy as sa

        revision = "%s"
        down_revision = %s


        def upgrade():
            op.create_table("%s", sa.Column("id", sa.Integer, primary_key=True))


        def downgrade():
            op.drop_table("%s")
        """
            .formatted(id, parent.isEmpty() ? "None" : "\"" + parent + "\"", table, table));
  }

  private static void image(Cluster cluster, ContainerEngine engine, Path scratch, String name)
      throws Exception {
    Files.writeString(
        scratch.resolve("Dockerfile"),
        """
        FROM %s
        COPY app/migrations/versions /app/migrations/versions
        ENV VERSION=%s
        CMD ["python3", "/app/app.py"]
        """
            .formatted(BASE, name));
    engine.build(scratch, name);
    cluster.load(name);
  }

  private static Path copy(Path target) throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(SOURCES.relativize(file).toString()));
      }
    }
    return target;
  }

  /** The database, and somebody who asks the app all the time. */
  static String surroundings() {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: database}
    spec: {selector: {app: database}, ports: [{port: 5432}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: database, labels: {app: database}}
    spec:
      terminationGracePeriodSeconds: 0
      securityContext: &user
        {runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000, seccompProfile: {type: RuntimeDefault}}
      containers:
      - name: database
        image: localhost/basketball-api:good
        imagePullPolicy: Never
        command: [/app/database.sh]
        readinessProbe:
          exec: {command: [psql, --host=/data, --username=app, --command=select 1, gated]}
          periodSeconds: 1
          timeoutSeconds: 5
        securityContext: &hardened {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
        volumeMounts: [{name: data, mountPath: /data}]
      volumes: [{name: data, emptyDir: {}}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: gated}
    spec: {selector: {app: gated}, ports: [{port: 8080}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: visitor}
    spec:
      terminationGracePeriodSeconds: 0
      securityContext:
        {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}
      containers:
      - name: visitor
        image: localhost/basketball-api:good
        imagePullPolicy: Never
        command: [python3, /app/ask.py, "http://gated:8080/"]
        securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
    """;
  }

  /**
   * The app's Deployment.
   *
   * @param name of it, and of its database
   * @param labels more labels of its pods, such as the gate's
   */
  static String deployment(String name, String image, String labels) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s}
    spec:
      progressDeadlineSeconds: 20
      selector: {matchLabels: {app: %1$s}}
      strategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}
      template:
        metadata: {labels: {app: %1$s%3$s}}
        spec:
          terminationGracePeriodSeconds: 1
          securityContext:
            {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}
          containers:
          - name: api
            image: %2$s
            imagePullPolicy: Never
            terminationMessagePolicy: FallbackToLogsOnError
            env: [{name: DATABASE_URL, value: "postgresql+psycopg2://app@database/%1$s"}]
            readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 1, timeoutSeconds: 5}
            resources: {limits: {memory: 200Mi}}
            securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
    """
        .formatted(name, image, labels.isEmpty() ? "" : ", " + labels);
  }
}

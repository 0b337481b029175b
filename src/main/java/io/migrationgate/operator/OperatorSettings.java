package io.migrationgate.operator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What whoever runs the operator can set, each as {@code migration-gate.NAME} or in the environment
 * as {@code MIGRATION_GATE_NAME}.
 */
@ConfigMapping(prefix = "migration-gate")
public interface OperatorSettings {

  /** The image of the gate's own containers; as a rule the operator's own. */
  Optional<String> image();

  /** When that image is pulled: Always, IfNotPresent or Never. */
  Optional<String> imagePullPolicy();

  /** Where gates are looked after; everywhere where there is none. */
  Optional<Set<String>> namespaces();

  /** The operator's own namespace: its lease and its certificate are there. */
  @WithDefault("migration-gate")
  String ownNamespace();

  /** Whether of several processes one leads; without it there may be one alone. */
  @WithDefault("true")
  boolean leaderElection();

  /** What the leader holds, in the own namespace. */
  @WithDefault("migration-gate")
  String leaseName();

  Log log();

  /** How the operator speaks. */
  interface Log {

    /** One JSON object a line; else a line for people. */
    @WithDefault("true")
    boolean json();

    /** Of messages that are said at all: INFO, DEBUG and so on. */
    @WithDefault("INFO")
    String level();
  }

  /** The webhook that puts the gate into pods. */
  Webhook webhook();

  /** What would become of running pods at a restart. */
  Forecast forecast();

  /** How much is done to find that out. */
  interface Forecast {

    /** Whether it is found out at all. */
    @WithDefault("true")
    boolean enabled();

    /** How many probe pods there are at once, in the whole cluster. */
    @WithDefault("2")
    int probesAtOnce();

    /** How long a probe pod may take, with the pull of its images. */
    @WithDefault("2m")
    Duration probeDeadline();

    /** After which time a database is asked again. */
    @WithDefault("6h")
    Duration refresh();

    /** How long a gate's pods have to be at rest before anything is probed. */
    @WithDefault("1m")
    Duration settle();
  }

  /** How pods come by the gate. */
  interface Webhook {

    /** Whether pods are looked at at all. */
    @WithDefault("true")
    boolean enabled();

    /** The MutatingWebhookConfiguration that is told whom to trust. */
    @WithDefault("migration-gate")
    String configuration();

    /** The Service by which the API server finds the replicas. */
    @WithDefault("migration-gate-webhook")
    String service();

    /** The names and addresses of the certificate, in place of the Service's. */
    Optional<Set<String>> hostNames();

    Certificate certificate();
  }

  /** What the webhook proves to the API server who it is by. */
  interface Certificate {

    @WithDefault("generated")
    CertificateSource source();

    /** Where a generated one is kept, in the operator's own namespace. */
    @WithDefault("migration-gate-webhook-certificate")
    String secret();

    /** For how long a generated one is good; it is renewed when a third is left. */
    @WithDefault("90d")
    Duration lifetime();

    /** Where one from elsewhere is mounted, as tls.crt and tls.key. */
    @WithDefault("/etc/migration-gate/webhook-certificate")
    Path folder();
  }

  /** Who makes the certificate. */
  enum CertificateSource {
    GENERATED,
    FILES
  }
}

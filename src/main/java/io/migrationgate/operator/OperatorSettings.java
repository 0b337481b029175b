package io.migrationgate.operator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
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
}

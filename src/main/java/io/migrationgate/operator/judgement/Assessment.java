package io.migrationgate.operator.judgement;

import io.migrationgate.api.v1alpha1.ChainStatus;
import io.migrationgate.api.v1alpha1.ProbeStatus;
import io.migrationgate.api.v1alpha1.StartedStatus;
import io.migrationgate.api.v1alpha1.WorkloadStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What everything that was seen of a gate amounts to.
 *
 * @param statements what its conditions are to say
 * @param pods what is to be said of each pod and done about it
 * @param probes what probe pods have found out, to be kept
 * @param started what chains were like in images whose pods have started, the youngest first
 * @param releasedUntil the end of the release that lasts longest, while there is one
 * @param again when it would amount to something else although nothing happens
 */
public record Assessment(
    List<Statement> statements,
    List<ChainStatus> chains,
    List<WorkloadStatus> workloads,
    List<PodJudgement> pods,
    List<ProbeStatus> probes,
    List<StartedStatus> started,
    Optional<Instant> releasedUntil,
    Optional<Instant> again) {

  public Assessment {
    statements = List.copyOf(statements);
    chains = List.copyOf(chains);
    workloads = List.copyOf(workloads);
    pods = List.copyOf(pods);
    probes = List.copyOf(probes);
    started = List.copyOf(started);
  }

  /** A condition without its times. */
  public record Statement(String type, Truth truth, String reason, String message) {}

  /** What conditions know. */
  public enum Truth {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String word;

    Truth(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}

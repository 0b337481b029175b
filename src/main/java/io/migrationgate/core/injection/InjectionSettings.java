package io.migrationgate.core.injection;

import java.util.List;
import java.util.Optional;

/**
 * What is to be put into a pod.
 *
 * @param gate the gate's name; a label on the pod
 * @param workdir where relative paths start in the images
 * @param policyFlags flags of the gate's policy, passed on as they are
 * @param requiredRows rows that a database must hold, as the gate's flag takes them
 * @param timeout how long a pod is held; for ever where there is none, but for pods of a Job
 * @param after init containers that come before the gate's
 * @param copyLimit how many bytes are copied out of one container's image
 */
public record InjectionSettings(
    Optional<String> gate,
    GateImage image,
    FileSource source,
    List<InjectedChain> chains,
    Optional<String> workdir,
    List<String> policyFlags,
    List<InjectedDatabase> databases,
    List<String> requiredRows,
    Enforcement enforcement,
    WhenUnknown unknown,
    Optional<String> timeout,
    WhenTimedOut timedOut,
    List<String> after,
    GateResources resources,
    GateUser user,
    boolean recheckOnCrash,
    List<CopiedPath> copies,
    long copyLimit) {

  /** Nobody's, as in distroless images. */
  public static final long USER = 65_532;

  /** A pod of a Job is somebody's turn in a queue; it does not wait for ever. */
  public static final String JOB_TIMEOUT = "30m";

  /** More than any chain is, and less than a node would notice. */
  public static final long COPY_LIMIT = 64L << 20;

  public InjectionSettings {
    chains = List.copyOf(chains);
    policyFlags = List.copyOf(policyFlags);
    databases = List.copyOf(databases);
    requiredRows = List.copyOf(requiredRows);
    after = List.copyOf(after);
    copies = List.copyOf(copies);
    if (chains.isEmpty()) {
      throw new IllegalArgumentException("a gate needs a chain to read");
    }
    if (copyLimit < 1) {
      throw new IllegalArgumentException("a limit of bytes is at least 1");
    }
  }
}

package io.migrationgate.core.verdict;

import java.util.List;

/** May this chain be started? */
public sealed interface Verdict {

  /** Causes before symptoms. */
  List<Finding> findings();

  /** Yes; what was found are warnings. */
  record Pass(List<Finding> findings) implements Verdict {
    public Pass {
      findings = List.copyOf(findings);
    }
  }

  /** No: at least one finding is an error. */
  record Blocked(List<Finding> findings) implements Verdict {
    public Blocked {
      findings = List.copyOf(findings);
    }
  }

  /** It cannot be told; never to be taken for a yes. */
  record Unknown(List<Finding> findings) implements Verdict {
    public Unknown {
      findings = List.copyOf(findings);
    }
  }

  /** The verdict that these findings amount to. */
  static Verdict of(List<Finding> findings) {
    if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
      return new Blocked(findings);
    }
    if (findings.stream().anyMatch(finding -> finding.severity() == Severity.UNKNOWN)) {
      return new Unknown(findings);
    }
    return new Pass(findings);
  }
}

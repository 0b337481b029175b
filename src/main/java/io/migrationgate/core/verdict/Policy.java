package io.migrationgate.core.verdict;

import java.util.List;
import java.util.Map;

/**
 * What a chain must be like to be started.
 *
 * @param heads which heads are allowed
 * @param severities where they differ from the usual ones
 * @param emptyAllowed whether a chain without revisions may pass
 */
public record Policy(Heads heads, Map<ProblemKind, Severity> severities, boolean emptyAllowed) {

  /** Which heads a chain may have. */
  public sealed interface Heads {

    /** At most so many. */
    record Count(int allowed) implements Heads {
      public Count {
        if (allowed < 1) {
          throw new IllegalArgumentException("a chain that may start has at least one head");
        }
      }
    }

    /** One for each of these branches, and no other. */
    record Branches(List<String> labels) implements Heads {
      public Branches {
        labels = List.copyOf(labels);
        if (labels.isEmpty()) {
          throw new IllegalArgumentException("at least one branch label is needed");
        }
      }
    }
  }

  /** One head, as a chain normally has. */
  public static final Policy ONE_HEAD = new Policy(new Heads.Count(1), Map.of(), false);

  public Policy {
    severities = Map.copyOf(severities);
  }

  Severity severityOf(ProblemKind kind) {
    return severities.getOrDefault(kind, kind.usualSeverity());
  }
}

package io.migrationgate.cli.collision;

import io.migrationgate.core.collision.ChainCollisions;
import io.migrationgate.core.collision.CollisionDiagnosis;
import io.migrationgate.core.collision.CollisionFinding;
import io.migrationgate.core.collision.OpenBranch;
import io.migrationgate.core.collision.Precedence;
import io.migrationgate.core.collision.RepairCommand;
import io.migrationgate.core.collision.UnionOutcome;
import io.migrationgate.core.reader.Tool;
import io.migrationgate.core.verdict.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * All that was found, for the reports.
 *
 * @param compared how many branches were read beside the current one
 */
public record CollisionSurvey(
    String base,
    Optional<OpenBranch> current,
    int compared,
    List<Part> parts,
    List<UnreadBranch> unread) {

  /** One chain. */
  public record Part(ChainCollisions chain, List<CollisionFinding> findings, RepairCommand repair) {

    public Part {
      findings = List.copyOf(findings);
    }

    public static Part of(ChainCollisions chain, Tool tool, Precedence precedence, boolean alone) {
      RepairCommand repair = new RepairCommand(chain.chain(), tool, alone);
      return new Part(chain, new CollisionDiagnosis(chain, precedence, repair).findings(), repair);
    }

    private Standing standing() {
      if (chain.current().isPresent()) {
        return chain.concernsCurrent() ? standingOf(chain.current().get()) : Standing.PASS;
      }
      boolean blocked =
          chain.baseVerdict() instanceof Verdict.Blocked
              || !findings.isEmpty()
              || chain.unions().stream().anyMatch(UnionOutcome::isBlocked);
      boolean unknown = chain.baseVerdict() instanceof Verdict.Unknown || someUnionIsUnknown();
      return blocked ? Standing.BLOCKED : unknown ? Standing.UNKNOWN : Standing.PASS;
    }

    private Standing standingOf(OpenBranch current) {
      boolean blocked =
          findings.stream().anyMatch(CollisionFinding::blocking)
              || chain.unions().stream().anyMatch(outcome -> isFaultOf(current, outcome));
      return blocked ? Standing.BLOCKED : someUnionIsUnknown() ? Standing.UNKNOWN : Standing.PASS;
    }

    private boolean someUnionIsUnknown() {
      return chain.unions().stream()
          .anyMatch(outcome -> outcome.verdict() instanceof Verdict.Unknown);
    }

    /** A union may break without a claim in common; then too the lower number stays. */
    private boolean isFaultOf(OpenBranch current, UnionOutcome outcome) {
      if (!outcome.isBlocked()) {
        return false;
      }
      for (OpenBranch other : outcome.branches()) {
        if (!other.equals(current)) {
          return !chain.brokenAlone().contains(other)
              && !isExplained(other)
              && !staysBefore(current, other);
        }
      }
      return true;
    }

    private static boolean staysBefore(OpenBranch current, OpenBranch other) {
      return current.pullRequest().isPresent()
          && other.pullRequest().isPresent()
          && current.pullRequest().getAsInt() < other.pullRequest().getAsInt();
    }

    private boolean isExplained(OpenBranch other) {
      return findings.stream()
          .flatMap(finding -> finding.collision().claims().stream())
          .anyMatch(claim -> claim.isOf(other));
    }
  }

  public CollisionSurvey {
    parts = List.copyOf(parts);
    unread = List.copyOf(unread);
  }

  /** A chain is not known to be well as long as some branch could not be read. */
  public Standing standingOf(Part part) {
    Standing standing = part.standing();
    return standing == Standing.PASS && !unread.isEmpty() ? Standing.UNKNOWN : standing;
  }

  /** The next number or id of a chain, where no branch may have taken it unseen. */
  Optional<String> nextOf(Part part) {
    return unread.isEmpty() ? part.chain().next() : Optional.empty();
  }

  /** The worst of all chains. */
  public Standing standing() {
    Standing worst = Standing.PASS;
    for (Part part : parts) {
      Standing standing = standingOf(part);
      if (standing == Standing.BLOCKED) {
        return standing;
      }
      if (standing == Standing.UNKNOWN) {
        worst = standing;
      }
    }
    return worst;
  }
}

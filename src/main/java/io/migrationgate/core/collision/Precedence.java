package io.migrationgate.core.collision;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who keeps what several have claimed. What is merged stays, of that what arrived first; else the
 * lower pull request. Between local branches nothing tells.
 *
 * @param arrivals for files on the base, how many commits of its own line ago they arrived
 */
public record Precedence(Map<String, Integer> arrivals) {

  /** Why a claim comes before the others. */
  public enum Reason {
    MERGED,
    MERGED_FIRST,
    LOWER_PULL_REQUEST
  }

  /** A claim that stays as it is. */
  public record Keeper(Claim claim, Reason reason) {}

  public Precedence {
    arrivals = Map.copyOf(arrivals);
  }

  public Optional<Keeper> keeper(List<Claim> claims) {
    List<Claim> merged = claims.stream().filter(c -> c.holder() instanceof Holder.Base).toList();
    if (merged.size() == 1) {
      return Optional.of(new Keeper(merged.getFirst(), Reason.MERGED));
    }
    if (!merged.isEmpty()) {
      return merged.stream()
          .filter(claim -> arrivals.containsKey(claim.revision().file()))
          .max(Comparator.comparingInt(claim -> arrivals.get(claim.revision().file())))
          .map(claim -> new Keeper(claim, Reason.MERGED_FIRST));
    }
    if (!claims.stream().allMatch(claim -> number(claim) > 0)) {
      return Optional.empty();
    }
    return claims.stream()
        .min(Comparator.comparingInt(Precedence::number))
        .map(claim -> new Keeper(claim, Reason.LOWER_PULL_REQUEST));
  }

  private static int number(Claim claim) {
    return claim.holder() instanceof Holder.Open(OpenBranch branch)
        ? branch.pullRequest().orElse(0)
        : 0;
  }

  /** The claims that have to give way; all of them where nothing tells who stays. */
  public List<Claim> yielding(Collision collision) {
    return switch (collision) {
      case Collision.StaleParent stale -> stale.claims();
      case Collision.SameId same -> others(same.claims());
      case Collision.SameNumber same -> others(same.claims());
      case Collision.SameParent same -> others(same.claims());
    };
  }

  private List<Claim> others(List<Claim> claims) {
    Optional<Keeper> keeper = keeper(claims);
    return claims.stream()
        .filter(claim -> keeper.isEmpty() || !keeper.get().claim().sharesFileWith(claim))
        .toList();
  }
}

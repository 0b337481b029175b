package io.migrationgate.core.lint;

import io.migrationgate.core.settings.NearestName;
import java.util.List;
import java.util.Optional;

/** Every rule there is. */
public final class LintRules {

  /** In the order of the documentation. */
  public static final List<LintRule> ALL =
      List.of(
          new SeedDoesNothing(),
          new MergeNotEmpty(),
          new RepairWithDdl(),
          new SeveralNewRevisions(),
          new DowngradeMissing(),
          new PlaceholderId(),
          new LongId(),
          new FileNameDiffers(),
          new NumberNotAboveParent(),
          new RequiresCompanionFile(),
          new UpgradeHeadOfMany(),
          new UpgradeHeadsHidesFork(),
          new AllowWithoutReason());

  private LintRules() {}

  public static Optional<LintRule> byId(String id) {
    return ALL.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** Says that there is no such rule, and which one was probably meant. */
  static String unknown(String id) {
    List<String> known = ALL.stream().map(LintRule::id).toList();
    return "names no rule of lint: "
        + id
        + NearestName.of(id, known)
            .map(likely -> "; did you mean " + likely + "?")
            .orElseGet(() -> "; there are " + String.join(", ", known));
  }
}

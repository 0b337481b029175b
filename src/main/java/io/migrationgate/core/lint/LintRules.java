package io.migrationgate.core.lint;

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

  /** The name of a rule that is most like this one. */
  static String nearest(String id) {
    return EditDistance.nearest(id, ALL.stream().map(LintRule::id).toList());
  }
}

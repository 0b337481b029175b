package io.migrationgate.core.lint;

import java.util.Map;

/** One thing that lint looks for. */
public sealed interface LintRule
    permits AllowWithoutReason,
        DowngradeMissing,
        FileNameDiffers,
        LongId,
        MergeNotEmpty,
        NumberNotAboveParent,
        PlaceholderId,
        RepairWithDdl,
        RequiresCompanionFile,
        SeedDoesNothing,
        SeveralNewRevisions,
        UpgradeHeadOfMany,
        UpgradeHeadsHidesFork {

  /** The name in settings and outputs. */
  String id();

  /** The level that holds unless the settings name another. */
  Level usualLevel();

  /** What was found, in a few words. */
  String title();

  /** Why that is asking for trouble. */
  String explanation();

  /** What to do, where the case itself tells nothing better. */
  String remedy();

  /** Its options and what they take. */
  default Map<String, OptionType> options() {
    return Map.of();
  }

  /** Whether what it finds in a file may come from a change in another. */
  default boolean looksBeyondChange() {
    return false;
  }

  void look(Examined examined, RuleSettings settings, FindingList findings);
}

package io.migrationgate.core.reader.sqitch;

import java.util.Optional;

/**
 * One word in the brackets of a change.
 *
 * @param text as the plan has it
 * @param project the project before a colon; empty without one
 * @param change empty if a tag stands alone
 * @param tag without its {@code @}; empty without one
 * @param byId whether it names a change by its SHA-1
 */
record Dependency(
    String text, boolean conflict, String project, String change, String tag, boolean byId) {

  /** Reads {@code [!][project:](sha1 | change[@tag] | @tag)}; empty if it is anything else. */
  static Optional<Dependency> read(String text) {
    boolean conflict = text.startsWith("!");
    int from = conflict ? 1 : 0;
    int colon = text.indexOf(':');
    String project = "";
    if (colon >= 0) {
      if (!PlanName.isWhole(text, from, colon)) {
        return Optional.empty();
      }
      project = text.substring(from, colon);
      from = colon + 1;
    }
    int end = text.length();
    if (end - from == PlanName.ID_LENGTH && PlanName.isHexadecimal(text, from, end)) {
      return Optional.of(new Dependency(text, conflict, project, text.substring(from), "", true));
    }
    int at = text.indexOf('@', from);
    int changeEnd = at < 0 ? end : at;
    boolean changeFits = PlanName.isWhole(text, from, changeEnd) || at == from;
    boolean tagFits = at < 0 || PlanName.isWhole(text, at + 1, end);
    return changeFits && tagFits
        ? Optional.of(
            new Dependency(
                text,
                conflict,
                project,
                text.substring(from, changeEnd),
                at < 0 ? "" : text.substring(at + 1),
                false))
        : Optional.empty();
  }

  /** How it is written within its own project. */
  String reference() {
    return tag.isEmpty() ? change : change + "@" + tag;
  }

  /** Whether sqitch looks it up in the plan of this project. */
  boolean isWithin(String ownProject) {
    return project.isEmpty() ? !byId : project.equals(ownProject);
  }
}

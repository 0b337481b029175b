package io.migrationgate.core.applied;

import io.migrationgate.core.graph.RevisionId;
import java.util.List;

/** Ids in a sentence: the first few, and how many more there are. */
final class IdList {

  private static final int SHOWN = 5;

  /** The longest id that is shown whole; a table can hold anything. */
  private static final int LONGEST = 64;

  private IdList() {}

  static String of(List<RevisionId> ids) {
    return ofTexts(ids.stream().map(RevisionId::value).toList());
  }

  static String ofTexts(List<String> ids) {
    StringBuilder text = new StringBuilder();
    int shown = Math.min(ids.size(), SHOWN);
    for (int i = 0; i < shown; i++) {
      boolean last = i == shown - 1 && shown == ids.size();
      text.append(i == 0 ? "" : last ? " and " : ", ").append(printable(ids.get(i)));
    }
    if (shown < ids.size()) {
      text.append(" and ").append(ids.size() - shown).append(" more");
    }
    return text.toString();
  }

  /** What a database holds goes to terminals and into logs. */
  private static String printable(String id) {
    StringBuilder text = new StringBuilder();
    id.codePoints()
        .limit(LONGEST)
        .forEach(point -> text.appendCodePoint(Character.isISOControl(point) ? '?' : point));
    if (id.codePointCount(0, id.length()) > LONGEST) {
      text.append("...");
    }
    return text.isEmpty() ? "an empty id" : text.toString();
  }
}

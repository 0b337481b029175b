package io.migrationgate.core.lint;

import io.migrationgate.core.graph.Revision;
import java.util.Locale;
import java.util.Set;

/** An id that was made up rather than made. */
public final class PlaceholderId implements LintRule {

  /** What documentation and text generators write where an id belongs. */
  private static final Set<String> KNOWN =
      Set.of(
          "a1b2c3d4e5f6",
          "1a2b3c4d5e6f",
          "abc123def456",
          "123abc456def",
          "deadbeef",
          "cafebabe",
          "badc0de",
          "c0ffee",
          "xxxx",
          "todo",
          "fixme",
          "changeme",
          "revision_id",
          "your_revision_id",
          "new_revision",
          "placeholder");

  private static final String HEXADECIMAL = "0123456789abcdef";
  private static final int TELLING_LENGTH = 6;

  @Override
  public String id() {
    return "placeholder-id";
  }

  @Override
  public Level usualLevel() {
    return Level.ERROR;
  }

  @Override
  public String title() {
    return "A revision id was made up";
  }

  @Override
  public String explanation() {
    return "Ids like a1b2c3d4e5f6 stand in documentation and come from text generators. The next"
        + " person who makes one up makes up the same: then two files have one id, and Alembic"
        + " loses one of them.";
  }

  @Override
  public String remedy() {
    return "Give it an id that `alembic revision` makes, or the next number of the chain, as long as"
        + " no database has run it.";
  }

  @Override
  public void look(Examined examined, RuleSettings settings, FindingList findings) {
    for (ExaminedChain chain : examined.chains()) {
      if (chain.isAlembic()) {
        for (Revision revision : chain.chain().graph().revisions()) {
          if (isMadeUp(revision.id().value().toLowerCase(Locale.ROOT))) {
            findings.add("the id " + revision.id() + " was made up", revision.location());
          }
        }
      }
    }
  }

  private static boolean isMadeUp(String id) {
    if (KNOWN.contains(id) || isRepetition(id, "deadbeef") || isRepetition(id, "cafebabe")) {
      return true;
    }
    if (id.length() < TELLING_LENGTH) {
      return false;
    }
    return isCounting(id) || isAlternating(id) || isOneLetter(id);
  }

  /** The word again and again, perhaps cut at the end. */
  private static boolean isRepetition(String id, String word) {
    return id.length() >= word.length()
        && word.repeat(id.length() / word.length() + 1).startsWith(id);
  }

  /** {@code 123456789abc}: hexadecimal digits in order, round again at the end. */
  private static boolean isCounting(String id) {
    boolean up = true;
    boolean down = true;
    boolean decimal = true;
    for (int i = 1; i < id.length(); i++) {
      int before = HEXADECIMAL.indexOf(id.charAt(i - 1));
      int digit = HEXADECIMAL.indexOf(id.charAt(i));
      if (before < 0 || digit < 0) {
        return false;
      }
      up &= digit == (before + 1) % 16;
      decimal &= digit == (before + 1) % 10;
      down &= before == (digit + 1) % 16;
    }
    return up || down || decimal;
  }

  /** {@code a1b2c3}: letters and digits by turns, each counting up. */
  private static boolean isAlternating(String id) {
    for (int i = 2; i < id.length(); i++) {
      if (id.charAt(i) != id.charAt(i - 2) + 1) {
        return false;
      }
    }
    return isLetter(id.charAt(0)) != isLetter(id.charAt(1));
  }

  /** {@code 000000000000} is one; in a number, six zeros are a place to start from. */
  private static boolean isOneLetter(String id) {
    boolean zeros = id.charAt(0) == '0';
    return id.chars().allMatch(c -> c == id.charAt(0)) && !(zeros && id.length() <= 8);
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }
}

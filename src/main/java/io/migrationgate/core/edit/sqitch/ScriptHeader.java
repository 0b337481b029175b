package io.migrationgate.core.edit.sqitch;

import io.migrationgate.core.edit.Bytes;
import io.migrationgate.core.edit.TokenEdit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The comments that sqitch's templates write at the top of a script: {@code -- Deploy
 * project:change to pg}, {@code -- requires: change}. What stands elsewhere may mean anything.
 */
final class ScriptHeader {

  private static final Set<String> ACTIONS = Set.of("deploy", "revert", "verify");
  private static final Set<String> RELATIONS = Set.of("requires:", "conflicts:");

  private static final String BYTE_ORDER_MARK = Renaming.bytewise("\ufeff");

  private final String text;
  private final Renaming renaming;
  private final List<TokenEdit> edits = new ArrayList<>();

  private ScriptHeader(byte[] source, Renaming renaming) {
    this.text = Renaming.bytewise(source);
    this.renaming = renaming.bytewise();
  }

  /** What a renaming changes in a script. */
  static List<TokenEdit> rename(byte[] source, Renaming renaming) {
    ScriptHeader header = new ScriptHeader(source, renaming);
    header.read();
    return header.edits;
  }

  private void read() {
    int at = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
    while (at < text.length()) {
      int feed = text.indexOf('\n', at);
      int end = feed < 0 ? text.length() : feed;
      int first = skip(at, end, true);
      if (first < end) {
        int words = first;
        while (words < end && text.charAt(words) == text.charAt(first)) {
          words++;
        }
        boolean comment =
            text.charAt(first) == '#' || text.charAt(first) == '-' && words >= first + 2;
        if (!comment) {
          return;
        }
        comment(words, end);
      }
      at = end + 1;
    }
  }

  private void comment(int from, int end) {
    int start = skip(from, end, true);
    int behind = skip(start, end, false);
    String label = text.substring(start, behind).toLowerCase(Locale.ROOT);
    if (ACTIONS.contains(label)) {
      word(behind, end);
    } else if (RELATIONS.contains(label)) {
      for (int at = behind; at < end; ) {
        at = word(at, end);
      }
    }
  }

  /** Looks at the next word, and returns where it ends. */
  private int word(int from, int end) {
    int start = skip(from, end, true);
    int behind = skip(start, end, false);
    String word = text.substring(start, behind);
    if (renaming.concerns(word)) {
      Reference reference = Reference.of(word);
      edits.add(
          new TokenEdit(
              start + reference.start(),
              start + reference.end(),
              Bytes.of(renaming.to(), StandardCharsets.ISO_8859_1)));
    }
    return behind;
  }

  /** The end of a run of what separates words, or of what does not. */
  private int skip(int from, int end, boolean separators) {
    int at = from;
    while (at < end && " \t\r,".indexOf(text.charAt(at)) >= 0 == separators) {
      at++;
    }
    return at;
  }
}

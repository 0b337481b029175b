package io.migrationgate.core.edit.sqitch;

import io.migrationgate.core.edit.Bytes;
import io.migrationgate.core.edit.TokenEdit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a plan, and where in them its changes stand.
 *
 * <p>Where a name begins is found without the plan's grammar: before it on its line there are only
 * blanks and a sign, and behind it the words of the brackets follow in order.
 */
final class PlanText {

  /** A character for each byte. */
  private final String text;

  private final List<Integer> starts = new ArrayList<>();

  PlanText(byte[] source) {
    this.text = Renaming.bytewise(source);
    for (int at = 0; at >= 0 && at < text.length(); ) {
      starts.add(at);
      int feed = text.indexOf('\n', at);
      at = feed < 0 ? -1 : feed + 1;
    }
  }

  /** What a renaming changes on the line of a change: its own name, and its dependencies. */
  List<TokenEdit> rename(PlanOutline.Change change, Renaming renaming) {
    Renaming bytewise = renaming.bytewise();
    List<TokenEdit> edits = new ArrayList<>();
    String name = Renaming.bytewise(change.name());
    int at = text.indexOf(name, start(change.line()));
    if (name.equals(bytewise.from())) {
      edits.add(edit(at, at + name.length(), bytewise.to()));
    }
    at += name.length();
    for (String dependency : change.dependencies()) {
      String word = Renaming.bytewise(dependency);
      at = text.indexOf(word, at);
      if (bytewise.concerns(word)) {
        Reference reference = Reference.of(word);
        edits.add(edit(at + reference.start(), at + reference.end(), bytewise.to()));
      }
      at += word.length();
    }
    return edits;
  }

  /** Takes a line out, and puts it behind another one with what was changed in it. */
  List<TokenEdit> moveBehind(int line, int behind, List<TokenEdit> within) {
    int place = end(behind);
    boolean open = text.charAt(place - 1) != '\n';
    String moved = edited(line, within);
    return List.of(
        edit(start(line), end(line), ""),
        edit(place, place, open ? lineEnd(line) + moved : moved + lineEnd(line)));
  }

  /** Takes a line out, and puts it before another one with what was changed in it. */
  List<TokenEdit> moveBefore(int line, int before, List<TokenEdit> within) {
    int place = start(before);
    String moved = edited(line, within);
    String lineEnd = lineEnd(line);
    if (!lineEnd.isEmpty()) {
      return List.of(edit(place, place, moved + lineEnd), edit(start(line), end(line), ""));
    }
    // The last line of a file without a line feed at its end: that of the line above goes along.
    String above = lineEnd(line - 1);
    return List.of(
        edit(place, place, moved + above), edit(start(line) - above.length(), end(line), ""));
  }

  /** The line without its end. */
  private String edited(int line, List<TokenEdit> within) {
    StringBuilder edited = new StringBuilder();
    int copied = start(line);
    for (TokenEdit edit : within) {
      edited.append(text, copied, edit.start());
      edited.append(Renaming.bytewise(edit.replacement().toArray()));
      copied = edit.end();
    }
    return edited.append(text, copied, end(line) - lineEnd(line).length()).toString();
  }

  private String lineEnd(int line) {
    String whole = text.substring(start(line), end(line));
    return whole.endsWith("\r\n") ? "\r\n" : whole.endsWith("\n") ? "\n" : "";
  }

  private int start(int line) {
    return starts.get(line - 1);
  }

  private int end(int line) {
    return line < starts.size() ? starts.get(line) : text.length();
  }

  private static TokenEdit edit(int start, int end, String bytewise) {
    return new TokenEdit(start, end, Bytes.of(bytewise, StandardCharsets.ISO_8859_1));
  }
}

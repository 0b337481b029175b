package io.migrationgate.core.lint;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of the commands in a file that a shell, Docker, make or a YAML reader would take apart.
 *
 * <p>It knows what all of them have in common: quotes, comments, joined lines, and lists of words
 * in brackets or behind dashes, which are one command in Dockerfiles and YAML.
 */
final class ScriptWords {

  /** One word; a mark is what ends a command. */
  record Word(String text, int line, boolean mark) {}

  private final String text;
  private int at;
  private int line = 1;
  private int brackets;
  private final List<Word> words = new ArrayList<>();

  private ScriptWords(String text) {
    this.text = text;
  }

  static List<Word> in(String text) {
    return new ScriptWords(text).read();
  }

  private List<Word> read() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        endLine();
      } else if (c == '#' && isAfterBlank()) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == '\\' && isLineEnd(at + 1)) {
        at = text.indexOf('\n', at);
        at = at < 0 ? text.length() : at + 1;
        line++;
      } else if (c == '[') {
        brackets++;
        at++;
      } else if (c == ']') {
        brackets = Math.max(0, brackets - 1);
        mark();
      } else if (c == ';' || c == '&' || c == '|' || c == '`' || c == ')' || c == '(') {
        mark();
      } else if (isSeparator(c)) {
        at++;
      } else {
        word();
      }
    }
    return words;
  }

  private void mark() {
    words.add(new Word("", line, true));
    at++;
  }

  /** Ends the command, unless the list that it is goes on in the next line. */
  private void endLine() {
    if (brackets == 0 && !isListItem(at + 1)) {
      words.add(new Word("", line, true));
    }
    line++;
    at++;
  }

  /** Whether a line holds a dash and one word, as the parts of a command do in YAML. */
  private boolean isListItem(int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) == ' ') {
      i++;
    }
    if (i + 1 >= text.length() || text.charAt(i) != '-' || text.charAt(i + 1) != ' ') {
      return false;
    }
    int end = text.indexOf('\n', i);
    String item = text.substring(i + 2, end < 0 ? text.length() : end).strip();
    return item.indexOf(' ') < 0;
  }

  private boolean isAfterBlank() {
    return at == 0 || Character.isWhitespace(text.charAt(at - 1));
  }

  private boolean isLineEnd(int index) {
    return index < text.length()
        && (text.charAt(index) == '\n'
            || text.charAt(index) == '\r'
                && index + 1 < text.length()
                && text.charAt(index + 1) == '\n');
  }

  private static boolean isSeparator(char c) {
    return Character.isWhitespace(c)
        || c == ','
        || c == '"'
        || c == '\''
        || c == '{'
        || c == '}'
        || c == '<'
        || c == '>';
  }

  private void word() {
    int from = at;
    while (at < text.length() && !endsWord(text.charAt(at))) {
      at++;
    }
    String word = text.substring(from, at);
    if (!word.equals("-")) {
      words.add(new Word(word, line, false));
    }
  }

  private static boolean endsWord(char c) {
    return isSeparator(c)
        || c == '['
        || c == ']'
        || c == ';'
        || c == '&'
        || c == '|'
        || c == '`'
        || c == '('
        || c == ')';
  }
}

package io.migrationgate.core.reader.alembic.python;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Python's tokens, straight from UTF-8 bytes.
 *
 * <p>It refuses what Python's own tokenizer refuses: open brackets and strings, stray characters,
 * indentation that fits nowhere. A cursor rather than a list: nothing is allocated per token, since
 * most of what is read is the body of functions that nobody asks about.
 */
final class PythonLexer {

  /** Python's own limits; they also bound the recursion of whoever parses. */
  private static final int MAX_BRACKETS = 200;

  private static final int MAX_INDENTS = 100;
  private static final int TAB = 8;

  private static final byte NAME_START = 1;
  private static final byte NAME_PART = 2;
  private static final byte DIGIT = 4;
  private static final byte[] CLASSES = new byte[128];

  static {
    for (int c = 'a'; c <= 'z'; c++) {
      CLASSES[c] = NAME_START | NAME_PART;
      CLASSES[c - 32] = NAME_START | NAME_PART;
    }
    CLASSES['_'] = NAME_START | NAME_PART;
    for (int c = '0'; c <= '9'; c++) {
      CLASSES[c] = NAME_PART | DIGIT;
    }
  }

  private final byte[] text;
  private int at;
  private int line = 1;

  private final byte[] brackets = new byte[MAX_BRACKETS];
  private final int[] bracketLines = new int[MAX_BRACKETS];
  private int depth;

  private int[] indents = new int[8];
  private int[] tabFreeIndents = new int[8];
  private int indentLevel;
  private int pendingDedents;
  private boolean atLineStart = true;

  private Token kind = Token.NEWLINE;
  private int start;
  private int tokenLine = 1;
  private @Nullable Keyword keyword;
  private boolean ascii = true;

  PythonLexer(byte[] utf8) {
    this.text = utf8;
  }

  /** Moves to the next token. */
  Token next() throws PythonSyntaxException {
    kind = advance();
    return kind;
  }

  Token kind() {
    return kind;
  }

  /** The line on which the token starts. */
  int line() {
    return tokenLine;
  }

  int start() {
    return start;
  }

  int end() {
    return at;
  }

  /** How many brackets are open after this token. */
  int depth() {
    return depth;
  }

  /** How many blocks are open after this token. */
  int indentLevel() {
    return indentLevel + pendingDedents;
  }

  /** The keyword, if the token is one. */
  @Nullable Keyword keyword() {
    return kind == Token.KEYWORD ? keyword : null;
  }

  boolean isKeyword(Keyword wanted) {
    return kind == Token.KEYWORD && keyword == wanted;
  }

  /** Whether the token is this operator of one character. */
  boolean isOperator(char operator) {
    return kind == Token.OPERATOR && at - start == 1 && text[start] == operator;
  }

  /** Whether the token is this operator. */
  boolean isOperator(String operator) {
    return kind == Token.OPERATOR && is(operator);
  }

  /** Whether the token is spelled so. */
  boolean is(String spelling) {
    if (at - start != spelling.length()) {
      return false;
    }
    for (int i = 0; i < spelling.length(); i++) {
      if (text[start + i] != spelling.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  byte byteAt(int offset) {
    return text[offset];
  }

  /** The token as it is written. */
  String spelling() {
    return spelling(start, at);
  }

  /** The text between two places that tokens have had. */
  String spelling(int from, int to) {
    return new String(text, from, to - from, StandardCharsets.UTF_8);
  }

  /** The name as Python compares it: identifiers are normalised (PEP 3131). */
  String name() {
    String written = spelling();
    return ascii ? written : Normalizer.normalize(written, Normalizer.Form.NFKC);
  }

  private Token advance() throws PythonSyntaxException {
    if (pendingDedents > 0) {
      pendingDedents--;
      return Token.DEDENT;
    }
    if (atLineStart) {
      Token structure = beginLine();
      if (structure != null) {
        return structure;
      }
    }
    skipBlanks();
    start = at;
    tokenLine = line;
    if (at >= text.length) {
      return endOfText();
    }
    byte c = text[at];
    if (c == '\n' || c == '\r') {
      // Inside brackets skipBlanks has passed over line ends already.
      newline();
      atLineStart = true;
      return Token.NEWLINE;
    }
    if (c < 0 || (CLASSES[c] & NAME_START) != 0) {
      return nameOrString();
    }
    if ((CLASSES[c] & DIGIT) != 0 || c == '.' && isDigit(at + 1)) {
      return number();
    }
    if (c == '"' || c == '\'') {
      string(false, false);
      return Token.STRING;
    }
    return operator(c);
  }

  private Token endOfText() throws PythonSyntaxException {
    if (depth > 0) {
      throw PythonSyntaxException.certain(
          bracketLines[depth - 1], "'" + (char) brackets[depth - 1] + "' is never closed");
    }
    if (kind != Token.NEWLINE && kind != Token.DEDENT && kind != Token.END) {
      return Token.NEWLINE;
    }
    if (indentLevel > 0) {
      pendingDedents = indentLevel - 1;
      indentLevel = 0;
      return Token.DEDENT;
    }
    return Token.END;
  }

  /** Measures the indentation of the next line that has a token; null when it is unchanged. */
  private @Nullable Token beginLine() throws PythonSyntaxException {
    int column;
    int tabFree;
    while (true) {
      column = 0;
      tabFree = 0;
      for (; at < text.length; at++) {
        byte c = text[at];
        if (c == ' ') {
          column++;
          tabFree++;
        } else if (c == '\t') {
          column = (column / TAB + 1) * TAB;
          tabFree++;
        } else if (c == '\f') {
          column = 0;
          tabFree = 0;
        } else {
          break;
        }
      }
      if (at < text.length && text[at] == '#') {
        skipComment();
      }
      if (at >= text.length || text[at] != '\n' && text[at] != '\r') {
        break;
      }
      newline();
    }
    atLineStart = false;
    start = at;
    tokenLine = line;
    if (at >= text.length) {
      // The end closes every block, whatever the last blank line is indented by.
      return null;
    }
    int current = indentLevel == 0 ? 0 : indents[indentLevel - 1];
    int currentTabFree = indentLevel == 0 ? 0 : tabFreeIndents[indentLevel - 1];
    if (column == current) {
      if (tabFree != currentTabFree) {
        throw mixedTabs();
      }
      return null;
    }
    if (column > current) {
      return indent(column, tabFree, currentTabFree);
    }
    return dedent(column, tabFree);
  }

  private Token indent(int column, int tabFree, int currentTabFree) throws PythonSyntaxException {
    if (tabFree <= currentTabFree) {
      throw mixedTabs();
    }
    if (indentLevel == MAX_INDENTS) {
      throw PythonSyntaxException.certain(line, "has too many levels of indentation");
    }
    if (indentLevel == indents.length) {
      indents = Arrays.copyOf(indents, indentLevel * 2);
      tabFreeIndents = Arrays.copyOf(tabFreeIndents, indentLevel * 2);
    }
    indents[indentLevel] = column;
    tabFreeIndents[indentLevel] = tabFree;
    indentLevel++;
    return Token.INDENT;
  }

  private Token dedent(int column, int tabFree) throws PythonSyntaxException {
    int level = indentLevel;
    while (level > 0 && indents[level - 1] > column) {
      level--;
    }
    int reached = level == 0 ? 0 : indents[level - 1];
    if (reached != column) {
      throw PythonSyntaxException.certain(
          line, "is indented less than the block above, and more than the one around it");
    }
    if (tabFree != (level == 0 ? 0 : tabFreeIndents[level - 1])) {
      throw mixedTabs();
    }
    pendingDedents = indentLevel - level - 1;
    indentLevel = level;
    return Token.DEDENT;
  }

  private PythonSyntaxException mixedTabs() {
    return PythonSyntaxException.certain(line, "mixes tabs and blanks in its indentation");
  }

  private void newline() {
    if (text[at] == '\r' && at + 1 < text.length && text[at + 1] == '\n') {
      at++;
    }
    at++;
    line++;
  }

  private void skipComment() {
    while (at < text.length && text[at] != '\n' && text[at] != '\r') {
      at++;
    }
  }

  /** Blanks, comments and joined lines; inside brackets line ends as well. */
  private void skipBlanks() throws PythonSyntaxException {
    while (at < text.length) {
      switch (text[at]) {
        case ' ', '\t', '\f' -> at++;
        case '#' -> skipComment();
        case '\\' -> {
          int next = at + 1;
          if (next >= text.length || text[next] != '\n' && text[next] != '\r') {
            throw PythonSyntaxException.certain(
                line, "has a backslash that is not the last character of its line");
          }
          at = next;
          newline();
          if (at >= text.length) {
            throw PythonSyntaxException.certain(line, "ends after a backslash");
          }
        }
        case '\n', '\r' -> {
          if (depth == 0) {
            return;
          }
          newline();
        }
        default -> {
          return;
        }
      }
    }
  }

  private Token nameOrString() throws PythonSyntaxException {
    long packed = 0;
    ascii = true;
    while (at < text.length) {
      byte c = text[at];
      if (c < 0) {
        unicodeNamePart();
        ascii = false;
      } else if ((CLASSES[c] & NAME_PART) != 0) {
        packed = packed << 8 | c;
        at++;
      } else {
        break;
      }
    }
    int length = at - start;
    if (length <= 2 && at < text.length && (text[at] == '"' || text[at] == '\'')) {
      stringWithPrefix(length);
      return Token.STRING;
    }
    if (length <= Long.BYTES && length > 1 && ascii) {
      keyword = Keyword.of(packed);
      return keyword == null ? Token.NAME : Token.KEYWORD;
    }
    return Token.NAME;
  }

  private void unicodeNamePart() throws PythonSyntaxException {
    int length = text[at] >= (byte) 0xF0 ? 4 : text[at] >= (byte) 0xE0 ? 3 : 2;
    int codePoint = new String(text, at, length, StandardCharsets.UTF_8).codePointAt(0);
    boolean fits =
        at == start
            ? isNameStart(codePoint)
            : Character.isUnicodeIdentifierPart(codePoint)
                && !Character.isIdentifierIgnorable(codePoint);
    if (!fits) {
      throw PythonSyntaxException.certain(
          line,
          String.format(
              Locale.ROOT,
              "contains the character %s (U+%04X) outside a string",
              Character.toString(codePoint),
              codePoint));
    }
    at += length;
  }

  /** Identifiers are normalised before they are looked at, so compatibility forms count. */
  private static boolean isNameStart(int codePoint) {
    return Character.isUnicodeIdentifierStart(codePoint)
        || Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC)
            .codePoints()
            .allMatch(part -> part == '_' || Character.isUnicodeIdentifierStart(part));
  }

  private void stringWithPrefix(int length) throws PythonSyntaxException {
    boolean raw = false;
    boolean formatted = false;
    boolean bytes = false;
    boolean unicode = false;
    for (int i = start; i < at; i++) {
      boolean repeated =
          switch (text[i] | 0x20) {
            case 'r' -> raw;
            case 'f', 't' -> formatted;
            case 'b' -> bytes;
            case 'u' -> unicode;
            default -> true;
          };
      if (repeated) {
        throw PythonSyntaxException.doubtful(
            line, "has a string with the unknown prefix " + spelling());
      }
      switch (text[i] | 0x20) {
        case 'r' -> raw = true;
        case 'b' -> bytes = true;
        case 'u' -> unicode = true;
        default -> formatted = true;
      }
    }
    if (length == 2 && !raw) {
      throw PythonSyntaxException.certain(
          line, "has a string with the impossible prefix " + spelling());
    }
    if (length == 2 && unicode) {
      throw PythonSyntaxException.certain(
          line, "has a string with the impossible prefix " + spelling());
    }
    string(raw, formatted);
  }

  /** Passes over a string from its opening quote; {@code start} stays at the prefix. */
  private void string(boolean raw, boolean formatted) throws PythonSyntaxException {
    byte quote = text[at];
    boolean triple = at + 2 < text.length && text[at + 1] == quote && text[at + 2] == quote;
    if (triple && formatted) {
      at += 3;
      formattedBody(quote, true, raw, 0);
    } else if (formatted) {
      at++;
      formattedBody(quote, false, raw, 0);
    } else if (triple) {
      at += 3;
      tripleBody(quote);
    } else {
      at++;
      singleBody(quote);
    }
  }

  private void singleBody(byte quote) throws PythonSyntaxException {
    int opened = line;
    while (at < text.length) {
      byte c = text[at];
      if (c == quote) {
        at++;
        return;
      }
      if (c == '\n' || c == '\r') {
        break;
      }
      if (c == '\\') {
        escaped();
      } else {
        at++;
      }
    }
    throw unterminated(opened, false);
  }

  private void tripleBody(byte quote) throws PythonSyntaxException {
    int opened = line;
    while (at < text.length) {
      byte c = text[at];
      if (c == quote && at + 2 < text.length && text[at + 1] == quote && text[at + 2] == quote) {
        at += 3;
        return;
      }
      if (c == '\\') {
        escaped();
      } else if (c == '\n' || c == '\r') {
        newline();
      } else {
        at++;
      }
    }
    throw unterminated(opened, true);
  }

  /** A backslash takes the next character with it, in raw strings too. */
  private void escaped() {
    at++;
    if (at < text.length && (text[at] == '\n' || text[at] == '\r')) {
      newline();
    } else {
      at++;
    }
  }

  /**
   * The inside of an f-string, whose replacement fields are code and may hold strings with the same
   * quotes (PEP 701).
   */
  private void formattedBody(byte quote, boolean triple, boolean raw, int nesting)
      throws PythonSyntaxException {
    int opened = line;
    if (nesting > MAX_INDENTS) {
      throw PythonSyntaxException.certain(line, "nests f-strings too deeply");
    }
    while (at < text.length) {
      byte c = text[at];
      if (c == quote && (!triple || closesTriple(quote))) {
        at += triple ? 3 : 1;
        return;
      }
      switch (c) {
        case '\\' -> {
          if (!raw && at + 2 < text.length && text[at + 1] == 'N' && text[at + 2] == '{') {
            at += 3;
          } else if (at + 1 < text.length && (text[at + 1] == '{' || text[at + 1] == '}')) {
            at++;
          } else {
            escaped();
          }
        }
        case '\n', '\r' -> {
          if (!triple) {
            throw unterminated(opened, false);
          }
          newline();
        }
        case '{' -> {
          at++;
          if (at < text.length && text[at] == '{') {
            at++;
          } else {
            replacementField(quote, triple, raw, nesting);
          }
        }
        default -> at++;
      }
    }
    throw unterminated(opened, triple);
  }

  private boolean closesTriple(byte quote) {
    return at + 2 < text.length && text[at + 1] == quote && text[at + 2] == quote;
  }

  private void replacementField(byte quote, boolean triple, boolean raw, int nesting)
      throws PythonSyntaxException {
    int opened = line;
    int open = 0;
    while (at < text.length) {
      byte c = text[at];
      switch (c) {
        case '}' -> {
          at++;
          if (open == 0) {
            return;
          }
          open--;
        }
        case '{', '(', '[' -> {
          open++;
          at++;
        }
        case ')', ']' -> {
          open--;
          at++;
        }
        case '"', '\'' -> nestedString(nesting);
        case ':' -> {
          at++;
          if (open == 0) {
            formatSpec(quote, triple, raw, nesting);
            return;
          }
        }
        case '#' -> skipComment();
        case '\n', '\r' -> newline();
        default -> at++;
      }
    }
    throw unterminated(opened, triple);
  }

  private void formatSpec(byte quote, boolean triple, boolean raw, int nesting)
      throws PythonSyntaxException {
    int opened = line;
    while (at < text.length) {
      byte c = text[at];
      if (c == '}') {
        at++;
        return;
      }
      if (c == quote && (!triple || closesTriple(quote))) {
        break;
      }
      if (c == '{') {
        at++;
        if (nesting > MAX_INDENTS) {
          break;
        }
        replacementField(quote, triple, raw, nesting + 1);
      } else if (c == '\n' || c == '\r') {
        newline();
      } else {
        at++;
      }
    }
    throw unterminated(opened, triple);
  }

  private void nestedString(int nesting) throws PythonSyntaxException {
    int quoteAt = at;
    int prefix = quoteAt;
    while (prefix > 0 && quoteAt - prefix < 2 && isLetter(text[prefix - 1])) {
      prefix--;
    }
    boolean formatted = false;
    boolean raw = false;
    for (int i = prefix; i < quoteAt; i++) {
      formatted |= (text[i] | 0x20) == 'f' || (text[i] | 0x20) == 't';
      raw |= (text[i] | 0x20) == 'r';
    }
    byte quote = text[at];
    boolean triple = closesTriple(quote);
    at += triple ? 3 : 1;
    if (formatted) {
      formattedBody(quote, triple, raw, nesting + 1);
    } else if (triple) {
      tripleBody(quote);
    } else {
      singleBody(quote);
    }
  }

  private static boolean isLetter(byte c) {
    return c > 0 && (CLASSES[c] & NAME_START) != 0;
  }

  private PythonSyntaxException unterminated(int opened, boolean triple) {
    return PythonSyntaxException.certain(
        opened, triple ? "opens a triple-quoted string that never ends" : "has an open string");
  }

  private boolean isDigit(int offset) {
    return offset < text.length && text[offset] >= '0' && text[offset] <= '9';
  }

  private Token number() throws PythonSyntaxException {
    boolean based = text[at] == '0' && at + 1 < text.length && isBaseLetter(text[at + 1]);
    boolean fraction = false;
    boolean misplaced = false;
    byte before = 0;
    while (at < text.length) {
      byte c = text[at];
      if (c == '.') {
        fraction = true;
      } else if ((c == '+' || c == '-') && !based && (before | 0x20) == 'e') {
        fraction = true;
      } else if (c <= 0 || (CLASSES[c] & NAME_PART) == 0) {
        break;
      } else if (c == '_') {
        misplaced |= before == '_' || before == '.';
      } else if (!based && (c == 'j' || c == 'J' || c == 'e' || c == 'E')) {
        fraction = true;
      }
      before = c;
      at++;
    }
    if (misplaced || before == '_') {
      throw PythonSyntaxException.certain(line, "has the invalid number " + spelling());
    }
    if (!based && !fraction && text[start] == '0' && hasOtherDigits()) {
      throw PythonSyntaxException.certain(
          line, "has the number " + spelling() + " with leading zeros");
    }
    return Token.NUMBER;
  }

  private boolean hasOtherDigits() {
    for (int i = start; i < at; i++) {
      if (text[i] != '0' && text[i] != '_') {
        return isDigit(i);
      }
    }
    return false;
  }

  private static boolean isBaseLetter(byte c) {
    int lower = c | 0x20;
    return lower == 'x' || lower == 'o' || lower == 'b';
  }

  private Token operator(byte c) throws PythonSyntaxException {
    switch (c) {
      case '(', '[', '{' -> open(c);
      case ')', ']', '}' -> close(c);
      case ',', ';', '~' -> at++;
      case ':' -> withEquals();
      case '.' -> {
        boolean ellipsis = at + 2 < text.length && text[at + 1] == '.' && text[at + 2] == '.';
        at += ellipsis ? 3 : 1;
      }
      case '-' -> {
        at++;
        if (at < text.length && (text[at] == '=' || text[at] == '>')) {
          at++;
        }
      }
      case '+', '%', '&', '|', '^', '@' -> withEquals();
      case '=' -> {
        refuseConflict(c);
        withEquals();
      }
      case '<', '>', '*', '/' -> {
        refuseConflict(c);
        at++;
        if (at < text.length && text[at] == c) {
          at++;
        }
        if (at < text.length && text[at] == '=') {
          at++;
        } else if (c == '<' && at - start == 1 && at < text.length && text[at] == '>') {
          throw PythonSyntaxException.certain(line, "uses Python 2's operator <>");
        }
      }
      case '!' -> {
        at++;
        if (at >= text.length || text[at] != '=') {
          throw stray(c);
        }
        at++;
      }
      default -> throw stray(c);
    }
    return Token.OPERATOR;
  }

  private void withEquals() {
    at++;
    if (at < text.length && text[at] == '=') {
      at++;
    }
  }

  private PythonSyntaxException stray(byte c) {
    String shown =
        c < ' ' || c == 0x7F
            ? String.format(Locale.ROOT, "the control character U+%04X", (int) c)
            : "the character " + (char) c;
    return PythonSyntaxException.certain(line, "contains " + shown + " outside a string");
  }

  private void open(byte c) throws PythonSyntaxException {
    if (depth == MAX_BRACKETS) {
      throw PythonSyntaxException.certain(line, "nests brackets too deeply");
    }
    brackets[depth] = c;
    bracketLines[depth] = line;
    depth++;
    at++;
  }

  private void close(byte c) throws PythonSyntaxException {
    if (depth == 0) {
      throw PythonSyntaxException.certain(line, "has a '" + (char) c + "' that closes nothing");
    }
    byte opened = brackets[--depth];
    boolean fits = opened == '(' ? c == ')' : opened == '[' ? c == ']' : c == '}';
    if (!fits) {
      throw PythonSyntaxException.certain(
          line,
          "closes with '"
              + (char) c
              + "' what '"
              + (char) opened
              + "' opened on line "
              + bracketLines[depth]);
    }
    at++;
  }

  /** Git writes its markers as seven characters at the start of a line. */
  private void refuseConflict(byte c) throws PythonSyntaxException {
    if (at > 0 && text[at - 1] != '\n' && text[at - 1] != '\r' || at + 7 > text.length) {
      return;
    }
    for (int i = 1; i < 7; i++) {
      if (text[at + i] != c) {
        return;
      }
    }
    throw new PythonSyntaxException(
        line, "holds a conflict marker", PythonSyntaxException.Certainty.CONFLICT);
  }
}

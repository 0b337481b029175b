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

  /** What may be passed over between two tokens, or begins that. */
  private static final byte SKIPPED = 8;

  /** By byte; those of characters outside ASCII have no class and are looked at one by one. */
  private static final byte[] CLASSES = new byte[256];

  static {
    for (int c = 'a'; c <= 'z'; c++) {
      CLASSES[c] = NAME_START | NAME_PART;
      CLASSES[c - 32] = NAME_START | NAME_PART;
    }
    CLASSES['_'] = NAME_START | NAME_PART;
    for (int c = '0'; c <= '9'; c++) {
      CLASSES[c] = NAME_PART | DIGIT;
    }
    for (char c : " \t\f\n\r#\\".toCharArray()) {
      CLASSES[c] = SKIPPED;
    }
  }

  private final byte[] text;
  private final NumberScanner numbers;
  private int at;
  private int line = 1;

  /** Opens a field of an f-string; any other bracket stands for itself. */
  private static final byte FIELD = 1;

  private final byte[] brackets = new byte[MAX_BRACKETS];
  private final int[] bracketLines = new int[MAX_BRACKETS];
  private int depth;

  private @Nullable OpenFormats formats;

  /** Whether the next character is text of an f-string rather than code. */
  private boolean inFormatText;

  private int[] indents = new int[8];
  private int[] tabFreeIndents = new int[8];
  private int indentLevel;
  private int pendingDedents;
  private boolean atLineStart = true;

  private Token kind = Token.NEWLINE;
  private int start;
  private int tokenLine = 1;

  /** The token, if it is an operator of one character; that is asked for most often. */
  private int singleOperator;

  private @Nullable Keyword keyword;
  private long nameHash;
  private boolean stringIsBytes;

  PythonLexer(byte[] utf8) {
    this.text = utf8;
    this.numbers = new NumberScanner(utf8);
  }

  /** Moves to the next token. */
  Token next() throws PythonSyntaxException {
    singleOperator = 0;
    kind = advance();
    if (kind == Token.OPERATOR && at - start == 1) {
      singleOperator = text[start];
    }
    return kind;
  }

  /**
   * Passes over the plain statements behind the end of a line or a change of indentation, as if
   * they were blank lines.
   *
   * @return whether there were any
   */
  boolean pass(PlainStatements plain) {
    boolean betweenStatements =
        kind == Token.NEWLINE || kind == Token.INDENT || kind == Token.DEDENT;
    if (!betweenStatements || pendingDedents > 0 || indentLevel == 0) {
      return false;
    }
    int indentation = indents[indentLevel - 1];
    if (indentation != tabFreeIndents[indentLevel - 1]) {
      return false;
    }
    int from = kind == Token.NEWLINE ? plain.statementAt(at, indentation) : at;
    int end = from < 0 ? from : plain.pass(from, indentation);
    if (end == from) {
      return false;
    }
    at = end;
    line += plain.linesPassed();
    kind = Token.NEWLINE;
    atLineStart = true;
    return true;
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

  /** How many brackets and f-strings are open after this token. */
  int depth() {
    return formats == null ? depth : depth + formats.count();
  }

  /** Whether the token, a string, is a bytes literal. */
  boolean isBytes() {
    return stringIsBytes;
  }

  /** Whether the prefix of the string or f-string has this letter. */
  boolean prefixHas(char letter) {
    for (int i = start; i < at && text[i] != '"' && text[i] != '\''; i++) {
      if ((text[i] | 0x20) == letter) {
        return true;
      }
    }
    return false;
  }

  static boolean isNamePart(byte c) {
    return c < 0 || is(c, NAME_PART);
  }

  private static boolean is(byte c, byte characterClass) {
    return (CLASSES[c & 0xFF] & characterClass) != 0;
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
    return singleOperator == operator;
  }

  /** Whether the token is this operator. */
  boolean isOperator(String operator) {
    return kind == Token.OPERATOR && is(operator);
  }

  /** Whether the token is spelled so. */
  boolean is(String spelling) {
    return is(start, at, spelling);
  }

  /** Whether the text between two places that tokens have had is this. */
  boolean is(int from, int to, String spelling) {
    if (to - from != spelling.length()) {
      return false;
    }
    for (int i = 0; i < spelling.length(); i++) {
      if (text[from + i] != spelling.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the names that begin at two places are spelled alike. */
  boolean isSameName(int one, int other) {
    int length = 0;
    while (one + length < text.length
        && other + length < text.length
        && text[one + length] == text[other + length]
        && isNamePart(text[one + length])) {
      length++;
    }
    return length > 0 && endsName(one + length) && endsName(other + length);
  }

  private boolean endsName(int offset) {
    return offset >= text.length || !isNamePart(text[offset]);
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
    return name(start, at);
  }

  /** The name's hash for {@link NameFilter}. */
  long nameHash() {
    return nameHash;
  }

  /** The name between two places that a name has had. */
  String name(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] < 0) {
        return Normalizer.normalize(spelling(from, to), Normalizer.Form.NFKC);
      }
    }
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
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
    if (inFormatText && formats != null) {
      return formatText(formats);
    }
    if (at < text.length && text[at] == ' ') {
      at++;
    }
    if (at < text.length && is(text[at], SKIPPED)) {
      skipBlanks();
    }
    start = at;
    tokenLine = line;
    if (at >= text.length) {
      return endOfText();
    }
    byte c = text[at];
    if (c < 0 || is(c, NAME_START)) {
      return nameOrString();
    }
    if (c == '\n' || c == '\r') {
      // Inside brackets skipBlanks has passed over line ends already.
      newline();
      atLineStart = true;
      return Token.NEWLINE;
    }
    if (is(c, DIGIT) || c == '.' && isDigit(at + 1)) {
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
          bracketLines[depth - 1], "'" + shown(brackets[depth - 1]) + "' is never closed");
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
    int continued;
    while (true) {
      column = 0;
      tabFree = 0;
      continued = 0;
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
        } else if (c == '\\') {
          // Blanks before a joined line count, those after it do not.
          continued = continued == 0 ? column : continued;
          joinLine();
          at--;
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
    if (continued > 0) {
      column = continued;
      tabFree = continued;
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
    if (indentLevel + 1 >= MAX_INDENTS) {
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
    int end = at;
    while (end < text.length && text[end] != '\n' && text[end] != '\r') {
      end++;
    }
    at = end;
  }

  /** Blanks, comments and joined lines; inside brackets line ends as well. */
  private void skipBlanks() throws PythonSyntaxException {
    while (at < text.length) {
      switch (text[at]) {
        case ' ', '\t', '\f' -> at++;
        case '#' -> skipComment();
        case '\\' -> joinLine();
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

  private void joinLine() throws PythonSyntaxException {
    at++;
    if (at >= text.length || text[at] != '\n' && text[at] != '\r') {
      throw PythonSyntaxException.certain(
          line, "has a backslash that is not the last character of its line");
    }
    newline();
    if (at >= text.length) {
      throw PythonSyntaxException.certain(line, "ends after a backslash");
    }
  }

  private Token nameOrString() throws PythonSyntaxException {
    long packed = 0;
    int end = at;
    while (end < text.length && is(text[end], NAME_PART)) {
      packed = packed << 8 | text[end];
      end++;
    }
    at = end;
    boolean ascii = end >= text.length || text[end] >= 0;
    if (!ascii) {
      unicodeName();
    }
    int length = at - start;
    if (length <= 2 && at < text.length && (text[at] == '"' || text[at] == '\'')) {
      Token string = stringWithPrefix();
      if (string != null) {
        return string;
      }
    }
    if (length <= Long.BYTES && length > 1 && ascii) {
      keyword = Keyword.of(packed);
      if (keyword != null) {
        return Token.KEYWORD;
      }
    }
    nameHash = ascii ? NameFilter.hash(packed, length) : NameFilter.hash(name());
    return Token.NAME;
  }

  private void unicodeName() throws PythonSyntaxException {
    while (at < text.length && isNamePart(text[at])) {
      if (text[at] < 0) {
        unicodeNamePart();
      } else {
        at++;
      }
    }
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

  /** Takes a string if the letters before the quote are a prefix; {@code in"x"} has none. */
  private @Nullable Token stringWithPrefix() throws PythonSyntaxException {
    boolean raw = false;
    boolean formatted = false;
    boolean bytes = false;
    boolean unicode = false;
    for (int i = start; i < at; i++) {
      switch (text[i] | 0x20) {
        case 'r' -> raw = true;
        case 'b' -> bytes = true;
        case 'u' -> unicode = true;
        case 'f', 't' -> formatted = true;
        default -> {
          return null;
        }
      }
    }
    // The only pairs are rb, rf and rt.
    if (at - start == 2 && (!raw || unicode || !(bytes || formatted))) {
      return null;
    }
    if (formatted) {
      return openFormat(raw);
    }
    string(raw, bytes);
    return Token.STRING;
  }

  // --- strings ---------------------------------------------------------------------------------

  /** Passes over a string from its opening quote; {@code start} stays at the prefix. */
  private void string(boolean raw, boolean bytes) throws PythonSyntaxException {
    byte quote = text[at];
    stringIsBytes = bytes;
    int from = at;
    if (isTriple(quote)) {
      at += 3;
      tripleBody(quote, raw, bytes);
    } else {
      at++;
      singleBody(quote, raw, bytes);
    }
    if (bytes) {
      refuseUnicode(from);
    }
  }

  private boolean isTriple(byte quote) {
    return at + 2 < text.length && text[at + 1] == quote && text[at + 2] == quote;
  }

  private void singleBody(byte quote, boolean raw, boolean bytes) throws PythonSyntaxException {
    int opened = line;
    int end = at;
    while (end < text.length) {
      byte c = text[end];
      if (c == quote) {
        at = end + 1;
        return;
      }
      if (c == '\n' || c == '\r') {
        break;
      }
      end++;
      if (c == '\\') {
        at = end - 1;
        escape(raw, bytes);
        end = at;
      }
    }
    throw unterminated(opened, false);
  }

  private void tripleBody(byte quote, boolean raw, boolean bytes) throws PythonSyntaxException {
    int opened = line;
    while (at < text.length) {
      byte c = text[at];
      if (c == quote && isTriple(quote)) {
        at += 3;
        return;
      }
      if (c == '\\') {
        escape(raw, bytes);
      } else if (c == '\n' || c == '\r') {
        newline();
      } else {
        at++;
      }
    }
    throw unterminated(opened, true);
  }

  /** A backslash takes the next character with it, in raw strings too. */
  private void escape(boolean raw, boolean bytes) throws PythonSyntaxException {
    at++;
    if (at >= text.length) {
      return;
    }
    byte c = text[at];
    if (c == '\n' || c == '\r') {
      newline();
      return;
    }
    at++;
    if (raw) {
      return;
    }
    switch (c) {
      case 'x' -> refuseUnlessHexadecimal(2);
      case 'u' -> refuseUnlessHexadecimal(bytes ? 0 : 4);
      case 'U' -> refuseUnlessHexadecimal(bytes ? 0 : 8);
      case 'N' -> {
        if (!bytes && (at >= text.length || text[at] != '{')) {
          throw brokenEscape();
        }
      }
      default -> {}
    }
  }

  private void refuseUnlessHexadecimal(int digits) throws PythonSyntaxException {
    long value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = i < text.length && text[i] > 0 ? Character.digit(text[i], 16) : -1;
      if (digit < 0) {
        throw brokenEscape();
      }
      value = value * 16 + digit;
    }
    if (value > Character.MAX_CODE_POINT) {
      throw brokenEscape();
    }
  }

  private PythonSyntaxException brokenEscape() {
    return PythonSyntaxException.certain(line, "has a broken escape in a string");
  }

  private void refuseUnicode(int from) throws PythonSyntaxException {
    for (int i = from; i < at; i++) {
      if (text[i] < 0) {
        throw PythonSyntaxException.certain(tokenLine, "has a bytes literal that is not ASCII");
      }
    }
  }

  private PythonSyntaxException unterminated(int opened, boolean triple) {
    return PythonSyntaxException.certain(
        opened, triple ? "opens a triple-quoted string that never ends" : "has an open string");
  }

  // --- f-strings -------------------------------------------------------------------------------

  private Token openFormat(boolean raw) throws PythonSyntaxException {
    if (formats == null) {
      formats = new OpenFormats();
    }
    byte quote = text[at];
    boolean triple = isTriple(quote);
    at += triple ? 3 : 1;
    formats.push(quote, triple, raw, depth, line);
    inFormatText = true;
    return Token.FORMAT_START;
  }

  /** The text up to the next field or the end, and where there is none, that field or end. */
  private Token formatText(OpenFormats open) throws PythonSyntaxException {
    start = at;
    tokenLine = line;
    byte quote = open.quote();
    boolean triple = open.triple();
    boolean inField = open.inField(depth);
    while (at < text.length) {
      byte c = text[at];
      if (c == quote && (!triple || isTriple(quote))) {
        return at > start ? Token.FORMAT_TEXT : closeFormat(open, inField);
      }
      switch (c) {
        case '\\' -> formatEscape(open);
        case '\n', '\r' -> {
          if (!triple) {
            throw unterminated(open.line(), false);
          }
          newline();
        }
        case '{' -> {
          if (inField || at + 1 >= text.length || text[at + 1] != '{') {
            return at > start ? Token.FORMAT_TEXT : openField(open);
          }
          at += 2;
        }
        case '}' -> {
          if (inField) {
            return at > start ? Token.FORMAT_TEXT : closeField(open);
          }
          if (at + 1 >= text.length || text[at + 1] != '}') {
            throw PythonSyntaxException.certain(line, "has a single '}' in an f-string");
          }
          at += 2;
        }
        default -> at++;
      }
    }
    throw unterminated(open.line(), triple);
  }

  private Token closeFormat(OpenFormats open, boolean inField) throws PythonSyntaxException {
    if (inField) {
      throw PythonSyntaxException.certain(line, "has an f-string with an open field");
    }
    at += open.triple() ? 3 : 1;
    open.pop();
    // Around it is code: that of the file, or of the field it stands in.
    inFormatText = false;
    return Token.FORMAT_END;
  }

  private void formatEscape(OpenFormats open) throws PythonSyntaxException {
    byte next = at + 1 < text.length ? text[at + 1] : 0;
    if (next == '{' || next == '}') {
      // The backslash stands for itself.
      at++;
    } else if (next == 'N' && !open.raw()) {
      escape(false, false);
      while (at < text.length && text[at] != '}' && text[at] != open.quote() && text[at] != '\n') {
        at++;
      }
      if (at >= text.length || text[at] != '}') {
        throw brokenEscape();
      }
      at++;
    } else {
      escape(open.raw(), false);
    }
  }

  private Token openField(OpenFormats open) throws PythonSyntaxException {
    open.openField(line);
    open(FIELD);
    inFormatText = false;
    return Token.OPERATOR;
  }

  private Token closeField(OpenFormats open) {
    open.closeField();
    depth--;
    at++;
    inFormatText = true;
    return Token.OPERATOR;
  }

  /** Whether the code here is that of a field, outside further brackets. */
  private boolean isDirectlyInField() {
    return depth > 0 && brackets[depth - 1] == FIELD;
  }

  private boolean isDigit(int offset) {
    return offset < text.length && text[offset] >= '0' && text[offset] <= '9';
  }

  // --- numbers and operators -------------------------------------------------------------------

  private Token number() throws PythonSyntaxException {
    int end = numbers.end(at);
    if (end < 0) {
      int shown = at;
      while (shown < text.length && (text[shown] == '.' || isNamePart(text[shown]))) {
        shown++;
      }
      throw PythonSyntaxException.certain(
          line, "has the invalid number " + spelling(at, Math.min(shown, at + 40)));
    }
    at = end;
    return Token.NUMBER;
  }

  private Token operator(byte c) throws PythonSyntaxException {
    switch (c) {
      case '(', '[', '{' -> open(c);
      case ')', ']', '}' -> close(c);
      case ',', ';', '~' -> at++;
      case ':' -> {
        if (isDirectlyInField()) {
          at++;
          inFormatText = true;
        } else {
          withEquals();
        }
      }
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
        if (at < text.length && text[at] == '=') {
          at++;
        } else if (!isDirectlyInField()) {
          throw stray(c);
        }
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
    byte opened = brackets[depth - 1];
    boolean fits = opened == '(' ? c == ')' : opened == '[' ? c == ']' : c == '}';
    if (!fits) {
      throw PythonSyntaxException.certain(
          line,
          "closes with '"
              + (char) c
              + "' what '"
              + shown(opened)
              + "' opened on line "
              + bracketLines[depth - 1]);
    }
    if (opened == FIELD && formats != null) {
      closeField(formats);
      return;
    }
    depth--;
    at++;
  }

  private static char shown(byte bracket) {
    return bracket == FIELD ? '{' : (char) bracket;
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

package io.migrationgate.core.reader.alembic.python;

/**
 * Passes over the statements that fill the functions of migrations: calls, and assignments to a
 * name or attribute, of names, constants and further calls.
 *
 * <p>Most of what a chain consists of is such statements, and they can be seen to be right byte by
 * byte, without tokens. What is not surely one of them, for instance because a keyword stands in
 * it, is left to {@link PythonLexer} and {@link TokenOrder}, which come to the same result for all
 * of them.
 */
final class PlainStatements {

  private static final int MAX_BRACKETS = 32;

  // Classes of bytes. A statement with a byte that has none is not plain.

  private static final byte BLANK = 1;
  private static final byte LINE_END = 2;
  private static final byte COMMENT = 3;
  private static final byte LETTER = 4;
  private static final byte DIGIT = 5;
  private static final byte QUOTE = 6;
  private static final byte DOT = 7;
  private static final byte COMMA = 8;
  private static final byte EQUALS = 9;
  private static final byte COLON = 10;
  private static final byte ROUND = 11;
  private static final byte SQUARE = 12;
  private static final byte CURLY = 13;
  private static final byte CLOSING = 14;
  private static final byte OPERATOR = 15;

  private static final byte[] CLASSES = new byte[256];

  static {
    for (int c = 'a'; c <= 'z'; c++) {
      CLASSES[c] = LETTER;
      CLASSES[c - 32] = LETTER;
    }
    for (int c = '0'; c <= '9'; c++) {
      CLASSES[c] = DIGIT;
    }
    CLASSES['_'] = LETTER;
    CLASSES[' '] = BLANK;
    CLASSES['\n'] = LINE_END;
    CLASSES['#'] = COMMENT;
    CLASSES['\''] = QUOTE;
    CLASSES['"'] = QUOTE;
    CLASSES['.'] = DOT;
    CLASSES[','] = COMMA;
    CLASSES['='] = EQUALS;
    CLASSES[':'] = COLON;
    CLASSES['('] = ROUND;
    CLASSES['['] = SQUARE;
    CLASSES['{'] = CURLY;
    CLASSES[')'] = CLOSING;
    CLASSES[']'] = CLOSING;
    CLASSES['}'] = CLOSING;
    CLASSES['+'] = OPERATOR;
    CLASSES['%'] = OPERATOR;
  }

  // What stands before the next token. Up to VALUE an operand may follow; from NAME to STRING one
  // has ended.

  private static final int START = 0;
  private static final int OPENED = 1;
  private static final int AFTER_COMMA = 2;
  private static final int VALUE = 3;
  private static final int NAME = 4;
  private static final int ATTRIBUTE = 5;
  private static final int CALL = 6;
  private static final int OTHER = 7;
  private static final int STRING = 8;

  /** {@code pass}: nothing more may follow. */
  private static final int COMPLETE = 9;

  /** The name of an attribute must follow. */
  private static final int AFTER_DOT = 10;

  // An open bracket: the byte that closes it, and what has been seen in it.

  private static final int CLOSED_BY = 0x7F;
  private static final int IS_CALL = 1 << 7;
  private static final int KEYWORD_SEEN = 1 << 8;
  private static final int IS_SET = 1 << 9;
  private static final int IS_DICTIONARY = 1 << 10;
  private static final int IN_VALUE = 1 << 11;

  private static final long PASS = Keyword.pack("pass");

  /**
   * Names for others to look at: {@link TokenOrder} knows that some begin statements, {@link
   * ModuleTokens} is on the watch for the rest. Those with two underscores are told by these.
   */
  private static final long[] WATCHED =
      packed(
          "match", "type", "case", "exec", "eval", "vars", "locals", "globals", "setattr",
          "delattr", "modules");

  /** For each first letter, the lengths of the keywords and watched names, as bits. */
  private static final int[] SPECIAL_LENGTHS = specialLengths();

  private final byte[] text;
  private final NameFilter used;

  private final int[] brackets = new int[MAX_BRACKETS];

  /** For each bracket, the names of arguments it has, as bits of their hashes. */
  private final long[] names = new long[MAX_BRACKETS];

  private int depth;
  private int at;
  private int before;

  /** Whether what stands before cannot be assigned to any more. */
  private boolean noTarget;

  private int lines;
  private int linesPassed;

  PlainStatements(byte[] text, NameFilter used) {
    this.text = text;
    this.used = used;
  }

  /**
   * Passes over the plain statements of a block.
   *
   * @param from the first byte of a statement, behind its indentation
   * @return the beginning of the line where something else is, if only its blanks; {@code from} if
   *     not even the first statement is plain
   */
  int pass(int from, int indentation) {
    linesPassed = 0;
    int statement = from;
    int end = from;
    while (statement >= 0 && isPlain(statement)) {
      end = at;
      linesPassed += lines;
      statement = statementAt(end, indentation);
    }
    return end;
  }

  /** How many lines {@link #pass} has passed over. */
  int linesPassed() {
    return linesPassed;
  }

  /** Where the next statement begins if it has this indentation, negative otherwise. */
  int statementAt(int lineStart, int indentation) {
    int column = 0;
    while (lineStart + column < text.length && text[lineStart + column] == ' ') {
      column++;
    }
    return column == indentation ? lineStart + column : -1;
  }

  private boolean isPlain(int from) {
    at = from;
    before = START;
    depth = 0;
    noTarget = false;
    lines = 0;
    while (at < text.length) {
      byte characterClass = CLASSES[text[at] & 0xFF];
      boolean plain =
          switch (characterClass) {
            case BLANK -> blank();
            case LINE_END -> lineEnd();
            case COMMENT -> comment();
            case LETTER -> word();
            case DIGIT -> number();
            case QUOTE -> string();
            case DOT -> dot();
            case COMMA -> comma();
            case EQUALS -> assignment();
            case COLON -> colon();
            case ROUND -> before >= NAME && before <= CALL ? open(')' | IS_CALL) : group(')');
            case SQUARE -> group(']');
            case CURLY -> group('}');
            case CLOSING -> close();
            case OPERATOR -> operator();
            default -> false;
          };
      if (!plain) {
        return false;
      }
      if (characterClass == LINE_END && depth == 0) {
        return true;
      }
    }
    // The end of the text ends blocks, too.
    return false;
  }

  private boolean isAfterOperand() {
    return before >= NAME && before <= STRING;
  }

  /** Whether an operand may stand here: a positional argument not behind one with a name. */
  private boolean operandFits() {
    return before <= VALUE && (before != AFTER_COMMA || (brackets[depth - 1] & KEYWORD_SEEN) == 0);
  }

  // --- operands --------------------------------------------------------------------------------

  private boolean word() {
    byte[] text = this.text;
    int start = at;
    int end = start;
    long packed = 0;
    byte c = text[end];
    do {
      packed = packed << 8 | c;
      end++;
      c = end < text.length ? text[end] : 0;
    } while (CLASSES[c & 0xFF] == LETTER || CLASSES[c & 0xFF] == DIGIT);
    int length = end - start;
    at = end;
    if (c < 0 || CLASSES[c] == QUOTE) {
      // More letters than these, or the prefix of a string.
      return false;
    }
    boolean special = isSpecial(text[start], length, packed);
    if (before == AFTER_DOT) {
      before = ATTRIBUTE;
      return !special;
    }
    if (special) {
      return constant(packed);
    }
    while (c == ' ') {
      end++;
      c = end < text.length ? text[end] : 0;
    }
    if (c == '=' && end + 1 < text.length && text[end + 1] != '=') {
      at = end + 1;
      return named(NameFilter.hash(packed, length));
    }
    if (!operandFits()) {
      return false;
    }
    if (c != ':') {
      used.add(NameFilter.hash(packed, length));
    }
    before = NAME;
    return true;
  }

  /** A name and an equals sign: that of an argument, or of what is noTarget. */
  private boolean named(long hash) {
    boolean fits = before == START;
    if (before == OPENED || before == AFTER_COMMA) {
      int call = depth - 1;
      long bit = 1L << (hash >>> Long.SIZE - 6);
      // It may have been given already: others will look.
      fits = (brackets[call] & IS_CALL) != 0 && (names[call] & bit) == 0;
      names[call] |= bit;
      brackets[call] |= KEYWORD_SEEN;
    }
    noTarget |= depth == 0;
    before = VALUE;
    return fits;
  }

  private boolean constant(long packed) {
    Keyword keyword = Keyword.of(packed);
    if (packed == PASS && before == START) {
      before = COMPLETE;
      return true;
    }
    boolean fits =
        operandFits()
            && (keyword == Keyword.NONE || keyword == Keyword.TRUE || keyword == Keyword.FALSE);
    before = OTHER;
    return fits;
  }

  private boolean number() {
    int start = at;
    int end = start;
    byte c;
    do {
      end++;
      c = end < text.length ? text[end] : 0;
    } while (CLASSES[c & 0xFF] == DIGIT);
    boolean fits =
        operandFits()
            && c >= 0
            && CLASSES[c] != LETTER
            && c != '.'
            && (text[start] != '0' || end - start == 1);
    at = end;
    before = OTHER;
    return fits;
  }

  private boolean string() {
    if (before != STRING && !operandFits()) {
      return false;
    }
    before = STRING;
    byte quote = text[at];
    boolean triple = at + 2 < text.length && text[at + 1] == quote && text[at + 2] == quote;
    return triple ? longString(quote) : shortString(quote);
  }

  private boolean shortString(byte quote) {
    byte[] text = this.text;
    for (int end = at + 1; end < text.length; end++) {
      byte c = text[end];
      if (c == quote) {
        at = end + 1;
        return true;
      }
      if (c == '\\' || c == '\n' || c == '\r') {
        return false;
      }
    }
    return false;
  }

  private boolean longString(byte quote) {
    byte[] text = this.text;
    for (int end = at + 3; end + 2 < text.length; end++) {
      byte c = text[end];
      if (c == quote && text[end + 1] == quote && text[end + 2] == quote) {
        at = end + 3;
        return true;
      }
      if (c == '\n') {
        lines++;
      } else if (c == '\\' || c == '\r') {
        return false;
      }
    }
    return false;
  }

  // --- what stands between them ----------------------------------------------------------------

  private boolean blank() {
    at++;
    return true;
  }

  private boolean lineEnd() {
    lines++;
    at++;
    return depth > 0 || isAfterOperand() || before == COMPLETE;
  }

  private boolean comment() {
    int end = at;
    while (end < text.length && text[end] != '\n') {
      if (text[end] == '\r') {
        return false;
      }
      end++;
    }
    at = end;
    return true;
  }

  private boolean dot() {
    boolean fits = isAfterOperand();
    before = AFTER_DOT;
    at++;
    return fits;
  }

  private boolean operator() {
    boolean fits = isAfterOperand() && at + 1 < text.length && text[at + 1] != '=';
    noTarget |= depth == 0;
    before = VALUE;
    at++;
    return fits;
  }

  /** Behind an attribute; behind a name, {@link #word} has seen it. */
  private boolean assignment() {
    boolean fits =
        depth == 0
            && before == ATTRIBUTE
            && !noTarget
            && at + 1 < text.length
            && text[at + 1] != '=';
    noTarget = true;
    before = VALUE;
    at++;
    return fits;
  }

  private boolean comma() {
    if (depth == 0 || !isAfterOperand()) {
      return false;
    }
    int bracket = brackets[depth - 1];
    if ((bracket & CLOSED_BY) == '}') {
      if ((bracket & IS_DICTIONARY) == 0) {
        bracket |= IS_SET;
      } else if ((bracket & IN_VALUE) == 0) {
        return false;
      }
      brackets[depth - 1] = bracket & ~IN_VALUE;
    }
    before = AFTER_COMMA;
    at++;
    return true;
  }

  private boolean colon() {
    if (depth == 0 || !isAfterOperand()) {
      return false;
    }
    int bracket = brackets[depth - 1];
    boolean fits = (bracket & CLOSED_BY) == '}' && (bracket & (IS_SET | IN_VALUE)) == 0;
    brackets[depth - 1] = bracket | IS_DICTIONARY | IN_VALUE;
    before = VALUE;
    at++;
    return fits;
  }

  private boolean group(int closedBy) {
    return operandFits() && open(closedBy);
  }

  private boolean open(int bracket) {
    if (depth == MAX_BRACKETS) {
      return false;
    }
    brackets[depth] = bracket;
    names[depth] = 0;
    depth++;
    before = OPENED;
    at++;
    return true;
  }

  private boolean close() {
    if (depth == 0) {
      return false;
    }
    depth--;
    int bracket = brackets[depth];
    boolean pairLacksValue =
        (bracket & (IS_DICTIONARY | IN_VALUE)) == IS_DICTIONARY && before != AFTER_COMMA;
    boolean fits =
        (bracket & CLOSED_BY) == text[at]
            && (isAfterOperand() || before == OPENED || before == AFTER_COMMA)
            && !pairLacksValue;
    before = (bracket & IS_CALL) == 0 ? OTHER : CALL;
    at++;
    return fits;
  }

  // --- special names ---------------------------------------------------------------------------

  private static boolean isSpecial(byte first, int length, long packed) {
    if (length >= Integer.SIZE || (SPECIAL_LENGTHS[first] & 1 << length) == 0) {
      return first == '_' && length >= "__dict__".length();
    }
    if (Keyword.of(packed) != null) {
      return true;
    }
    for (long watched : WATCHED) {
      if (watched == packed) {
        return true;
      }
    }
    return false;
  }

  private static long[] packed(String... names) {
    long[] packed = new long[names.length];
    for (int i = 0; i < names.length; i++) {
      packed[i] = Keyword.pack(names[i]);
    }
    return packed;
  }

  private static int[] specialLengths() {
    int[] lengths = new int[128];
    for (long watched : WATCHED) {
      addLength(lengths, watched);
    }
    for (Keyword keyword : Keyword.values()) {
      addLength(lengths, keyword.packed());
    }
    return lengths;
  }

  private static void addLength(int[] lengths, long packed) {
    int bytes = (Long.SIZE - Long.numberOfLeadingZeros(packed) + 7) / 8;
    lengths[(int) (packed >>> 8 * (bytes - 1))] |= 1 << bytes;
  }
}

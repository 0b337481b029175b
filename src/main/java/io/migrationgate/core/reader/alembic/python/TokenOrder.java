package io.migrationgate.core.reader.alembic.python;

/**
 * Notices tokens that cannot stand beside each other, in every line of a file.
 *
 * <p>Not a grammar: it looks at neighbours, blocks and colons only. That costs next to nothing and
 * finds what editing and merging leave behind: a lost comma, half a statement, a block without a
 * body. As a newer Python may allow more, most of what it finds is doubtful rather than certain.
 */
final class TokenOrder {

  private enum Before {
    /** Nothing on this line. */
    START,
    /** The end of a value. */
    OPERAND,
    /** An operator that still wants its right side. */
    WANTING,
    COMMA_OR_OPEN,
    OTHER
  }

  private final PythonLexer tokens;
  private Before before = Before.START;
  private boolean afterString;
  private boolean afterDot;
  private boolean afterColon;
  private boolean blockExpected;
  private boolean firstOfLine = true;
  private boolean afterSoftKeyword;
  private boolean importing;
  private boolean colonWanted;
  private boolean colonSeen;

  TokenOrder(PythonLexer tokens) {
    this.tokens = tokens;
  }

  /** Looks at the token on which the lexer stands. */
  void accept() throws PythonSyntaxException {
    Token token = tokens.kind();
    if (token != Token.INDENT && blockExpected) {
      throw PythonSyntaxException.certain(tokens.line(), "lacks an indented block");
    }
    switch (token) {
      case NEWLINE -> endLine();
      case INDENT -> {
        if (!blockExpected) {
          throw PythonSyntaxException.certain(tokens.line(), "has an unexpected indentation");
        }
        blockExpected = false;
      }
      case DEDENT, END -> {}
      case NAME, NUMBER -> operand(false);
      case STRING -> operand(true);
      case KEYWORD -> keyword();
      case OPERATOR -> operator();
    }
  }

  private void endLine() throws PythonSyntaxException {
    if (before == Before.WANTING && !importing) {
      throw unexpected("the end of the line");
    }
    if (colonWanted && !colonSeen) {
      throw PythonSyntaxException.doubtful(tokens.line(), "lacks a ':' at the end of the line");
    }
    blockExpected = afterColon;
    startLine();
  }

  private void startLine() {
    before = Before.START;
    afterString = false;
    afterDot = false;
    afterColon = false;
    firstOfLine = true;
    afterSoftKeyword = false;
    importing = false;
    colonWanted = false;
    colonSeen = false;
  }

  private void operand(boolean string) throws PythonSyntaxException {
    boolean follows = before == Before.OPERAND && !(string && afterString) && !afterSoftKeyword;
    if (follows && !importing) {
      throw unexpected(string ? "a string" : tokens.spelling());
    }
    boolean soft =
        firstOfLine
            && tokens.kind() == Token.NAME
            && (tokens.is("match") || tokens.is("case") || tokens.is("type"));
    set(Before.OPERAND);
    afterString = string;
    afterSoftKeyword = soft;
  }

  private void keyword() throws PythonSyntaxException {
    Keyword keyword = tokens.keyword();
    if (keyword == null) {
      return;
    }
    if (afterDot && !importing) {
      throw unexpected(tokens.spelling());
    }
    boolean starts = before == Before.START || afterColon;
    switch (keyword.role()) {
      case OPERAND -> operand(false);
      case OPERATOR -> {
        if ((before == Before.WANTING || before == Before.START)
            && !(keyword == Keyword.IN && before == Before.WANTING)) {
          throw unexpected(tokens.spelling());
        }
        set(Before.WANTING);
      }
      case PREFIX -> {
        if (before == Before.OPERAND && !afterSoftKeyword) {
          throw unexpected(tokens.spelling());
        }
        set(Before.OTHER);
      }
      case STATEMENT -> {
        if (!starts || tokens.depth() > 0) {
          throw unexpected(tokens.spelling());
        }
        set(Before.OTHER);
      }
      case COMPOUND -> compound(keyword, starts);
      case INNER -> inner(keyword, starts);
    }
  }

  private void compound(Keyword keyword, boolean starts) throws PythonSyntaxException {
    boolean afterAsync = before == Before.OTHER && colonWanted;
    if (keyword != Keyword.ASYNC) {
      if (!starts && !afterAsync || tokens.depth() > 0) {
        throw unexpected(tokens.spelling());
      }
      colonWanted = true;
    } else if (firstOfLine) {
      colonWanted = true;
    }
    set(Before.OTHER);
  }

  private void inner(Keyword keyword, boolean starts) throws PythonSyntaxException {
    switch (keyword) {
      case IF, FOR, ELSE -> {
        colonWanted |= firstOfLine;
        if (before == Before.WANTING) {
          throw unexpected(tokens.spelling());
        }
        set(Before.OTHER);
      }
      case FROM, IMPORT -> {
        importing |= starts;
        set(Before.OTHER);
      }
      default -> set(Before.WANTING);
    }
  }

  private void operator() throws PythonSyntaxException {
    boolean single = tokens.end() - tokens.start() == 1;
    switch (tokens.byteAt(tokens.start())) {
      case '(', '[' -> set(Before.COMMA_OR_OPEN);
      case '{' -> {
        if (before == Before.OPERAND && !afterSoftKeyword) {
          throw unexpected("'{'");
        }
        set(Before.COMMA_OR_OPEN);
      }
      case ')', ']', '}' -> {
        refuseWhenWanting();
        set(Before.OPERAND);
      }
      case ',' -> {
        refuseWhenWanting();
        if (before == Before.COMMA_OR_OPEN || before == Before.START) {
          throw unexpected("','");
        }
        set(Before.COMMA_OR_OPEN);
      }
      case ';' -> {
        refuseWhenWanting();
        boolean wanted = colonWanted;
        boolean seen = colonSeen;
        startLine();
        colonWanted = wanted;
        colonSeen = seen;
      }
      case ':' -> {
        refuseWhenWanting();
        set(single ? Before.OTHER : Before.WANTING);
        afterColon = single && tokens.depth() == 0;
        colonSeen |= afterColon;
      }
      case '+', '-', '~' -> set(Before.WANTING);
      // Bare in a list of parameters, and before an import of everything.
      case '*' -> set(Before.OTHER);
      case '.' -> {
        if (single) {
          refuseWhenWanting();
          set(Before.WANTING);
          afterDot = true;
        } else {
          operand(false);
        }
      }
      case '@' -> {
        if (before != Before.START) {
          refuseWhenWanting();
        }
        set(Before.WANTING);
      }
      case '/' -> {
        refuseWhenWanting();
        set(single ? Before.OTHER : Before.WANTING);
      }
      default -> {
        refuseWhenWanting();
        if (before == Before.START) {
          throw unexpected(tokens.spelling());
        }
        set(Before.WANTING);
      }
    }
  }

  private void refuseWhenWanting() throws PythonSyntaxException {
    if (before == Before.WANTING && !importing) {
      throw unexpected("'" + tokens.spelling() + "'");
    }
  }

  private void set(Before state) {
    before = state;
    afterString = false;
    afterDot = false;
    afterColon = false;
    firstOfLine = false;
    afterSoftKeyword = false;
  }

  private PythonSyntaxException unexpected(String what) {
    return PythonSyntaxException.doubtful(
        tokens.line(), "does not read as Python: " + what + " is not expected there");
  }
}

package io.migrationgate.core.reader.alembic.python;

import java.util.Arrays;
import java.util.Objects;

/**
 * Notices what cannot be an expression, token by token and without building anything.
 *
 * <p>A level per open bracket, each with what may come next in it and what came already: enough to
 * tell a lost comma, a ternary without {@code else} or an assignment to a call. It errs on the side
 * of accepting.
 */
final class ExpressionOrder {

  /** How many names are compared with each other; more are not held against any. */
  private static final int MAX_NAMED = 256;

  // What a level allows besides a plain expression.

  static final int COMMAS = 1;
  static final int STARS = 1 << 1;
  static final int DOUBLE_STARS = 1 << 2;
  static final int WALRUS = 1 << 3;
  static final int YIELDS = 1 << 4;
  static final int COMPREHENSIONS = 1 << 5;

  /** {@code name=value}, in a call. */
  static final int KEYWORDS = 1 << 6;

  static final int SLICES = 1 << 7;
  static final int PAIRS = 1 << 8;
  static final int PARAMETERS = 1 << 9;

  /** The field of an f-string. */
  private static final int FIELD = 1 << 10;

  /** The text of an f-string. */
  private static final int FORMAT = 1 << 11;

  /** {@code x as y}. */
  static final int NAMES = 1 << 12;

  /** The same at any depth of brackets. */
  static final int NAMES_IN_PATTERN = 1 << 13;

  private static final int IN_PARENTHESES = COMMAS | STARS | WALRUS | YIELDS | COMPREHENSIONS;
  private static final int IN_LIST = COMMAS | STARS | WALRUS | COMPREHENSIONS;
  private static final int IN_BRACES = IN_LIST | DOUBLE_STARS | PAIRS;
  private static final int IN_CALL = IN_LIST | DOUBLE_STARS | KEYWORDS;
  private static final int IN_SUBSCRIPT = COMMAS | STARS | WALRUS | SLICES;
  private static final int IN_FIELD = COMMAS | STARS | YIELDS | FIELD;

  // What came already: in the element since the last comma, then in the whole level.

  private static final int FRESH = 1;
  private static final int ONLY_NAME = 1 << 1;
  private static final int STARRED = 1 << 2;
  private static final int DOUBLE_STARRED = 1 << 3;
  private static final int PAIR = 1 << 4;
  private static final int KEYWORD_VALUE = 1 << 5;
  private static final int ANNOTATED = 1 << 6;
  private static final int DEFAULT = 1 << 7;
  private static final int AFTER_SLICE_COLON = 1 << 8;
  private static final int SECOND_SLICE_COLON = 1 << 9;
  private static final int ELEMENT =
      FRESH
          | ONLY_NAME
          | STARRED
          | DOUBLE_STARRED
          | PAIR
          | KEYWORD_VALUE
          | ANNOTATED
          | DEFAULT
          | AFTER_SLICE_COLON
          | SECOND_SLICE_COLON;

  private static final int PENDING_IF = 1 << 10;
  private static final int FOR_TARGETS = 1 << 11;
  private static final int ITERATES = 1 << 12;
  private static final int NOT_TARGETS = 1 << 13;
  private static final int COMMA_SEEN = 1 << 14;
  private static final int STAR_SEEN = 1 << 15;
  private static final int DICTIONARY = 1 << 16;
  private static final int SET = 1 << 17;
  private static final int KEYWORD_SEEN = 1 << 18;
  private static final int DOUBLE_STAR_SEEN = 1 << 19;
  private static final int DEFAULT_SEEN = 1 << 20;
  private static final int BARE_STAR = 1 << 21;
  private static final int REST_SEEN = 1 << 22;
  private static final int PARAMETER_SEEN = 1 << 23;
  private static final int SLASH_SEEN = 1 << 24;

  /** What may come next. */
  private enum State {
    /** An element, or the end. */
    EMPTY(true),
    /** An expression of any kind. */
    EXPRESSION(true),
    /** An operand, with `not` before it if need be. */
    LOGICAL(true),
    /** An operand. */
    ARITHMETIC(true),
    /** After `is`: an operand, or `not` and an operand. */
    IDENTITY(true),
    /** Anything that follows an operand. */
    OPERAND_DONE,
    /** After `not` behind an operand: `in`. */
    NOT_IN,
    /** After `async` in a comprehension: `for`. */
    ASYNC_FOR,
    /** A name, after a dot or `as`. */
    ATTRIBUTE,
    PARAMETER,
    STARRED_PARAMETER,
    DOUBLE_STARRED_PARAMETER,
    NAMED_PARAMETER,
    SLASH_DONE,
    /** After `=` in a field: its end. */
    DEBUG_DONE,
    CONVERSION,
    CONVERSION_DONE,
    /** Text and fields of an f-string. */
    TEXT;

    final boolean takesOperand;

    State() {
      this(false);
    }

    State(boolean takesOperand) {
      this.takesOperand = takesOperand;
    }
  }

  /** Whether something can be assigned to. */
  private enum Target {
    NONE,
    /** A tuple or list of targets. */
    SEVERAL,
    /** A name, attribute or element. */
    ONE
  }

  /** One bracket's inside, or the statement around all brackets. */
  private static final class Level {
    int allowed;
    State state = State.EMPTY;
    int seen;
    Target target = Target.NONE;

    /** How many lambdas wait for their colon. */
    int lambdas;

    /** Where the names of parameters or arguments stand: none may be given twice. */
    int[] named = new int[8];

    int namedCount;

    void begin(int allowedHere, State first) {
      allowed = allowedHere;
      state = first;
      seen = FRESH;
      target = Target.NONE;
      lambdas = 0;
      namedCount = 0;
    }
  }

  private final PythonLexer tokens;

  /** Those in use up to {@code depth}; the others wait to be used again. */
  private Level[] levels = new Level[8];

  private int depth;
  private Level level = new Level();

  private boolean afterString;
  private boolean stringIsBytes;

  /** Where the last name that is an operand stands. */
  private int nameStart;

  ExpressionOrder(PythonLexer tokens) {
    this.tokens = tokens;
    levels[0] = level;
  }

  // --- for statements --------------------------------------------------------------------------

  /** Begins an expression of a statement that must not be empty. */
  void begin(int allowedAtTop) {
    restart(allowedAtTop, State.EXPRESSION);
  }

  /** Begins one that may be missing. */
  void beginOptional(int allowedAtTop) {
    restart(allowedAtTop, State.EMPTY);
  }

  /** Begins a list of targets, which ends with {@code in}. */
  void beginTargets() {
    restart(COMMAS | STARS, State.EXPRESSION);
    level.seen |= FOR_TARGETS;
  }

  private void restart(int allowedAtTop, State first) {
    depth = 0;
    level = levels[0];
    level.begin(allowedAtTop, first);
    afterString = false;
  }

  /** Steps into the parentheses of a definition, or the brackets of its type parameters. */
  void openParameters() {
    push(PARAMETERS | COMMAS, State.PARAMETER);
  }

  /** Steps into the parentheses behind the name of a class. */
  void openArguments() {
    push(IN_CALL, State.EMPTY);
  }

  /** Whether the name that has just come is that of a parameter. */
  boolean isParameter() {
    return level.state == State.NAMED_PARAMETER;
  }

  /** Whether no bracket, f-string or lambda is open. */
  boolean isAtTop() {
    return depth == 0 && level.lambdas == 0;
  }

  boolean isInBrackets() {
    return depth > 0;
  }

  /** Whether nothing of the expression has come yet. */
  boolean isFresh() {
    return isAtTop() && (level.seen & FRESH) != 0;
  }

  /** Whether the expression could end here. */
  boolean isComplete() {
    return isAtTop()
        && (level.state == State.OPERAND_DONE || level.state == State.EMPTY)
        && (level.seen & PENDING_IF) == 0
        && !((level.seen & STARRED) != 0 && (level.seen & COMMA_SEEN) == 0);
  }

  /** Whether something complete stands there, not nothing. */
  boolean hasOperand() {
    return isComplete() && level.state == State.OPERAND_DONE;
  }

  /** Whether what stands there can be assigned to. */
  boolean isTarget() {
    return (level.seen & NOT_TARGETS) == 0
        && (level.target != Target.NONE || level.state == State.EMPTY);
  }

  /** Whether what stands there can be annotated or assigned to with {@code +=}. */
  boolean isSingleTarget() {
    return isTarget() && level.target == Target.ONE && (level.seen & (COMMA_SEEN | STAR_SEEN)) == 0;
  }

  /** Whether the iteration variables are complete, so that {@code in} can follow. */
  boolean hasTargets() {
    return isAtTop()
        && (level.state == State.OPERAND_DONE || level.state == State.EMPTY)
        && isTarget();
  }

  /** Wants one more expression, after a comma that may not be the last. */
  void requireElement() {
    if (level.state == State.EMPTY) {
      level.state = State.EXPRESSION;
    }
  }

  // --- tokens ----------------------------------------------------------------------------------

  /** Looks at the token on which the lexer stands. */
  void accept() throws PythonSyntaxException {
    boolean adjacent = afterString;
    afterString = false;
    switch (tokens.kind()) {
      case NAME -> name();
      case NUMBER -> operand(Target.NONE);
      case STRING -> string(adjacent, tokens.isBytes());
      case FORMAT_START -> {
        string(adjacent, false);
        push(FORMAT, State.TEXT);
      }
      case FORMAT_TEXT -> {}
      case FORMAT_END -> {
        pop();
        afterString = true;
        stringIsBytes = false;
      }
      case KEYWORD -> keyword(Objects.requireNonNull(tokens.keyword()));
      case OPERATOR -> operator();
      case NEWLINE, INDENT, DEDENT, END -> throw unexpected();
    }
  }

  private void name() throws PythonSyntaxException {
    if (level.state.takesOperand) {
      boolean constant = tokens.is("__debug__");
      int onlyName = constant || (level.seen & FRESH) == 0 ? 0 : ONLY_NAME;
      operand(constant ? Target.NONE : Target.ONE);
      nameStart = tokens.start();
      level.seen |= onlyName;
      return;
    }
    switch (level.state) {
      case ATTRIBUTE -> {
        level.state = State.OPERAND_DONE;
        level.target = Target.ONE;
      }
      case PARAMETER, STARRED_PARAMETER, DOUBLE_STARRED_PARAMETER -> {
        if (level.state != State.DOUBLE_STARRED_PARAMETER
                && (level.seen & REST_SEEN) != 0
                && level.lambdas == 0
            || tokens.is("__debug__")) {
          throw unexpected();
        }
        if (level.lambdas == 0) {
          refuseRepeated(tokens.start());
        }
        level.state = State.NAMED_PARAMETER;
        level.seen = level.seen & ~BARE_STAR | PARAMETER_SEEN;
      }
      case CONVERSION -> {
        if (!tokens.is("s") && !tokens.is("r") && !tokens.is("a")) {
          throw unexpected();
        }
        level.state = State.CONVERSION_DONE;
      }
      default -> throw unexpected();
    }
  }

  private void string(boolean adjacent, boolean bytes) throws PythonSyntaxException {
    if (!adjacent) {
      operand(Target.NONE);
    } else if (bytes != stringIsBytes) {
      throw PythonSyntaxException.certain(tokens.line(), "joins a string and bytes");
    }
    afterString = true;
    stringIsBytes = bytes;
  }

  private void operand(Target as) throws PythonSyntaxException {
    if (!level.state.takesOperand) {
      throw unexpected();
    }
    level.state = State.OPERAND_DONE;
    level.target = as;
    level.seen &= ~(FRESH | ONLY_NAME);
  }

  private void keyword(Keyword keyword) throws PythonSyntaxException {
    switch (keyword) {
      case FALSE, NONE, TRUE -> operand(Target.NONE);
      case AND, OR -> binary(State.LOGICAL);
      case IS -> binary(State.IDENTITY);
      case NOT -> not();
      case IN -> in();
      case IF -> conditional();
      case ELSE -> otherwise();
      case FOR -> comprehension();
      case ASYNC -> {
        requireOperandDone();
        if ((level.allowed & COMPREHENSIONS) == 0) {
          throw unexpected();
        }
        level.state = State.ASYNC_FOR;
      }
      case LAMBDA -> {
        if (level.state != State.EMPTY && level.state != State.EXPRESSION) {
          throw unexpected();
        }
        level.lambdas++;
        level.seen = level.seen & ~(FRESH | ONLY_NAME) | NOT_TARGETS;
        level.state = State.PARAMETER;
      }
      case AWAIT -> unary();
      case YIELD -> {
        boolean begins =
            (level.allowed & YIELDS) != 0
                && (level.seen & (FRESH | COMMA_SEEN)) == FRESH
                && level.lambdas == 0;
        if (!begins || level.state != State.EMPTY && level.state != State.EXPRESSION) {
          throw unexpected();
        }
        level.allowed &= ~(YIELDS | COMPREHENSIONS);
        level.seen |= NOT_TARGETS;
        level.state = State.EMPTY;
      }
      case FROM -> {
        // `yield from x`: only right after a yield is the level both fresh and without yields.
        boolean afterYield = level.state == State.EMPTY && (level.seen & NOT_TARGETS) != 0;
        if (!afterYield || (level.seen & FRESH) == 0) {
          throw unexpected();
        }
        level.seen &= ~FRESH;
        level.state = State.EXPRESSION;
      }
      case AS -> {
        requireOperandDone();
        if ((level.allowed & (NAMES | NAMES_IN_PATTERN)) == 0 || (level.seen & PENDING_IF) != 0) {
          throw unexpected();
        }
        level.seen = level.seen & ~ONLY_NAME | FRESH;
        level.state = State.EXPRESSION;
      }
      default -> throw unexpected();
    }
  }

  private void not() throws PythonSyntaxException {
    switch (level.state) {
      case OPERAND_DONE -> {
        requireNoTargets();
        level.state = State.NOT_IN;
      }
      case EMPTY, EXPRESSION, LOGICAL -> {
        level.state = State.LOGICAL;
        level.seen = level.seen & ~(FRESH | ONLY_NAME) | NOT_TARGETS;
      }
      case IDENTITY -> level.state = State.ARITHMETIC;
      default -> throw unexpected();
    }
  }

  private void in() throws PythonSyntaxException {
    if ((level.seen & FOR_TARGETS) != 0) {
      boolean complete = level.state == State.OPERAND_DONE || level.state == State.EMPTY;
      if (!complete || !isTarget()) {
        throw unexpected();
      }
      level.seen =
          level.seen & ~(FOR_TARGETS | FRESH | ONLY_NAME | STARRED) | ITERATES | NOT_TARGETS;
      level.state = State.LOGICAL;
    } else if (level.state == State.NOT_IN) {
      level.seen = level.seen & ~ONLY_NAME | NOT_TARGETS;
      level.state = State.ARITHMETIC;
    } else {
      binary(State.ARITHMETIC);
    }
  }

  private void conditional() throws PythonSyntaxException {
    requireOperandDone();
    requireNoTargets();
    if ((level.seen & PENDING_IF) != 0) {
      throw unexpected();
    }
    if ((level.seen & ITERATES) != 0) {
      // Old versions take a lambda here.
      level.state = State.EXPRESSION;
    } else {
      level.seen = level.seen & ~ONLY_NAME | PENDING_IF | NOT_TARGETS;
      level.state = State.LOGICAL;
    }
  }

  private void otherwise() throws PythonSyntaxException {
    requireOperandDone();
    if ((level.seen & PENDING_IF) == 0) {
      throw unexpected();
    }
    level.seen &= ~PENDING_IF;
    level.state = State.EXPRESSION;
  }

  private void comprehension() throws PythonSyntaxException {
    boolean follows = level.state == State.OPERAND_DONE || level.state == State.ASYNC_FOR;
    boolean allowedHere =
        (level.allowed & COMPREHENSIONS) != 0
            && (level.seen & (PENDING_IF | FOR_TARGETS | COMMA_SEEN)) == 0
            && level.lambdas == 0;
    if (!follows || !allowedHere) {
      throw unexpected();
    }
    level.seen = level.seen & ~(NOT_TARGETS | ONLY_NAME) | FOR_TARGETS | FRESH;
    level.state = State.EXPRESSION;
  }

  private void operator() throws PythonSyntaxException {
    int length = tokens.end() - tokens.start();
    byte first = tokens.byteAt(tokens.start());
    switch (first) {
      case '(' -> openParenthesis();
      case '[' -> openBracket();
      case '{' -> openBrace();
      case ')', ']', '}' -> close();
      case ',' -> comma();
      case ':' -> {
        if (length == 1) {
          colon();
        } else {
          walrus();
        }
      }
      case '.' -> {
        if (length == 3) {
          operand(Target.NONE);
        } else {
          requireOperandDone();
          level.seen &= ~ONLY_NAME;
          level.state = State.ATTRIBUTE;
        }
      }
      case '~' -> unary();
      case '+', '-' -> {
        if (length > 1) {
          throw unexpected();
        }
        if (level.state == State.OPERAND_DONE) {
          binary(State.ARITHMETIC);
        } else {
          unary();
        }
      }
      case '*' -> star(length);
      case '/' -> {
        if (length == 1 && level.state == State.PARAMETER) {
          // Behind at least one parameter, once, and not behind a star.
          boolean fits = (level.seen & (PARAMETER_SEEN | SLASH_SEEN | STAR_SEEN)) == PARAMETER_SEEN;
          if (!fits && level.lambdas == 0) {
            throw unexpected();
          }
          level.seen |= SLASH_SEEN;
          level.state = State.SLASH_DONE;
        } else {
          arithmetic(length);
        }
      }
      case '=' -> {
        if (length == 1) {
          equals();
        } else {
          binary(State.ARITHMETIC);
        }
      }
      case '!' -> {
        if (length == 2) {
          binary(State.ARITHMETIC);
        } else {
          conversion();
        }
      }
      case '<', '>' -> {
        if (length == 3) {
          throw unexpected();
        }
        binary(State.ARITHMETIC);
      }
      case ';' -> throw unexpected();
      default -> arithmetic(length);
    }
  }

  private void arithmetic(int length) throws PythonSyntaxException {
    if (length > 1 && tokens.byteAt(tokens.end() - 1) == '=') {
      // An augmented assignment; those that may stand here are seen to by the statement.
      throw unexpected();
    }
    binary(State.ARITHMETIC);
  }

  private void binary(State next) throws PythonSyntaxException {
    requireOperandDone();
    requireNoTargets();
    level.seen = level.seen & ~ONLY_NAME | NOT_TARGETS;
    level.state = next;
  }

  private void unary() throws PythonSyntaxException {
    if (!level.state.takesOperand) {
      throw unexpected();
    }
    level.seen = level.seen & ~(FRESH | ONLY_NAME) | NOT_TARGETS;
    level.state = State.ARITHMETIC;
  }

  private void star(int length) throws PythonSyntaxException {
    boolean single = length == 1;
    if (length > 2 || !single && tokens.byteAt(tokens.end() - 1) == '=') {
      throw unexpected();
    }
    switch (level.state) {
      case OPERAND_DONE -> binary(State.ARITHMETIC);
      case PARAMETER -> {
        // Nothing may follow **rest, and only what has a name may follow *rest.
        if ((level.seen & BARE_STAR) != 0 && level.lambdas == 0) {
          throw unexpected();
        }
        level.seen |= single ? STAR_SEEN | BARE_STAR : STAR_SEEN | REST_SEEN;
        level.state = single ? State.STARRED_PARAMETER : State.DOUBLE_STARRED_PARAMETER;
      }
      case EMPTY, EXPRESSION -> {
        boolean annotation = single && (level.seen & ANNOTATED) != 0;
        boolean fits =
            (level.seen & FRESH) != 0 && (level.allowed & (single ? STARS : DOUBLE_STARS)) != 0
                || annotation;
        if (!fits) {
          throw unexpected();
        }
        level.seen = level.seen & ~FRESH | (single ? STARRED | STAR_SEEN : DOUBLE_STARRED);
        level.state = (level.allowed & KEYWORDS) != 0 ? State.EXPRESSION : State.ARITHMETIC;
      }
      default -> throw unexpected();
    }
  }

  private void walrus() throws PythonSyntaxException {
    boolean fits =
        level.state == State.OPERAND_DONE
            && (level.seen & ONLY_NAME) != 0
            && (level.allowed & WALRUS) != 0
            && (level.seen & (FOR_TARGETS | ITERATES)) == 0
            && level.lambdas == 0;
    if (!fits) {
      throw unexpected();
    }
    level.seen = level.seen & ~ONLY_NAME | NOT_TARGETS;
    level.state = State.EXPRESSION;
  }

  private void equals() throws PythonSyntaxException {
    if (level.state == State.NAMED_PARAMETER
        || (level.allowed & PARAMETERS) != 0
            && level.lambdas == 0
            && level.state == State.OPERAND_DONE
            && (level.seen & (ANNOTATED | DEFAULT)) == ANNOTATED) {
      level.seen |= DEFAULT | DEFAULT_SEEN;
      level.state = State.EXPRESSION;
    } else if ((level.allowed & KEYWORDS) != 0
        && level.state == State.OPERAND_DONE
        && (level.seen & ONLY_NAME) != 0
        && level.lambdas == 0) {
      refuseRepeated(nameStart);
      level.seen = level.seen & ~ONLY_NAME | KEYWORD_VALUE;
      level.state = State.EXPRESSION;
    } else if ((level.allowed & FIELD) != 0 && hasElement()) {
      level.state = State.DEBUG_DONE;
    } else {
      throw unexpected();
    }
  }

  private void refuseRepeated(int start) throws PythonSyntaxException {
    for (int i = 0; i < level.namedCount; i++) {
      if (tokens.isSameName(level.named[i], start)) {
        throw unexpected();
      }
    }
    if (level.namedCount < MAX_NAMED) {
      if (level.namedCount == level.named.length) {
        level.named = Arrays.copyOf(level.named, level.namedCount * 2);
      }
      level.named[level.namedCount] = start;
      level.namedCount++;
    }
  }

  private void conversion() throws PythonSyntaxException {
    boolean fits =
        (level.allowed & FIELD) != 0 && (hasElement() || level.state == State.DEBUG_DONE);
    if (!fits) {
      throw unexpected();
    }
    level.state = State.CONVERSION;
  }

  /** Whether an element is complete, with no lambda or ternary open. */
  private boolean hasElement() {
    return level.state == State.OPERAND_DONE
        && level.lambdas == 0
        && (level.seen & (PENDING_IF | FOR_TARGETS)) == 0;
  }

  private void comma() throws PythonSyntaxException {
    boolean parameter =
        switch (level.state) {
          case OPERAND_DONE -> false;
          case NAMED_PARAMETER, SLASH_DONE -> true;
          case STARRED_PARAMETER -> true;
          case EMPTY -> {
            if ((level.seen & AFTER_SLICE_COLON) == 0) {
              // Nothing before the comma, unless a yield.
              throw unexpected();
            }
            yield false;
          }
          default -> throw unexpected();
        };
    if ((level.seen & PENDING_IF) != 0) {
      throw unexpected();
    }
    if (level.lambdas > 0) {
      level.state = State.PARAMETER;
      return;
    }
    if ((level.allowed & PARAMETERS) != 0) {
      endParameter();
      level.seen = level.seen & ~ELEMENT;
      level.state = State.PARAMETER;
      return;
    }
    if ((level.seen & FOR_TARGETS) != 0) {
      level.seen |= level.target == Target.NONE ? FRESH | NOT_TARGETS : FRESH;
      level.state = State.EMPTY;
      return;
    }
    if (parameter || (level.allowed & COMMAS) == 0 || (level.seen & ITERATES) != 0) {
      throw unexpected();
    }
    endElement();
    level.seen = level.seen & ~ELEMENT | FRESH | COMMA_SEEN;
    level.state = State.EMPTY;
  }

  /** A parameter without a default may not follow one that has it. */
  private void endParameter() throws PythonSyntaxException {
    boolean plain = (level.seen & DEFAULT) == 0 && level.state != State.SLASH_DONE;
    boolean star = level.state == State.STARRED_PARAMETER;
    if (plain && !star && (level.seen & DEFAULT_SEEN) != 0 && (level.seen & STAR_SEEN) == 0) {
      throw unexpected();
    }
  }

  /** Checks an element of a call, dictionary, set or list of targets. */
  private void endElement() throws PythonSyntaxException {
    if (level.target == Target.NONE) {
      level.seen |= NOT_TARGETS;
    }
    if ((level.allowed & KEYWORDS) != 0) {
      endArgument();
    } else if ((level.allowed & PAIRS) != 0) {
      boolean pair = (level.seen & (PAIR | DOUBLE_STARRED)) != 0;
      if ((level.seen & (pair ? SET : DICTIONARY)) != 0) {
        throw unexpected();
      }
      level.seen |= pair ? DICTIONARY : SET;
    }
  }

  private void endArgument() throws PythonSyntaxException {
    if ((level.seen & KEYWORD_VALUE) != 0) {
      level.seen |= KEYWORD_SEEN;
    } else if ((level.seen & DOUBLE_STARRED) != 0) {
      level.seen |= DOUBLE_STAR_SEEN;
    } else if ((level.seen & DOUBLE_STAR_SEEN) != 0
        || (level.seen & KEYWORD_SEEN) != 0 && (level.seen & STARRED) == 0) {
      throw PythonSyntaxException.doubtful(
          tokens.line(), "has a positional argument after one with a name");
    }
  }

  private void colon() throws PythonSyntaxException {
    if (level.lambdas > 0) {
      boolean complete =
          switch (level.state) {
            case PARAMETER, NAMED_PARAMETER, SLASH_DONE -> true;
            case OPERAND_DONE -> (level.seen & PENDING_IF) == 0;
            default -> false;
          };
      if (!complete) {
        throw unexpected();
      }
      level.lambdas--;
      level.seen &= ~BARE_STAR;
      level.state = State.EXPRESSION;
    } else if ((level.allowed & FIELD) != 0) {
      if (!hasElement()
          && level.state != State.DEBUG_DONE
          && level.state != State.CONVERSION_DONE) {
        throw unexpected();
      }
      level.state = State.TEXT;
    } else if ((level.allowed & SLICES) != 0) {
      boolean complete = hasElement() || level.state == State.EMPTY;
      if (!complete || (level.seen & (SECOND_SLICE_COLON | STARRED)) != 0) {
        throw unexpected();
      }
      boolean second = (level.seen & AFTER_SLICE_COLON) != 0;
      level.seen =
          level.seen & ~(FRESH | ONLY_NAME) | AFTER_SLICE_COLON | (second ? SECOND_SLICE_COLON : 0);
      level.state = State.EMPTY;
    } else if ((level.allowed & PAIRS) != 0) {
      if (!hasElement() || (level.seen & (PAIR | STARRED | DOUBLE_STARRED | SET | ITERATES)) != 0) {
        throw unexpected();
      }
      level.seen = level.seen & ~ONLY_NAME | PAIR;
      level.state = State.EXPRESSION;
    } else if (level.state == State.NAMED_PARAMETER) {
      level.seen |= ANNOTATED;
      level.state = State.EXPRESSION;
    } else {
      throw unexpected();
    }
  }

  // --- brackets --------------------------------------------------------------------------------

  private void openParenthesis() throws PythonSyntaxException {
    if (level.state == State.OPERAND_DONE) {
      push(IN_CALL | level.allowed & NAMES_IN_PATTERN, State.EMPTY);
    } else {
      operand(Target.NONE);
      push(IN_PARENTHESES | level.allowed & (NAMES | NAMES_IN_PATTERN), State.EMPTY);
    }
  }

  private void openBracket() throws PythonSyntaxException {
    if (level.state == State.OPERAND_DONE) {
      push(IN_SUBSCRIPT, State.EMPTY);
    } else {
      operand(Target.NONE);
      push(IN_LIST | level.allowed & NAMES_IN_PATTERN, State.EMPTY);
    }
  }

  private void openBrace() throws PythonSyntaxException {
    if (level.state == State.TEXT) {
      push(IN_FIELD, State.EXPRESSION);
    } else {
      operand(Target.NONE);
      push(IN_BRACES | level.allowed & NAMES_IN_PATTERN, State.EMPTY);
    }
  }

  private void close() throws PythonSyntaxException {
    if (!canClose()) {
      throw unexpected();
    }
    if ((level.allowed & PARAMETERS) != 0) {
      if (level.state != State.PARAMETER) {
        endParameter();
      }
    } else if (level.state == State.OPERAND_DONE) {
      endElement();
    }
    Target closed = closedTarget();
    boolean field = (level.allowed & FIELD) != 0;
    pop();
    if (field) {
      return;
    }
    level.target = closed;
    level.seen &= ~ONLY_NAME;
  }

  private boolean canClose() {
    if (level.lambdas > 0 || (level.seen & (PENDING_IF | FOR_TARGETS)) != 0) {
      return false;
    }
    return switch (level.state) {
      case OPERAND_DONE -> !isLoneStar();
      case EMPTY ->
          (level.allowed & SLICES) == 0 || (level.seen & (COMMA_SEEN | AFTER_SLICE_COLON)) != 0;
      case PARAMETER -> (level.seen & BARE_STAR) == 0;
      case NAMED_PARAMETER, SLASH_DONE -> true;
      case DEBUG_DONE, CONVERSION_DONE -> true;
      case TEXT -> (level.allowed & FIELD) != 0;
      default -> false;
    };
  }

  /** {@code (*x)} is neither a tuple nor a value. */
  private boolean isLoneStar() {
    return (level.allowed & YIELDS) != 0
        && (level.allowed & (FIELD | NAMES_IN_PATTERN)) == 0
        && (level.seen & (STARRED | COMMA_SEEN)) == STARRED;
  }

  private Target closedTarget() {
    if ((level.allowed & SLICES) != 0) {
      return Target.ONE;
    }
    if ((level.allowed & (KEYWORDS | PAIRS | PARAMETERS)) != 0 || (level.seen & NOT_TARGETS) != 0) {
      return Target.NONE;
    }
    boolean several =
        (level.allowed & IN_PARENTHESES) != IN_PARENTHESES
            || (level.seen & COMMA_SEEN) != 0
            || level.state == State.EMPTY;
    return several ? Target.SEVERAL : level.target;
  }

  private void push(int allowedInside, State first) {
    depth++;
    if (depth == levels.length) {
      levels = Arrays.copyOf(levels, depth * 2);
    }
    Level inner = levels[depth];
    if (inner == null) {
      inner = new Level();
      levels[depth] = inner;
    }
    inner.begin(allowedInside, first);
    level = inner;
  }

  private void pop() {
    depth--;
    level = levels[depth];
  }

  // --- refusals --------------------------------------------------------------------------------

  private void requireOperandDone() throws PythonSyntaxException {
    if (level.state != State.OPERAND_DONE) {
      throw unexpected();
    }
  }

  /** Operators have no place between {@code for} and {@code in}. */
  private void requireNoTargets() throws PythonSyntaxException {
    if ((level.seen & FOR_TARGETS) != 0) {
      throw unexpected();
    }
  }

  private PythonSyntaxException unexpected() {
    return TokenOrder.unexpected(tokens);
  }
}

package io.migrationgate.core.reader.alembic.python;

import io.migrationgate.core.reader.alembic.python.BlockOrder.Previous;
import org.jspecify.annotations.Nullable;

/**
 * Notices tokens that cannot follow each other, in every line of a file.
 *
 * <p>Not a parser: it keeps no tree, allocates nothing and looks at each token once. It finds what
 * editing and merging leave behind: a lost comma, half a statement, a block without a body. Where
 * it is not sure it accepts; and as a newer Python may allow more, most of what it finds is
 * doubtful rather than certain.
 */
final class TokenOrder {

  /** What kind of statement the line is, as far as it is known. */
  private enum Statement {
    NONE,
    EXPRESSION,
    /** A name that is a keyword at the start of some statements. */
    SOFT,
    /** Nothing more may come but the end, or the colon of a header. */
    COMPLETE,
    HEADER_END,
    /** {@code if}, {@code elif}, {@code while}. */
    CONDITION,
    MATCH,
    CASE,
    FOR_TARGETS,
    FOR,
    WITH,
    EXCEPT,
    FUNCTION,
    FUNCTION_NAMED,
    FUNCTION_PARAMETERS,
    FUNCTION_RESULT,
    CLASS,
    CLASS_NAMED,
    ASYNC,
    DECORATOR,
    DELETE,
    ASSERT,
    RAISE,
    RETURN,
    NAMES,
    TYPE_NAME,
    TYPE_NAMED,
    IMPORT,
    IMPORTED,
    IMPORT_ALIAS,
    FROM,
    FROM_MODULE,
    /** Behind a dot that follows a name. */
    FROM_PACKAGE,
    FROM_NAMES,
    FROM_NAMED,
    FROM_ALIAS
  }

  private final PythonLexer tokens;
  private final ExpressionOrder expression;
  private final BlockOrder blocks = new BlockOrder();

  private Statement statement = Statement.NONE;

  /** Whether a compound statement may begin here: not behind a semicolon or colon. */
  private boolean lineStart = true;

  /** Whether the token before was the colon of a header. */
  private boolean afterColon;

  /** Whether the line before ended with one. */
  private boolean blockExpected;

  /** What the statements of this line are inside of. */
  private int inside;

  private int insideBlock;
  private boolean bindsMore;
  private boolean annotated;
  private boolean mayBeMatch;
  private boolean assigned;
  private boolean parenthesised;
  private boolean dotSeen;
  private boolean asynchronous;
  private boolean commaSeen;

  TokenOrder(PythonLexer tokens) {
    this.tokens = tokens;
    this.expression = new ExpressionOrder(tokens);
  }

  /** Whether the token is the `case` of a `match` statement. */
  boolean isCase() {
    return statement == Statement.CASE && tokens.is("case") && expression.isFresh();
  }

  /** Whether the token is the name that a `type` statement gives. */
  boolean namesType() {
    return statement == Statement.TYPE_NAMED;
  }

  /** Whether the token, a name, is that of a parameter. */
  boolean isParameter() {
    return expression.isParameter();
  }

  /**
   * Whether a statement of a function may begin at the next token, one that stands for itself: not
   * a {@code case}, nor what a decorator or {@code try} still waits for.
   */
  boolean awaitsPlainStatement() {
    return statement == Statement.NONE
        && lineStart
        && !blockExpected
        && (inside & (BlockOrder.FUNCTION | BlockOrder.MATCH)) == BlockOrder.FUNCTION
        && blocks.previous() != Previous.DECORATOR
        && blocks.previous() != Previous.TRY
        && !expression.isInBrackets();
  }

  /** Takes a whole statement as seen, one that stands for itself. */
  void acceptPlainStatement() {
    blocks.previous(Previous.OTHER);
  }

  /** Looks at the token on which the lexer stands. */
  void accept() throws PythonSyntaxException {
    if (expression.isInBrackets()) {
      // No statement ends or begins there.
      expression.accept();
      return;
    }
    switch (tokens.kind()) {
      case NEWLINE -> endLine();
      case INDENT -> {
        if (!blockExpected) {
          throw PythonSyntaxException.certain(tokens.line(), "has an unexpected indentation");
        }
        blockExpected = false;
        blocks.open();
        inside = blocks.inside();
      }
      case DEDENT -> {
        refuseMissingBlock();
        blocks.close(tokens.line());
        inside = blocks.inside();
      }
      case END -> {
        refuseMissingBlock();
        blocks.refuseIncomplete(tokens.line());
      }
      case NAME, KEYWORD, NUMBER, STRING, FORMAT_START, FORMAT_TEXT, FORMAT_END, OPERATOR -> {
        if (tokens.isKeyword(Keyword.AWAIT)) {
          // In brackets it may also be that of an asynchronous generator.
          requireInside(BlockOrder.ASYNC);
        }
        if (statement == Statement.NONE) {
          refuseMissingBlock();
          begin();
        } else {
          continueStatement();
        }
      }
    }
  }

  private void refuseMissingBlock() throws PythonSyntaxException {
    if (blockExpected) {
      throw PythonSyntaxException.certain(tokens.line(), "lacks an indented block");
    }
  }

  // --- the beginning of a statement ------------------------------------------------------------

  private void begin() throws PythonSyntaxException {
    Keyword keyword = tokens.keyword();
    afterColon = false;
    if (lineStart && !continuesCompound(keyword)) {
      beginAfter(keyword);
    }
    if ((inside & BlockOrder.MATCH) != 0) {
      beginCase();
    } else if (keyword != null) {
      beginKeyword(keyword);
    } else if (lineStart && tokens.isOperator('@')) {
      statement = Statement.DECORATOR;
      expression.begin(ExpressionOrder.WALRUS);
    } else {
      beginExpression();
    }
  }

  /** The block of a `match` holds nothing else. */
  private void beginCase() throws PythonSyntaxException {
    if (!lineStart || !tokens.is("case")) {
      throw unexpected(tokens);
    }
    statement = Statement.CASE;
    expression.begin(
        ExpressionOrder.COMMAS
            | ExpressionOrder.STARS
            | ExpressionOrder.NAMES
            | ExpressionOrder.NAMES_IN_PATTERN);
  }

  private static boolean continuesCompound(@Nullable Keyword keyword) {
    return keyword == Keyword.ELIF
        || keyword == Keyword.ELSE
        || keyword == Keyword.EXCEPT
        || keyword == Keyword.FINALLY;
  }

  /** A new statement ends the `if` or `try` before it. */
  private void beginAfter(@Nullable Keyword keyword) throws PythonSyntaxException {
    boolean definition =
        keyword == Keyword.DEF
            || keyword == Keyword.CLASS
            || keyword == Keyword.ASYNC
            || tokens.isOperator('@');
    if (blocks.previous() != Previous.DECORATOR || !definition) {
      blocks.refuseIncomplete(tokens.line());
    }
    blocks.previous(Previous.OTHER);
  }

  private void beginExpression() throws PythonSyntaxException {
    boolean soft =
        tokens.kind() == Token.NAME && (lineStart && tokens.is("match") || tokens.is("type"));
    statement = soft ? Statement.SOFT : Statement.EXPRESSION;
    annotated = false;
    assigned = false;
    mayBeMatch = soft && tokens.is("match");
    bindsMore = true;
    expression.begin(ExpressionOrder.COMMAS | ExpressionOrder.STARS | ExpressionOrder.YIELDS);
    if (tokens.isKeyword(Keyword.YIELD)) {
      requireInside(BlockOrder.FUNCTION);
    }
    expression.accept();
  }

  private void beginKeyword(Keyword keyword) throws PythonSyntaxException {
    switch (keyword) {
      case FALSE, NONE, TRUE, NOT, LAMBDA, AWAIT, YIELD -> beginExpression();
      case PASS -> statement = Statement.COMPLETE;
      case BREAK, CONTINUE -> {
        requireInside(BlockOrder.LOOP);
        statement = Statement.COMPLETE;
      }
      case GLOBAL, NONLOCAL -> {
        statement = Statement.NAMES;
        commaSeen = true;
      }
      case RETURN -> {
        requireInside(BlockOrder.FUNCTION);
        statement = Statement.RETURN;
        expression.beginOptional(ExpressionOrder.COMMAS | ExpressionOrder.STARS);
      }
      case RAISE -> {
        statement = Statement.RAISE;
        commaSeen = false;
        expression.beginOptional(0);
      }
      case DEL -> {
        statement = Statement.DELETE;
        expression.begin(ExpressionOrder.COMMAS);
      }
      case ASSERT -> {
        statement = Statement.ASSERT;
        commaSeen = false;
        expression.begin(0);
      }
      case IMPORT -> statement = Statement.IMPORT;
      case FROM -> {
        statement = Statement.FROM;
        parenthesised = false;
        dotSeen = false;
      }
      case ASYNC, CLASS, DEF, ELIF, ELSE, EXCEPT, FINALLY, FOR, IF, TRY, WHILE, WITH -> {
        if (!lineStart) {
          throw unexpected(tokens);
        }
        asynchronous = false;
        beginCompound(keyword);
      }
      case AND, AS, IN, IS, OR -> throw unexpected(tokens);
    }
  }

  private void beginCompound(Keyword keyword) throws PythonSyntaxException {
    insideBlock = blocks.inside() & ~BlockOrder.MATCH;
    switch (keyword) {
      case IF -> {
        blocks.previous(Previous.IF);
        condition();
      }
      case ELIF -> {
        requirePrevious(blocks.previous() == Previous.IF);
        condition();
      }
      case WHILE -> {
        blocks.previous(Previous.LOOP);
        insideBlock |= BlockOrder.LOOP;
        condition();
      }
      case FOR -> {
        blocks.previous(Previous.LOOP);
        insideBlock |= BlockOrder.LOOP;
        statement = Statement.FOR_TARGETS;
        expression.beginTargets();
      }
      case ELSE -> otherwise();
      case TRY -> {
        blocks.previous(Previous.TRY);
        statement = Statement.HEADER_END;
      }
      case EXCEPT -> {
        requirePrevious(blocks.previous() == Previous.TRY || blocks.previous() == Previous.EXCEPT);
        blocks.previous(Previous.EXCEPT_ALL);
        statement = Statement.EXCEPT;
        commaSeen = false;
        bindsMore = true;
        expression.beginOptional(ExpressionOrder.COMMAS);
      }
      case FINALLY -> {
        requirePrevious(
            switch (blocks.previous()) {
              case TRY, EXCEPT, EXCEPT_ALL, TRY_ELSE -> true;
              case OTHER, DECORATOR, IF, LOOP -> false;
            });
        blocks.previous(Previous.OTHER);
        statement = Statement.HEADER_END;
      }
      case WITH -> {
        statement = Statement.WITH;
        bindsMore = true;
        expression.begin(ExpressionOrder.COMMAS | ExpressionOrder.NAMES);
      }
      case DEF -> {
        insideBlock = BlockOrder.FUNCTION | (asynchronous ? BlockOrder.ASYNC : 0);
        statement = Statement.FUNCTION;
      }
      case CLASS -> {
        insideBlock = 0;
        statement = Statement.CLASS;
      }
      default -> statement = Statement.ASYNC;
    }
  }

  private void otherwise() throws PythonSyntaxException {
    Previous next =
        switch (blocks.previous()) {
          case IF, LOOP -> Previous.OTHER;
          case EXCEPT, EXCEPT_ALL -> Previous.TRY_ELSE;
          case OTHER, DECORATOR, TRY, TRY_ELSE -> throw unexpected(tokens);
        };
    blocks.previous(next);
    statement = Statement.HEADER_END;
  }

  private void condition() {
    statement = Statement.CONDITION;
    expression.begin(ExpressionOrder.WALRUS);
  }

  // --- the rest of it --------------------------------------------------------------------------

  private void continueStatement() throws PythonSyntaxException {
    switch (statement) {
      case EXPRESSION -> inExpression();
      case SOFT -> afterSoftKeyword();
      case CONDITION, MATCH, FOR, FUNCTION_RESULT, RETURN, DELETE, DECORATOR -> inPlain();
      case CASE -> inCase();
      case FOR_TARGETS -> inForTargets();
      case WITH -> inWith();
      case EXCEPT -> inExcept();
      case RAISE -> inRaise();
      case ASSERT -> inAssert();
      case FUNCTION, FUNCTION_NAMED, FUNCTION_PARAMETERS -> inFunctionHeader();
      case CLASS, CLASS_NAMED -> inClassHeader();
      case ASYNC -> afterAsync();
      case NAMES -> inNames();
      case TYPE_NAME, TYPE_NAMED -> inTypeAlias();
      case IMPORT, IMPORTED, IMPORT_ALIAS -> inImport();
      case FROM, FROM_MODULE, FROM_PACKAGE -> inFromModule();
      case FROM_NAMES, FROM_NAMED, FROM_ALIAS -> inFromNames();
      case COMPLETE, HEADER_END -> inPlain();
      case NONE -> throw unexpected(tokens);
    }
  }

  /** Statements of one expression: it ends at a colon of its own level or a semicolon. */
  private void inPlain() throws PythonSyntaxException {
    if (tokens.kind() == Token.OPERATOR && isAtTop() && endsHere()) {
      return;
    }
    if (statement == Statement.COMPLETE || statement == Statement.HEADER_END) {
      throw unexpected(tokens);
    }
    expression.accept();
  }

  private boolean isAtTop() {
    return expression.isAtTop();
  }

  /** Takes a colon or semicolon, if the statement can end with it. */
  private boolean endsHere() throws PythonSyntaxException {
    if (tokens.isOperator(';')) {
      endStatement();
      lineStart = false;
      return true;
    }
    if (tokens.isOperator(':') && isHeader()) {
      endHeader();
      return true;
    }
    return false;
  }

  private boolean isHeader() {
    return switch (statement) {
      case CONDITION,
          MATCH,
          CASE,
          FOR,
          WITH,
          EXCEPT,
          FUNCTION_PARAMETERS,
          FUNCTION_RESULT,
          CLASS_NAMED,
          HEADER_END ->
          true;
      default -> false;
    };
  }

  private void endHeader() throws PythonSyntaxException {
    boolean complete =
        switch (statement) {
          case HEADER_END, CLASS_NAMED, FUNCTION_PARAMETERS -> isAtTop();
          case EXCEPT -> endExcept();
          case MATCH, CASE, FOR -> expression.isComplete();
          case WITH -> expression.hasOperand() && (bindsMore || expression.isTarget());
          default -> expression.hasOperand();
        };
    if (!complete) {
      throw unexpected(tokens);
    }
    if (statement == Statement.MATCH) {
      insideBlock = blocks.inside() | BlockOrder.MATCH;
    } else if (statement == Statement.CASE) {
      insideBlock = blocks.inside() & ~BlockOrder.MATCH;
    }
    blocks.insideNext(insideBlock);
    inside = insideBlock;
    lineStart = false;
    afterColon = true;
    statement = Statement.NONE;
  }

  private void endLine() throws PythonSyntaxException {
    if (statement == Statement.NONE) {
      // Behind a semicolon, or the colon of a header, whose block follows.
      blockExpected = afterColon;
      startLine();
      return;
    }
    if (mayBeMatch && annotated && statement == Statement.EXPRESSION && !expression.hasOperand()) {
      // What looked like an annotation was `match (x):`.
      blocks.insideNext(blocks.inside() | BlockOrder.MATCH);
      blockExpected = true;
      statement = Statement.NONE;
      startLine();
      return;
    }
    endStatement();
    startLine();
  }

  private void startLine() {
    lineStart = true;
    afterColon = false;
    mayBeMatch = false;
    inside = blocks.inside();
  }

  private void endStatement() throws PythonSyntaxException {
    if (isHeader() || statement == Statement.FOR_TARGETS || statement == Statement.ASYNC) {
      throw PythonSyntaxException.doubtful(tokens.line(), "lacks a ':' at the end of the line");
    }
    boolean complete =
        switch (statement) {
          case EXPRESSION, RETURN -> expression.isComplete();
          case RAISE -> expression.isComplete() && (!commaSeen || expression.hasOperand());
          case SOFT, COMPLETE, IMPORTED -> true;
          case FROM_NAMED -> !parenthesised;
          case DELETE -> expression.isComplete() && expression.isTarget();
          case ASSERT, DECORATOR -> expression.hasOperand();
          case NAMES -> !commaSeen;
          default -> false;
        };
    if (!complete) {
      throw unexpected(tokens);
    }
    if (statement == Statement.DECORATOR) {
      if (tokens.kind() != Token.NEWLINE) {
        throw unexpected(tokens);
      }
      blocks.previous(Previous.DECORATOR);
    }
    statement = Statement.NONE;
  }

  // --- expressions and assignments -------------------------------------------------------------

  private void afterSoftKeyword() throws PythonSyntaxException {
    boolean operand =
        switch (tokens.kind()) {
          case NAME, NUMBER, STRING, FORMAT_START -> true;
          case KEYWORD -> beginsExpression(tokens.keyword());
          case OPERATOR ->
              tokens.isOperator('{') || tokens.isOperator('~') || tokens.isOperator("...");
          default -> false;
        };
    if (mayBeMatch && operand) {
      statement = Statement.MATCH;
      expression.begin(ExpressionOrder.COMMAS | ExpressionOrder.STARS | ExpressionOrder.WALRUS);
      expression.accept();
    } else if (!mayBeMatch && tokens.kind() == Token.NAME) {
      statement = Statement.TYPE_NAMED;
    } else {
      mayBeMatch &= tokens.kind() == Token.OPERATOR && mayBeginSubject();
      statement = Statement.EXPRESSION;
      inExpression();
    }
  }

  /** What may as well be a call, an element or an operation. */
  private boolean mayBeginSubject() {
    return switch (tokens.byteAt(tokens.start())) {
      case '(', '[', '-', '+', '*' -> tokens.end() - tokens.start() == 1;
      default -> false;
    };
  }

  private static boolean beginsExpression(@Nullable Keyword keyword) {
    return keyword == Keyword.FALSE
        || keyword == Keyword.NONE
        || keyword == Keyword.TRUE
        || keyword == Keyword.NOT
        || keyword == Keyword.LAMBDA
        || keyword == Keyword.AWAIT;
  }

  private void inExpression() throws PythonSyntaxException {
    if (tokens.kind() != Token.OPERATOR || !isAtTop()) {
      if (tokens.isKeyword(Keyword.YIELD)) {
        requireInside(isAtTop() ? BlockOrder.FUNCTION : 0);
      }
      expression.accept();
      return;
    }
    if (endsHere()) {
      return;
    }
    if (tokens.isOperator('=')) {
      // What stands there now may be the annotation; its target has been looked at already.
      boolean target = annotated ? expression.hasOperand() : expression.isTarget();
      if (!bindsMore || !expression.isComplete() || !target) {
        throw unexpected(tokens);
      }
      bindsMore = !annotated;
      beginValue();
    } else if (isAugmentedAssignment()) {
      if (!bindsMore || annotated || !expression.hasOperand() || !expression.isSingleTarget()) {
        throw unexpected(tokens);
      }
      bindsMore = false;
      beginValue();
    } else if (tokens.isOperator(':')) {
      annotation();
    } else {
      expression.accept();
    }
  }

  private void beginValue() {
    assigned = true;
    expression.begin(ExpressionOrder.COMMAS | ExpressionOrder.STARS | ExpressionOrder.YIELDS);
    mayBeMatch = false;
  }

  private void annotation() throws PythonSyntaxException {
    boolean fits =
        bindsMore
            && !annotated
            && !assigned
            && (mayBeMatch
                ? expression.isComplete()
                : expression.hasOperand() && expression.isSingleTarget());
    if (!fits) {
      throw unexpected(tokens);
    }
    annotated = true;
    expression.begin(0);
  }

  private boolean isAugmentedAssignment() {
    int length = tokens.end() - tokens.start();
    if (length < 2 || tokens.byteAt(tokens.end() - 1) != '=') {
      return false;
    }
    return switch (tokens.byteAt(tokens.start())) {
      case '=', '!', ':' -> false;
      case '<', '>' -> length == 3;
      default -> true;
    };
  }

  // --- headers ---------------------------------------------------------------------------------

  private void inCase() throws PythonSyntaxException {
    if (tokens.isKeyword(Keyword.IF) && isAtTop()) {
      if (!expression.isComplete()) {
        throw unexpected(tokens);
      }
      condition();
      // Its block is not one of a `match`, as that of any condition.
      insideBlock = blocks.inside() & ~BlockOrder.MATCH;
      return;
    }
    inPlain();
  }

  private void inForTargets() throws PythonSyntaxException {
    if (tokens.isKeyword(Keyword.IN) && isAtTop()) {
      if (!expression.hasTargets()) {
        throw unexpected(tokens);
      }
      statement = Statement.FOR;
      expression.begin(ExpressionOrder.COMMAS | ExpressionOrder.STARS);
      return;
    }
    expression.accept();
  }

  private void inWith() throws PythonSyntaxException {
    if (isAtTop()) {
      if (tokens.isOperator(',')) {
        if (!expression.hasOperand() || !bindsMore && !expression.isTarget()) {
          throw unexpected(tokens);
        }
        bindsMore = true;
        expression.begin(ExpressionOrder.COMMAS | ExpressionOrder.NAMES);
        return;
      }
      if (tokens.isKeyword(Keyword.AS)) {
        if (!bindsMore || !expression.hasOperand()) {
          throw unexpected(tokens);
        }
        bindsMore = false;
        expression.begin(0);
        return;
      }
    }
    inPlain();
  }

  private void inExcept() throws PythonSyntaxException {
    if (isAtTop()) {
      if (tokens.isKeyword(Keyword.AS)) {
        if (!bindsMore || !expression.hasOperand()) {
          throw unexpected(tokens);
        }
        bindsMore = false;
        commaSeen = true;
        expression.begin(0);
        return;
      }
      boolean first = blocks.previous() == Previous.EXCEPT_ALL && !commaSeen;
      if (first && tokens.isOperator('*')) {
        // `except*` wants a type, as does the end of the header.
        blocks.previous(Previous.EXCEPT);
        expression.begin(ExpressionOrder.COMMAS);
        return;
      }
    }
    if (!tokens.isOperator(':') || !isAtTop()) {
      blocks.previous(Previous.EXCEPT);
    }
    inPlain();
  }

  private boolean endExcept() {
    if (!bindsMore) {
      return expression.hasOperand() && expression.isSingleTarget();
    }
    return blocks.previous() == Previous.EXCEPT_ALL || expression.hasOperand();
  }

  private void inFunctionHeader() throws PythonSyntaxException {
    switch (statement) {
      case FUNCTION -> {
        requireName();
        statement = Statement.FUNCTION_NAMED;
        expression.begin(0);
      }
      case FUNCTION_NAMED -> {
        if (isAtTop() && tokens.isOperator('(')) {
          statement = Statement.FUNCTION_PARAMETERS;
          expression.openParameters();
        } else {
          inTypeParameters();
        }
      }
      default -> {
        if (!isAtTop()) {
          expression.accept();
        } else if (tokens.isOperator("->")) {
          statement = Statement.FUNCTION_RESULT;
          expression.begin(0);
        } else if (!endsHere()) {
          throw unexpected(tokens);
        }
      }
    }
  }

  private void inClassHeader() throws PythonSyntaxException {
    if (statement == Statement.CLASS) {
      requireName();
      statement = Statement.CLASS_NAMED;
      expression.begin(0);
      commaSeen = false;
    } else if (!isAtTop()) {
      expression.accept();
    } else if (!commaSeen && tokens.isOperator('(')) {
      commaSeen = true;
      expression.openArguments();
    } else if (!endsHere()) {
      inTypeParameters();
    }
  }

  private void inTypeParameters() throws PythonSyntaxException {
    if (!isAtTop()) {
      expression.accept();
    } else if (tokens.isOperator('[')) {
      expression.openParameters();
    } else {
      throw unexpected(tokens);
    }
  }

  private void afterAsync() throws PythonSyntaxException {
    asynchronous = true;
    Keyword keyword = tokens.keyword();
    if (keyword == Keyword.FOR || keyword == Keyword.WITH) {
      requireInside(BlockOrder.ASYNC);
    } else if (keyword != Keyword.DEF) {
      throw unexpected(tokens);
    }
    beginCompound(keyword);
  }

  // --- other statements ------------------------------------------------------------------------

  private void inRaise() throws PythonSyntaxException {
    if (tokens.isKeyword(Keyword.FROM) && isAtTop()) {
      if (commaSeen || !expression.hasOperand()) {
        throw unexpected(tokens);
      }
      commaSeen = true;
      expression.begin(0);
      return;
    }
    inPlain();
  }

  private void inAssert() throws PythonSyntaxException {
    if (tokens.isOperator(',') && isAtTop()) {
      if (commaSeen || !expression.hasOperand()) {
        throw unexpected(tokens);
      }
      commaSeen = true;
      expression.begin(0);
      return;
    }
    inPlain();
  }

  /** {@code global a, b} and {@code nonlocal a, b}. */
  private void inNames() throws PythonSyntaxException {
    if (commaSeen) {
      requireName();
      commaSeen = false;
    } else if (tokens.isOperator(',')) {
      commaSeen = true;
    } else if (!tokens.isOperator(';') || !endsHere()) {
      throw unexpected(tokens);
    }
  }

  private void inTypeAlias() throws PythonSyntaxException {
    if (statement == Statement.TYPE_NAMED) {
      statement = Statement.TYPE_NAME;
      expression.begin(0);
    }
    if (isAtTop() && tokens.isOperator('=')) {
      statement = Statement.EXPRESSION;
      bindsMore = false;
      expression.begin(0);
    } else {
      inTypeParameters();
    }
  }

  // --- imports ---------------------------------------------------------------------------------

  private void inImport() throws PythonSyntaxException {
    switch (statement) {
      case IMPORT, IMPORT_ALIAS -> {
        requireName();
        commaSeen = statement == Statement.IMPORT_ALIAS;
        statement = Statement.IMPORTED;
      }
      default -> {
        if (tokens.isOperator(',') || tokens.isOperator('.') && !commaSeen) {
          statement = Statement.IMPORT;
        } else if (tokens.isKeyword(Keyword.AS) && !commaSeen) {
          statement = Statement.IMPORT_ALIAS;
        } else if (!tokens.isOperator(';') || !endsHere()) {
          throw unexpected(tokens);
        }
      }
    }
  }

  private void inFromModule() throws PythonSyntaxException {
    if (tokens.isKeyword(Keyword.IMPORT) && (statement == Statement.FROM_MODULE || dotSeen)) {
      statement = Statement.FROM_NAMES;
      commaSeen = false;
    } else if (tokens.kind() == Token.NAME && statement != Statement.FROM_MODULE) {
      statement = Statement.FROM_MODULE;
      dotSeen = false;
    } else if (tokens.isOperator('.') && statement == Statement.FROM_MODULE) {
      statement = Statement.FROM_PACKAGE;
    } else if (statement == Statement.FROM && isDots()) {
      dotSeen = true;
    } else {
      throw unexpected(tokens);
    }
  }

  private boolean isDots() {
    return tokens.isOperator('.') || tokens.isOperator("...");
  }

  private void inFromNames() throws PythonSyntaxException {
    switch (statement) {
      case FROM_NAMES -> {
        if (tokens.isOperator('(') && !parenthesised && !commaSeen) {
          parenthesised = true;
        } else if (tokens.isOperator('*') && !parenthesised && !commaSeen) {
          statement = Statement.COMPLETE;
          expression.begin(0);
        } else if (tokens.isOperator(')') && parenthesised && commaSeen) {
          endNames();
        } else {
          requireName();
          statement = Statement.FROM_NAMED;
          annotated = false;
        }
      }
      case FROM_ALIAS -> {
        requireName();
        statement = Statement.FROM_NAMED;
        annotated = true;
      }
      default -> {
        if (tokens.isOperator(',')) {
          statement = Statement.FROM_NAMES;
          commaSeen = true;
        } else if (tokens.isKeyword(Keyword.AS) && !annotated) {
          statement = Statement.FROM_ALIAS;
        } else if (tokens.isOperator(')') && parenthesised) {
          endNames();
        } else if (parenthesised || !tokens.isOperator(';') || !endsHere()) {
          throw unexpected(tokens);
        }
      }
    }
  }

  private void endNames() {
    parenthesised = false;
    statement = Statement.COMPLETE;
    expression.begin(0);
  }

  // --- refusals --------------------------------------------------------------------------------

  private void requireName() throws PythonSyntaxException {
    if (tokens.kind() != Token.NAME) {
      throw unexpected(tokens);
    }
  }

  private void requirePrevious(boolean fits) throws PythonSyntaxException {
    if (!fits) {
      throw unexpected(tokens);
    }
  }

  private void requireInside(int block) throws PythonSyntaxException {
    if ((inside & block) != block) {
      throw PythonSyntaxException.certain(
          tokens.line(), "has '" + tokens.spelling() + "' where it may not stand");
    }
  }

  static PythonSyntaxException unexpected(PythonLexer tokens) {
    String what =
        switch (tokens.kind()) {
          case NEWLINE, END -> "the end of the line";
          case INDENT, DEDENT -> "a change of indentation";
          case STRING, FORMAT_START, FORMAT_TEXT, FORMAT_END -> "a string";
          case NAME, KEYWORD, NUMBER, OPERATOR -> "'" + tokens.spelling() + "'";
        };
    return PythonSyntaxException.doubtful(
        tokens.line(), "does not read as Python: " + what + " is not expected there");
  }
}

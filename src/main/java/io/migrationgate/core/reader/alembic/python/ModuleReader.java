package io.migrationgate.core.reader.alembic.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows the statements of a module from top to bottom and keeps what they bind. */
final class ModuleReader {

  /** More names than any statement binds. */
  private static final int MAX_TARGETS = 1000;

  private final ModuleTokens tokens;
  private final PythonLexer lexer;
  private final ExpressionParser expressions;
  private final Namespace names = new Namespace();
  private final ConstantEvaluator evaluator = new ConstantEvaluator(names);
  private final List<Expression.Name> globals = new ArrayList<>(0);
  private Value.@Nullable Undecided hazard;

  /** Why a name has no certain value inside a block; null where every statement runs. */
  private @Nullable String condition;

  /** Whether the statement holds code that was passed over without being understood. */
  private boolean passedOver;

  private boolean futureAllowed = true;
  private boolean lazyAnnotations;
  private boolean importsEverything;

  /** Whether the definition that follows has a decorator, which may call it at once. */
  private boolean decorated;

  ModuleReader(byte[] utf8) throws PythonSyntaxException {
    this.tokens = new ModuleTokens(utf8, names);
    this.lexer = tokens.current();
    this.expressions = new ExpressionParser(tokens);
  }

  PythonModule read() throws PythonSyntaxException {
    docstring();
    while (lexer.kind() != Token.END) {
      statement();
    }
    for (Expression.Name name : globals) {
      names.bind(
          name.name(), undecided(name.line(), "is declared global in a function"), name.line());
    }
    return new PythonModule(names, Optional.ofNullable(firstHazard()));
  }

  private Value.@Nullable Undecided firstHazard() {
    if (hazard != null) {
      return hazard;
    }
    return tokens.hazard() == null ? names.overflow() : tokens.hazard();
  }

  /** Imports from __future__ may follow it. */
  private void docstring() throws PythonSyntaxException {
    if (lexer.kind() != Token.STRING) {
      return;
    }
    while (lexer.kind() == Token.STRING) {
      tokens.advance();
    }
    if (!endsStatement()) {
      // `"x".join(y)` or the like.
      futureAllowed = false;
      expressions.read();
    }
    passLine();
  }

  private void statement() throws PythonSyntaxException {
    int line = lexer.line();
    switch (lexer.kind()) {
      case NEWLINE, INDENT, DEDENT -> {
        tokens.advance();
        return;
      }
      case KEYWORD -> keywordStatement(line);
      case NAME -> {
        futureAllowed = false;
        if (tokens.isCase()) {
          block("in a `match` statement", Binder.ALL);
        } else {
          simple();
        }
      }
      default -> {
        if (lexer.isOperator(';')) {
          tokens.advance();
          return;
        }
        futureAllowed = false;
        if (lexer.isOperator('@')) {
          decorated = true;
          passLine();
        } else {
          simple();
        }
      }
    }
    settle(line);
  }

  /** Draws the consequences of what a statement did besides binding names. */
  private void settle(int line) {
    for (Expression.Name name : tokens.takeNamesBoundInPassing()) {
      names.bind(
          name.name(), undecided(name.line(), "is given a value by `:=` or `type`"), name.line());
    }
    boolean understood = !expressions.takeOpaqueSeen() && !passedOver;
    passedOver = false;
    tokens.settle(understood, line);
  }

  private void keywordStatement(int line) throws PythonSyntaxException {
    Keyword keyword = lexer.keyword();
    if (keyword == null) {
      throw new IllegalStateException("not on a keyword");
    }
    if (keyword != Keyword.FROM) {
      futureAllowed = false;
    }
    switch (keyword) {
      case DEF -> function();
      case CLASS -> classDefinition();
      case ASYNC -> tokens.advance();
      case IF, ELIF, ELSE -> block("in a block under `if`", Binder.NOTHING);
      case WHILE -> block("in a loop", Binder.NOTHING);
      case FOR -> block("in a loop", Binder.BEFORE_IN);
      case TRY, EXCEPT, FINALLY -> block("in a `try` statement", Binder.AFTER_AS);
      case WITH -> block("in a `with` statement", Binder.AFTER_AS);
      case IMPORT -> importModules(line);
      case FROM -> importNames(line);
      case DEL -> delete(line);
      case RAISE -> {
        if (condition == null) {
          throw PythonSyntaxException.certain(line, "raises an exception when it is loaded");
        }
        passLine();
      }
      case GLOBAL, PASS, ASSERT, BREAK, CONTINUE -> passLine();
      case FALSE, NONE, TRUE, AWAIT, LAMBDA, NOT, YIELD -> simple();
      case AND, AS, IN, IS, NONLOCAL, OR, RETURN ->
          throw PythonSyntaxException.certain(
              line, "has '" + lexer.spelling() + "' where it may not stand");
    }
  }

  // --- assignments -----------------------------------------------------------------------------

  /** An expression, or an assignment of any form. */
  private void simple() throws PythonSyntaxException {
    int line = lexer.line();
    Expression first = expressions.read();
    if (lexer.isOperator('=')) {
      assign(first, line);
    } else if (lexer.isOperator(':')) {
      tokens.advance();
      if (lexer.kind() == Token.NEWLINE) {
        blockBody("in a `match` statement", line);
        return;
      }
      annotated(first, line);
    } else if (isAugmented()) {
      augment(first, line);
    }
    passLine();
  }

  private void assign(Expression first, int line) throws PythonSyntaxException {
    List<Expression> targets = new ArrayList<>(1);
    Expression value = first;
    while (lexer.isOperator('=')) {
      if (targets.size() < MAX_TARGETS) {
        targets.add(value);
      }
      tokens.advance();
      value = expressions.read();
    }
    Value result = endsStatement() ? evaluator.evaluate(value) : unreadable(line);
    if (targets.size() == MAX_TARGETS) {
      hazard = undecided(line, "assigns to more names at once than any migration");
    }
    for (Expression target : targets) {
      bindTarget(target, result, line);
    }
  }

  private void annotated(Expression target, int line) throws PythonSyntaxException {
    passedOver = true;
    AnnotationNames annotation = new AnnotationNames();
    while (!endsStatement() && !lexer.isOperator('=')) {
      annotation.see(lexer);
      tokens.advance();
    }
    String unknown = annotation.firstUnknown(names);
    if (unknown != null && hazard == null && !lazyAnnotations && !importsEverything) {
      hazard =
          undecided(
              line,
              "annotates with "
                  + unknown
                  + ", which nothing defines: Python before 3.14 refuses it");
    }
    settle(line);
    if (lexer.isOperator('=')) {
      tokens.advance();
      Value value = evaluator.evaluate(expressions.read());
      bindTarget(target, endsStatement() ? value : unreadable(line), line);
    }
  }

  private void augment(Expression target, int line) throws PythonSyntaxException {
    char operator = (char) lexer.byteAt(lexer.start());
    boolean simple = lexer.end() - lexer.start() == 2;
    tokens.advance();
    Value right = evaluator.evaluate(expressions.read());
    Value left = evaluator.evaluate(target);
    Value result = unreadable(line);
    if (left instanceof Value.Undecided) {
      result = left;
    } else if (right instanceof Value.Undecided) {
      result = right;
    } else if (simple && (operator == '+' || operator == '*') && endsStatement()) {
      result = evaluator.combine(operator, left, right, line);
    }
    if (left instanceof Value.Items(Value.Items.Kind kind, List<Value> items)
        && kind != Value.Items.Kind.TUPLE) {
      // A list changes in place, and with it every other name it has.
      names.forget(left, line);
    }
    bindTarget(target, result, line);
  }

  private boolean isAugmented() {
    int length = lexer.end() - lexer.start();
    return lexer.kind() == Token.OPERATOR
        && length >= 2
        && lexer.byteAt(lexer.end() - 1) == '='
        && "+-*/%@&|^<>".indexOf(lexer.byteAt(lexer.start())) >= 0;
  }

  private void bindTarget(Expression target, Value value, int line) {
    // Not a switch, whose first use would take longer than reading a file.
    if (target instanceof Expression.Name(String name, int at)) {
      bind(name, value, at);
    } else if (target instanceof Expression.Display display) {
      unpack(display.items(), value, line);
    } else if (target instanceof Expression.Starred starred) {
      bindTarget(starred.inner(), value, line);
    } else if (target instanceof Expression.Element element) {
      names.forget(evaluator.evaluate(element.collection()), element.line());
    }
    // Of an attribute, no name changes.
  }

  private void unpack(List<Expression> targets, Value value, int line) {
    int star = -1;
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i) instanceof Expression.Starred) {
        star = i;
      }
    }
    boolean tooLong =
        value instanceof Value.Text(String text) && !evaluator.affordable(text.length());
    List<Value> parts = tooLong ? null : partsOf(value);
    boolean fits =
        parts != null
            && (star < 0 ? parts.size() == targets.size() : parts.size() >= targets.size() - 1)
            && evaluator.affordable(parts.size());
    for (int i = 0; i < targets.size(); i++) {
      Value part;
      if (parts == null || !fits) {
        part = value instanceof Value.Undecided ? value : unreadable(line);
      } else if (star >= 0 && i == star) {
        int taken = parts.size() - targets.size() + 1;
        part = new Value.Items(Value.Items.Kind.LIST, parts.subList(i, i + taken));
      } else {
        int from = star >= 0 && i > star ? parts.size() - targets.size() : 0;
        part = parts.get(i + from);
      }
      bindTarget(targets.get(i), part, line);
    }
  }

  /** What unpacking gives; null where that is not known. */
  private static @Nullable List<Value> partsOf(Value value) {
    if (value instanceof Value.Text(String text)) {
      List<Value> characters = new ArrayList<>();
      text.codePoints().forEach(point -> characters.add(new Value.Text(Character.toString(point))));
      return characters;
    }
    return value instanceof Value.Items(Value.Items.Kind kind, List<Value> items)
            && (kind == Value.Items.Kind.TUPLE || kind == Value.Items.Kind.LIST)
        ? items
        : null;
  }

  private void bind(String name, Value value, int line) {
    Value known =
        condition == null || value instanceof Value.Undecided
            ? value
            : undecided(line, "is assigned " + condition);
    names.bind(name, known, line);
  }

  private void delete(int line) throws PythonSyntaxException {
    tokens.advance();
    deleteTarget(expressions.read(), line);
    passLine();
  }

  private void deleteTarget(Expression target, int line) {
    switch (target) {
      case Expression.Name(String name, int at) -> {
        if (condition == null) {
          names.delete(name);
        } else {
          bind(name, undecided(at, "is deleted " + condition), at);
        }
      }
      case Expression.Display(Value.Items.Kind kind, List<Expression> targets, int at) -> {
        for (Expression each : targets) {
          deleteTarget(each, line);
        }
      }
      default -> names.forgetMutables(line);
    }
  }

  // --- imports ---------------------------------------------------------------------------------

  private void importModules(int line) throws PythonSyntaxException {
    do {
      tokens.advance();
      String name = lexer.name();
      while (lexer.kind() == Token.NAME || lexer.isOperator('.')) {
        tokens.advance();
      }
      bindImport(name, line);
    } while (lexer.isOperator(','));
    passLine();
  }

  /** Binds the name, or what stands behind {@code as}. */
  private void bindImport(String name, int line) throws PythonSyntaxException {
    String bound = name;
    if (lexer.isKeyword(Keyword.AS)) {
      tokens.advance();
      bound = lexer.name();
      tokens.advance();
    }
    names.bindImport(bound, line);
  }

  private void importNames(int line) throws PythonSyntaxException {
    tokens.advance();
    String module = lexer.kind() == Token.NAME ? lexer.name() : "";
    int dots = lexer.start();
    while (!lexer.isKeyword(Keyword.IMPORT)) {
      tokens.advance();
    }
    String written = lexer.spelling(dots, lexer.start()).strip();
    boolean future = written.equals("__future__");
    if (future && !futureAllowed) {
      throw PythonSyntaxException.certain(line, "imports from __future__ after other code");
    }
    futureAllowed &= future;
    do {
      tokens.advance();
      if (lexer.isOperator('(')) {
        tokens.advance();
      }
      if (lexer.isOperator('*')) {
        if (future) {
          throw PythonSyntaxException.certain(line, "imports everything from __future__");
        }
        importsEverything = true;
        names.importEverything(module, written, line);
      } else if (lexer.kind() == Token.NAME) {
        String name = lexer.name();
        if (future && !KnownModules.isFutureFeature(name)) {
          throw PythonSyntaxException.doubtful(line, "imports " + name + " from __future__");
        }
        lazyAnnotations |= future && name.equals("annotations");
        tokens.advance();
        bindImport(name, line);
      }
    } while (lexer.isOperator(','));
    passLine();
  }

  // --- definitions -----------------------------------------------------------------------------

  private void function() throws PythonSyntaxException {
    tokens.advance();
    int line = lexer.line();
    String name = lexer.name();
    int level = lexer.indentLevel();
    tokens.advance();
    passHeader();
    settle(line);
    bind(name, undecided(line, "is a function"), line);
    passFunctionBody(level);
    if (decorated) {
      decorated = false;
      tokens.ownCodeRuns(line);
    }
  }

  private void passFunctionBody(int level) throws PythonSyntaxException {
    tokens.inFunction(true);
    do {
      passLineWatchingGlobals();
    } while (lexer.indentLevel() > level && lexer.kind() != Token.END);
    tokens.inFunction(false);
  }

  /** A class body runs at once, but for the functions in it, and binds names of its own. */
  private void classDefinition() throws PythonSyntaxException {
    decorated = false;
    passedOver = true;
    tokens.advance();
    int line = lexer.line();
    String name = lexer.name();
    int level = lexer.indentLevel();
    tokens.advance();
    passHeader();
    // Before the body, as its end is only seen by the first token behind it.
    bind(name, undecided(line, "is a class"), line);
    do {
      passClassLine();
    } while (lexer.indentLevel() > level && lexer.kind() != Token.END);
    settle(line);
  }

  private void passClassLine() throws PythonSyntaxException {
    while (lexer.kind() != Token.NEWLINE && lexer.kind() != Token.END) {
      if (lexer.isKeyword(Keyword.DEF)) {
        int level = lexer.indentLevel();
        passHeader();
        passFunctionBody(level);
        return;
      }
      if (lexer.isKeyword(Keyword.GLOBAL)) {
        collectGlobals();
      } else {
        tokens.advance();
      }
    }
    passLineEnds();
  }

  /** Up to the colon that opens the body. */
  private void passHeader() throws PythonSyntaxException {
    passedOver = true;
    while (!(lexer.isOperator(':') && lexer.depth() == 0)) {
      tokens.advance();
    }
  }

  private void passLineWatchingGlobals() throws PythonSyntaxException {
    while (lexer.kind() != Token.NEWLINE && lexer.kind() != Token.END) {
      if (lexer.isKeyword(Keyword.GLOBAL)) {
        collectGlobals();
      } else {
        tokens.advance();
      }
    }
    passLineEnds();
  }

  private void collectGlobals() throws PythonSyntaxException {
    do {
      tokens.advance();
      if (globals.size() < MAX_TARGETS) {
        globals.add(new Expression.Name(lexer.name(), lexer.line()));
      } else {
        hazard = undecided(lexer.line(), "declares more names global than any migration");
      }
      tokens.advance();
    } while (lexer.isOperator(','));
  }

  private void passLineEnds() throws PythonSyntaxException {
    while (lexer.kind() == Token.NEWLINE
        || lexer.kind() == Token.INDENT
        || lexer.kind() == Token.DEDENT) {
      tokens.advance();
    }
  }

  // --- blocks ----------------------------------------------------------------------------------

  /** Which names in the header of a block get a value there. */
  private enum Binder {
    NOTHING,
    BEFORE_IN,
    AFTER_AS,
    /** All of a pattern. */
    ALL
  }

  /**
   * The header of a compound statement and the block under it.
   *
   * @param where the reason why nothing in it is certain
   */
  private void block(String where, Binder binder) throws PythonSyntaxException {
    int line = lexer.line();
    tokens.advance();
    boolean binds = binder == Binder.ALL || binder == Binder.BEFORE_IN;
    int lambdas = 0;
    while (!(lexer.isOperator(':') && lexer.depth() == 0 && lambdas == 0)) {
      switch (lexer.kind()) {
        case NAME -> {
          if (binds) {
            names.bind(
                lexer.name(), undecided(lexer.line(), "may be assigned " + where), lexer.line());
          }
        }
        case KEYWORD -> {
          if (binder == Binder.AFTER_AS && lexer.isKeyword(Keyword.AS)) {
            binds = true;
          } else if (binder == Binder.BEFORE_IN && lexer.isKeyword(Keyword.IN)) {
            binds = false;
          } else if (lexer.isKeyword(Keyword.LAMBDA) && lexer.depth() == 0) {
            lambdas++;
          }
        }
        case OPERATOR -> {
          if (lexer.isOperator(',') && binder == Binder.AFTER_AS) {
            binds = false;
          } else if (lexer.isOperator(':') && lexer.depth() == 0) {
            lambdas--;
          }
        }
        default -> {}
      }
      tokens.advance();
    }
    tokens.advance();
    blockBody(where, line);
  }

  /** The rest of the header's line, or the indented lines below it. */
  private void blockBody(String where, int line) throws PythonSyntaxException {
    passedOver = true;
    settle(line);
    String outer = condition;
    condition = where;
    while (lexer.kind() != Token.NEWLINE && lexer.kind() != Token.END) {
      statement();
    }
    int level = lexer.indentLevel();
    tokens.advance();
    if (lexer.kind() == Token.INDENT) {
      while (lexer.indentLevel() > level && lexer.kind() != Token.END) {
        statement();
      }
    }
    condition = outer;
  }

  // --- ends ------------------------------------------------------------------------------------

  private boolean endsStatement() {
    return lexer.kind() == Token.NEWLINE || lexer.kind() == Token.END || lexer.isOperator(';');
  }

  /** Leaves the line end or semicolon to be passed as a statement that does nothing. */
  private void passLine() throws PythonSyntaxException {
    while (!endsStatement()) {
      passedOver = true;
      tokens.advance();
    }
  }

  private static Value.Undecided unreadable(int line) {
    return undecided(line, "the value cannot be worked out here");
  }

  private static Value.Undecided undecided(int line, String reason) {
    return new Value.Undecided(line, reason);
  }
}

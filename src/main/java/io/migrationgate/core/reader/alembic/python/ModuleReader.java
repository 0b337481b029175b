package io.migrationgate.core.reader.alembic.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows the statements of a module from top to bottom and keeps what they bind. */
final class ModuleReader {

  private final ModuleTokens tokens;
  private final PythonLexer lexer;
  private final ExpressionParser expressions;
  private final Map<String, PythonModule.Binding> bindings = new HashMap<>();
  private final ConstantEvaluator evaluator;
  private final Map<String, Value> values = new HashMap<>();
  private final List<Expression.Name> globals = new ArrayList<>(0);
  private Value.@Nullable Undecided hazard;

  /** Why a name has no certain value inside a block; null where every statement runs. */
  private @Nullable String condition;

  private boolean futureAllowed = true;
  private boolean lazyAnnotations;
  private boolean importsEverything;

  ModuleReader(byte[] utf8) throws PythonSyntaxException {
    this.tokens = new ModuleTokens(utf8);
    this.lexer = tokens.current();
    this.expressions = new ExpressionParser(tokens);
    this.evaluator = new ConstantEvaluator(values);
  }

  PythonModule read() throws PythonSyntaxException {
    while (lexer.kind() != Token.END) {
      statement();
    }
    for (Expression.Name name : globals) {
      bind(name.name(), undecided(name.line(), "is declared global in a function"), name.line());
    }
    Value.Undecided found = hazard == null ? tokens.hazard() : hazard;
    return new PythonModule(bindings, Optional.ofNullable(found));
  }

  private void statement() throws PythonSyntaxException {
    int line = lexer.line();
    switch (lexer.kind()) {
      case NEWLINE, INDENT, DEDENT -> {
        tokens.advance();
        return;
      }
      case KEYWORD -> keywordStatement(line);
      case OPERATOR -> {
        futureAllowed = false;
        if (lexer.isOperator('@')) {
          passLine();
        } else {
          simple();
        }
      }
      case STRING -> {
        // The docstring may stand before imports from __future__; any other string may not, but
        // telling them apart is left to Python.
        expressions.list();
        endSimple();
      }
      default -> {
        futureAllowed = false;
        simple();
      }
    }
    for (Expression.Name name : tokens.takeNamesBoundInPassing()) {
      bind(name.name(), undecided(name.line(), "is assigned inside an expression"), name.line());
    }
    forgetWhatMayHaveChanged(line);
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
      case IF, ELIF, ELSE -> block("in a block under `if`", false);
      case WHILE -> block("in a loop", false);
      case FOR -> block("in a loop", true);
      case TRY, EXCEPT, FINALLY -> block("in a `try` statement", true);
      case WITH -> block("in a `with` statement", true);
      case IMPORT -> importModules(line);
      case FROM -> importNames(line);
      case DEL -> delete();
      case RAISE -> {
        if (condition == null) {
          throw PythonSyntaxException.certain(line, "raises an exception when it is loaded");
        }
        passLine();
      }
      case RETURN, NONLOCAL -> throw outside(line);
      case BREAK, CONTINUE -> {
        if (condition == null) {
          throw outside(line);
        }
        passLine();
      }
      case GLOBAL, PASS, ASSERT -> passLine();
      case FALSE, NONE, TRUE, AND, AS, AWAIT, IN, IS, LAMBDA, NOT, OR, YIELD -> simple();
    }
  }

  private PythonSyntaxException outside(int line) {
    return PythonSyntaxException.certain(
        line, "has '" + lexer.spelling() + "' where it may not stand");
  }

  // --- assignments -----------------------------------------------------------------------------

  /** An expression, or an assignment of any form. */
  private void simple() throws PythonSyntaxException {
    int line = lexer.line();
    Expression first = expressions.list();
    if (lexer.isOperator('=')) {
      assign(first, line);
    } else if (lexer.isOperator(':')) {
      annotated(first, line);
    } else if (isAugmented()) {
      augment(first, line);
    }
    endSimple();
  }

  private void assign(Expression first, int line) throws PythonSyntaxException {
    List<Expression> targets = new ArrayList<>(1);
    Expression value = first;
    while (lexer.isOperator('=')) {
      targets.add(value);
      tokens.advance();
      value = expressions.list();
    }
    Value result = endsStatement() ? evaluator.evaluate(value) : unreadable(line);
    for (Expression target : targets) {
      bindTarget(target, result, line);
    }
  }

  private void annotated(Expression target, int line) throws PythonSyntaxException {
    tokens.advance();
    if (target instanceof Expression.Opaque || lexer.kind() == Token.NEWLINE) {
      header();
      return;
    }
    AnnotationNames names = new AnnotationNames();
    while (!endsStatement() && !lexer.isOperator('=')) {
      names.see(lexer);
      tokens.advance();
    }
    String unknown = names.firstUnknown(values.keySet());
    if (unknown != null && hazard == null && !lazyAnnotations && !importsEverything) {
      hazard =
          undecided(
              line,
              "annotates with "
                  + unknown
                  + ", which nothing defines: Python before 3.14 refuses it");
    }
    if (lexer.isOperator('=')) {
      tokens.advance();
      Value value = evaluator.evaluate(expressions.list());
      bindTarget(target, endsStatement() ? value : unreadable(line), line);
    }
  }

  /** Not an annotation but the header of a block that starts with a soft keyword. */
  private void header() throws PythonSyntaxException {
    for (String name : expressions.takeMentionedNames()) {
      rebind(name, lexer.line(), "by a pattern");
    }
    String outer = condition;
    condition = "in a block";
    while (!endsStatement()) {
      statement();
    }
    condition = outer;
  }

  private void augment(Expression target, int line) throws PythonSyntaxException {
    char operator = (char) lexer.byteAt(lexer.start());
    boolean simple = lexer.end() - lexer.start() == 2;
    tokens.advance();
    Value right = evaluator.evaluate(expressions.list());
    Value left = evaluator.evaluate(target);
    Value result =
        left instanceof Value.Undecided
            ? left
            : right instanceof Value.Undecided
                ? right
                : simple && (operator == '+' || operator == '*')
                    ? evaluator.combine(operator, left, right, line)
                    : unreadable(line);
    if (isMutable(left)) {
      // `a += [...]` changes the list itself, whatever other names it has.
      forgetChanged(left, line);
    }
    bindTarget(target, endsStatement() ? result : unreadable(line), line);
  }

  private boolean isAugmented() {
    int length = lexer.end() - lexer.start();
    return lexer.kind() == Token.OPERATOR
        && length >= 2
        && lexer.byteAt(lexer.end() - 1) == '='
        && "+-*/%@&|^<>".indexOf(lexer.byteAt(lexer.start())) >= 0;
  }

  private void bindTarget(Expression target, Value value, int line) {
    switch (target) {
      case Expression.Name(String name, int at) -> bind(name, value, at);
      case Expression.Display(Value.Items.Kind kind, List<Expression> targets) ->
          unpack(targets, value, line);
      case Expression.Starred(Expression inner) -> bindTarget(inner, value, line);
      case Expression.Element(Expression collection, Expression index, int at) ->
          forgetChanged(evaluator.evaluate(collection), at);
      // An attribute: no name changes.
      case Expression.Opaque opaque -> {}
      case Expression.Constant constant -> {}
      case Expression.Arithmetic arithmetic -> {}
      case Expression.Choice choice -> {}
    }
  }

  private void unpack(List<Expression> targets, Value value, int line) {
    int star = -1;
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i) instanceof Expression.Starred) {
        star = i;
      }
    }
    List<Value> parts = partsOf(value);
    boolean fits =
        parts != null
            && (star < 0 ? parts.size() == targets.size() : parts.size() >= targets.size() - 1);
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
    bindings.put(name, new PythonModule.Binding(known, line));
    values.put(name, known);
  }

  // --- other statements ------------------------------------------------------------------------

  private void importModules(int line) throws PythonSyntaxException {
    do {
      tokens.advance();
      String name = lexer.kind() == Token.NAME ? lexer.name() : "";
      while (lexer.kind() == Token.NAME || lexer.isOperator('.')) {
        tokens.advance();
      }
      if (lexer.isKeyword(Keyword.AS)) {
        tokens.advance();
        name = lexer.name();
        tokens.advance();
      }
      bind(name, undecided(line, "is imported"), line);
    } while (lexer.isOperator(','));
    endSimple();
  }

  private void importNames(int line) throws PythonSyntaxException {
    tokens.advance();
    String module = lexer.kind() == Token.NAME ? lexer.name() : "";
    while (!lexer.isKeyword(Keyword.IMPORT) && lexer.kind() != Token.NEWLINE) {
      tokens.advance();
    }
    boolean future = module.equals("__future__");
    if (future && !futureAllowed) {
      throw PythonSyntaxException.certain(line, "imports from __future__ after other code");
    }
    futureAllowed &= future;
    if (lexer.kind() == Token.NEWLINE) {
      return;
    }
    do {
      tokens.advance();
      if (lexer.isOperator('(')) {
        tokens.advance();
      }
      if (lexer.isOperator('*')) {
        importEverything(module, line);
        tokens.advance();
      } else if (lexer.kind() == Token.NAME) {
        String name = lexer.name();
        lazyAnnotations |= future && name.equals("annotations");
        tokens.advance();
        if (lexer.isKeyword(Keyword.AS)) {
          tokens.advance();
          name = lexer.name();
          tokens.advance();
        }
        bind(name, undecided(line, "is imported"), line);
      }
    } while (lexer.isOperator(','));
    passLine();
  }

  /** {@code from x import *} may replace any name that is bound already. */
  private void importEverything(String module, int line) {
    importsEverything = true;
    if (KnownModules.exportsNoRevision(module)) {
      return;
    }
    for (String name : List.copyOf(bindings.keySet())) {
      bind(name, undecided(line, "may be replaced by `from " + module + " import *`"), line);
    }
  }

  private void delete() throws PythonSyntaxException {
    tokens.advance();
    Expression targets = expressions.list();
    List<Expression> each =
        targets instanceof Expression.Display(Value.Items.Kind kind, List<Expression> items)
            ? items
            : List.of(targets);
    for (Expression target : each) {
      if (target instanceof Expression.Name(String name, int line)) {
        if (condition == null) {
          bindings.remove(name);
          values.remove(name);
        } else {
          bind(name, undecided(line, "is deleted " + condition), line);
        }
      } else {
        forgetMutable(lexer.line());
      }
    }
    endSimple();
  }

  private void function() throws PythonSyntaxException {
    tokens.advance();
    bind(lexer.name(), undecided(lexer.line(), "is a function"), lexer.line());
    int level = lexer.indentLevel();
    passHeader();
    tokens.inFunction(true);
    passBody(level);
    tokens.inFunction(false);
  }

  private void classDefinition() throws PythonSyntaxException {
    tokens.advance();
    bind(lexer.name(), undecided(lexer.line(), "is a class"), lexer.line());
    int level = lexer.indentLevel();
    passHeader();
    passBody(level);
  }

  /** Up to the colon that opens the body. */
  private void passHeader() throws PythonSyntaxException {
    while (lexer.kind() != Token.NEWLINE
        && lexer.kind() != Token.END
        && !(lexer.isOperator(':') && lexer.depth() == 0)) {
      tokens.advance();
    }
  }

  /** Everything that is indented deeper, watching for {@code global} only. */
  private void passBody(int level) throws PythonSyntaxException {
    do {
      passLineWatchingGlobals();
    } while (lexer.indentLevel() > level && lexer.kind() != Token.END);
  }

  private void passLineWatchingGlobals() throws PythonSyntaxException {
    while (lexer.kind() != Token.NEWLINE && lexer.kind() != Token.END) {
      if (lexer.isKeyword(Keyword.GLOBAL)) {
        do {
          tokens.advance();
          if (lexer.kind() == Token.NAME) {
            globals.add(new Expression.Name(lexer.name(), lexer.line()));
            tokens.advance();
          }
        } while (lexer.isOperator(','));
      } else {
        tokens.advance();
      }
    }
    while (lexer.kind() == Token.NEWLINE
        || lexer.kind() == Token.INDENT
        || lexer.kind() == Token.DEDENT) {
      tokens.advance();
    }
  }

  /**
   * The header of a compound statement and the block under it.
   *
   * @param binds whether the header itself may assign, as {@code for} and {@code with} do
   */
  private void block(String where, boolean binds) throws PythonSyntaxException {
    int level = lexer.indentLevel();
    tokens.advance();
    String outer = condition;
    condition = where;
    while (lexer.kind() != Token.NEWLINE
        && lexer.kind() != Token.END
        && !(lexer.isOperator(':') && lexer.depth() == 0)) {
      if (binds && lexer.kind() == Token.NAME) {
        rebind(lexer.name(), lexer.line(), where);
      }
      tokens.advance();
    }
    if (lexer.isOperator(':')) {
      tokens.advance();
    }
    blockBody(level);
    condition = outer;
  }

  /** The rest of the header's line, or the indented lines below it. */
  private void blockBody(int level) throws PythonSyntaxException {
    while (lexer.kind() != Token.NEWLINE && lexer.kind() != Token.END) {
      statement();
    }
    if (lexer.kind() == Token.NEWLINE) {
      tokens.advance();
    }
    if (lexer.kind() == Token.INDENT) {
      tokens.advance();
      while (lexer.indentLevel() > level && lexer.kind() != Token.END) {
        statement();
      }
    }
  }

  /** A name in the header of `for`, `with` or `except` may get a new value there. */
  private void rebind(String name, int line, String where) {
    if (values.containsKey(name) && values.get(name) instanceof Value.Undecided) {
      return;
    }
    bind(name, undecided(line, "may be assigned " + where), line);
  }

  // --- ends ------------------------------------------------------------------------------------

  private boolean endsStatement() {
    return lexer.kind() == Token.NEWLINE || lexer.kind() == Token.END || lexer.isOperator(';');
  }

  /** Takes what is left of a simple statement; a block under it is read as a conditional one. */
  private void endSimple() throws PythonSyntaxException {
    while (!endsStatement()) {
      tokens.advance();
    }
    if (lexer.isOperator(';')) {
      tokens.advance();
      return;
    }
    if (condition == null || lexer.kind() != Token.NEWLINE) {
      openBlock();
    }
  }

  private void openBlock() throws PythonSyntaxException {
    if (lexer.kind() != Token.NEWLINE) {
      return;
    }
    int level = lexer.indentLevel();
    tokens.advance();
    if (lexer.kind() == Token.INDENT) {
      String outer = condition;
      condition = "in a block";
      tokens.advance();
      while (lexer.indentLevel() > level && lexer.kind() != Token.END) {
        statement();
      }
      condition = outer;
    }
  }

  private void passLine() throws PythonSyntaxException {
    while (!endsStatement()) {
      tokens.advance();
    }
    if (lexer.kind() != Token.END && lexer.isOperator(';')) {
      tokens.advance();
    }
  }

  /** An opaque expression that mentions a list may have changed it, under whatever name. */
  private void forgetWhatMayHaveChanged(int line) {
    for (String name : expressions.takeMentionedNames()) {
      Value value = values.get(name);
      if (value != null && isMutable(value)) {
        forgetMutable(line);
        return;
      }
    }
  }

  private void forgetMutable(int line) {
    for (Map.Entry<String, Value> entry : List.copyOf(values.entrySet())) {
      if (isMutable(entry.getValue())) {
        bind(entry.getKey(), undecided(line, "may be changed in place"), line);
      }
    }
  }

  /** One collection has changed: whatever is, or holds, that very object is not known any more. */
  private void forgetChanged(Value changed, int line) {
    if (!isMutable(changed)) {
      forgetMutable(line);
      return;
    }
    for (Map.Entry<String, Value> entry : List.copyOf(values.entrySet())) {
      if (holds(entry.getValue(), changed)) {
        bind(entry.getKey(), undecided(line, "is changed in place"), line);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // Equal lists are still two.
  private static boolean holds(Value value, Value part) {
    return value == part
        || value instanceof Value.Items(Value.Items.Kind kind, List<Value> items)
            && items.stream().anyMatch(item -> holds(item, part));
  }

  private static boolean isMutable(Value value) {
    return value instanceof Value.Items(Value.Items.Kind kind, List<Value> items)
        && kind != Value.Items.Kind.TUPLE;
  }

  private static Value.Undecided unreadable(int line) {
    return undecided(line, "the value cannot be worked out here");
  }

  private static Value.Undecided undecided(int line, String reason) {
    return new Value.Undecided(line, reason);
  }
}

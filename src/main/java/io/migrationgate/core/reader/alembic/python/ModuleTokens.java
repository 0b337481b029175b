package io.migrationgate.core.reader.alembic.python;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a module, with a watch on what runs when it is imported.
 *
 * <p>Some code makes every reading of the rest worthless: {@code exec}, {@code globals()["x"] = 1},
 * {@code sys.exit()}. The watch sees it wherever it stands in an expression, so that no parser has
 * to understand the expression around it.
 */
final class ModuleTokens {

  private final PythonLexer lexer;
  private final TokenOrder order;
  private final PlainStatements plainStatements;
  private final Namespace names;

  private boolean inFunction;
  private Value.@Nullable Undecided hazard;

  /** The first function that can change any name, should it be called. */
  private Value.@Nullable Undecided hazardInFunction;

  /** Names that code of this module uses, which may run later. */
  private final NameFilter usedInCode = new NameFilter();

  // Of the current token, and of those passed since somebody asked.

  private boolean isUse;
  private boolean changesNames;
  private int usedLine;
  private long usedName;
  private boolean isMutable;
  private boolean isOwnCode;
  private boolean mentionsMutable;
  private boolean mentionsOwnCode;
  private final NameFilter mentions = new NameFilter();

  private final List<Expression.Name> boundInPassing = new ArrayList<>(0);

  // The name before, and the one before its dot.

  private int nameStart = -1;
  private int nameEnd;
  private int ownerStart = -1;
  private int ownerEnd;
  private boolean afterName;
  private boolean afterDot;
  private boolean afterNumber;
  private boolean afterDivision;

  ModuleTokens(byte[] utf8, Namespace names) throws PythonSyntaxException {
    this.lexer = new PythonLexer(utf8);
    this.order = new TokenOrder(lexer);
    this.names = names;
    this.plainStatements = new PlainStatements(utf8, usedInCode);
    advance();
  }

  /** The current token. */
  PythonLexer current() {
    return lexer;
  }

  /** Whether the current token is the {@code case} of a {@code match} statement. */
  boolean isCase() {
    return order.isCase();
  }

  void advance() throws PythonSyntaxException {
    if (inFunction && order.awaitsPlainStatement() && lexer.pass(plainStatements)) {
      order.acceptPlainStatement();
    }
    Token token = lexer.next();
    order.accept();
    if (isUse) {
      countUse();
    }
    if (inFunction) {
      watchInFunction(token);
    } else {
      watch(token);
    }
  }

  /** Code inside a function does not run when the module is imported. */
  void inFunction(boolean inside) {
    inFunction = inside;
    afterName = false;
    afterDot = false;
    afterDivision = false;
    if (!inside) {
      // The token behind the function has been read while still inside it.
      watch(lexer.kind());
    }
  }

  /** What makes the whole module undecidable, if anything does so far. */
  Value.@Nullable Undecided hazard() {
    return hazard;
  }

  /**
   * Ends a statement: forgets what it may have changed besides binding names.
   *
   * @param understood whether all it did is known
   */
  void settle(boolean understood, int line) {
    if (!understood) {
      usedInCode.addAll(mentions);
      if (mentionsMutable) {
        names.forgetMutables(mentions, line);
      }
      if (mentionsOwnCode) {
        ownCodeRuns(line);
      }
    }
    mentions.clear();
    mentionsMutable = false;
    mentionsOwnCode = false;
  }

  /** Notes that functions of the module itself may have run. */
  void ownCodeRuns(int line) {
    names.forgetMutables(usedInCode, line);
    if (hazard == null) {
      hazard = hazardInFunction;
    }
  }

  /** The names that {@code :=} and {@code type} have bound since the last call. */
  List<Expression.Name> takeNamesBoundInPassing() {
    if (boundInPassing.isEmpty()) {
      return List.of();
    }
    List<Expression.Name> taken = List.copyOf(boundInPassing);
    boundInPassing.clear();
    return taken;
  }

  /** The token before was a name; what follows it tells whether that can change its value. */
  private void countUse() {
    isUse = false;
    if (lexer.isOperator('=') || lexer.isOperator(':')) {
      return;
    }
    if (inFunction) {
      usedInCode.add(usedName);
    } else {
      if (changesNames) {
        foundChangeOfNames(usedLine);
      }
      mentions.add(usedName);
      mentionsMutable |= isMutable;
      mentionsOwnCode |= isOwnCode;
    }
  }

  // --- at module level -------------------------------------------------------------------------

  private void watch(Token token) {
    switch (token) {
      case NAME -> watchName();
      case OPERATOR -> watchOperator();
      default -> {
        if (token == Token.NUMBER && afterDivision && lexer.is("0")) {
          found(lexer.line(), "divides by zero when the file is loaded");
        }
        afterNumber = token == Token.NUMBER;
        afterName = false;
        afterDot = false;
        afterDivision = false;
      }
    }
  }

  private void watchName() {
    if (afterDot && afterName) {
      ownerStart = nameStart;
      ownerEnd = nameEnd;
    } else {
      ownerStart = -1;
    }
    nameStart = lexer.start();
    nameEnd = lexer.end();
    if (afterDot) {
      if (isModuleInternal()) {
        foundChangeOfNames(lexer.line());
      }
    } else if (!order.isParameter()) {
      isUse = true;
      usedLine = lexer.line();
      changesNames = canChangeNames();
      usedName = lexer.nameHash();
      isMutable = false;
      isOwnCode = false;
      if (names.mentionsMatter()) {
        String name = lexer.name();
        isMutable = names.isMutable(name);
        isOwnCode = names.isOwnCode(name);
      }
    }
    if (order.namesType()) {
      boundInPassing.add(new Expression.Name(lexer.name(), lexer.line()));
    }
    afterName = true;
    afterDot = false;
    afterNumber = false;
    afterDivision = false;
  }

  private void watchOperator() {
    if (lexer.isOperator('.')) {
      afterDot = true;
      return;
    }
    if (afterName && !afterDot && lexer.isOperator('(')) {
      watchCall();
    } else if (afterName && lexer.isOperator(":=")) {
      boundInPassing.add(new Expression.Name(lexer.name(nameStart, nameEnd), lexer.line()));
    }
    afterDivision =
        lexer.isOperator('/')
            || lexer.isOperator("//")
            // Of a string it is formatting.
            || lexer.isOperator('%') && afterNumber;
    afterName = false;
    afterDot = false;
    afterNumber = false;
  }

  private void watchCall() {
    if (ownerStart < 0) {
      if (nameIs("exit") || nameIs("quit")) {
        found(lexer.line(), "calls " + text(nameStart, nameEnd) + "() when the file is loaded");
      }
      return;
    }
    boolean ends =
        ownerIs("sys") && nameIs("exit") || ownerIs("os") && (nameIs("_exit") || nameIs("abort"));
    if (ends || ownerIs("op") || ownerIs("context")) {
      found(
          lexer.line(),
          "calls "
              + text(ownerStart, ownerEnd)
              + "."
              + text(nameStart, nameEnd)
              + "() when the file is loaded, not in upgrade()");
    }
  }

  private boolean nameIs(String name) {
    return lexer.is(nameStart, nameEnd, name);
  }

  private boolean ownerIs(String name) {
    return lexer.is(ownerStart, ownerEnd, name);
  }

  private void foundChangeOfNames(int line) {
    found(
        line,
        "uses " + text(nameStart, nameEnd) + " when the file is loaded, which can change any name");
  }

  private void found(int line, String reason) {
    if (hazard == null) {
      hazard = new Value.Undecided(line, reason);
    }
  }

  private String text(int start, int end) {
    return lexer.spelling(start, end);
  }

  // --- in functions ----------------------------------------------------------------------------

  private void watchInFunction(Token token) {
    if (token == Token.NAME) {
      if (hazardInFunction == null && (afterDot ? isModuleInternal() : canChangeNames())) {
        hazardInFunction =
            new Value.Undecided(
                lexer.line(),
                "uses "
                    + lexer.spelling()
                    + " in a function that may be called when the file is loaded");
      }
      if (!afterDot) {
        isUse = true;
        usedName = lexer.nameHash();
      }
    }
    afterDot = token == Token.OPERATOR && lexer.isOperator('.');
  }

  /** Built-in functions that reach all names of a module. */
  private boolean canChangeNames() {
    return switch (lexer.end() - lexer.start()) {
      case 4 -> lexer.is("exec") || lexer.is("eval") || lexer.is("vars");
      case 6 -> lexer.is("locals");
      case 7 -> lexer.is("globals") || lexer.is("setattr") || lexer.is("delattr");
      case 10 -> lexer.is("__import__");
      default -> false;
    };
  }

  /** {@code sys.modules} and {@code __dict__}. */
  private boolean isModuleInternal() {
    return switch (lexer.end() - lexer.start()) {
      case 7 -> lexer.is("modules");
      case 8 -> lexer.is("__dict__");
      default -> false;
    };
  }
}

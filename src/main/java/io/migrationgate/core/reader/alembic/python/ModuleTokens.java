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

  private boolean inFunction;
  private Value.@Nullable Undecided hazard;
  private final List<Expression.Name> boundInPassing = new ArrayList<>(0);

  private int nameStart = -1;
  private int nameEnd;
  private int ownerStart = -1;
  private int ownerEnd;
  private boolean afterName;
  private boolean afterDot;
  private boolean afterDivision;

  ModuleTokens(byte[] utf8) throws PythonSyntaxException {
    this.lexer = new PythonLexer(utf8);
    this.order = new TokenOrder(lexer);
    advance();
  }

  /** The current token. */
  PythonLexer current() {
    return lexer;
  }

  void advance() throws PythonSyntaxException {
    Token token = lexer.next();
    order.accept();
    if (!inFunction) {
      watch(token);
    }
  }

  /** Code inside a function does not run when the module is imported. */
  void inFunction(boolean inside) {
    inFunction = inside;
    afterName = false;
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

  /** The names that {@code :=} has bound since the last call. */
  List<Expression.Name> takeNamesBoundInPassing() {
    if (boundInPassing.isEmpty()) {
      return List.of();
    }
    List<Expression.Name> taken = List.copyOf(boundInPassing);
    boundInPassing.clear();
    return taken;
  }

  private void watch(Token token) {
    if (token == Token.NAME) {
      if (afterDot && afterName) {
        ownerStart = nameStart;
        ownerEnd = nameEnd;
      } else {
        ownerStart = -1;
      }
      nameStart = lexer.start();
      nameEnd = lexer.end();
      afterName = true;
      afterDot = false;
      afterDivision = false;
      return;
    }
    if (token == Token.OPERATOR) {
      watchOperator();
      return;
    }
    if (token == Token.NUMBER && afterDivision && lexer.is("0")) {
      found("divides by zero when the file is loaded");
    }
    afterName = false;
    afterDot = false;
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
      boundInPassing.add(new Expression.Name(text(nameStart, nameEnd), lexer.line()));
    }
    afterName = false;
    afterDot = false;
    afterDivision = lexer.isOperator('/') || lexer.isOperator("//") || lexer.isOperator('%');
  }

  private void watchCall() {
    String called = text(nameStart, nameEnd);
    if (ownerStart < 0) {
      switch (called) {
        case "globals", "locals", "vars", "setattr", "exec" ->
            found("calls " + called + "() when the file is loaded, which can change any name");
        case "exit", "quit" -> found("calls " + called + "() when the file is loaded");
        default -> {}
      }
      return;
    }
    String owner = text(ownerStart, ownerEnd);
    boolean ends =
        owner.equals("sys") && called.equals("exit")
            || owner.equals("os") && (called.equals("_exit") || called.equals("abort"));
    boolean needsMigration = owner.equals("op") || owner.equals("context");
    if (ends || needsMigration) {
      found("calls " + owner + "." + called + "() when the file is loaded, not in upgrade()");
    }
  }

  private void found(String reason) {
    if (hazard == null) {
      hazard = new Value.Undecided(lexer.line(), reason);
    }
  }

  private String text(int start, int end) {
    return lexer.spelling(start, end);
  }
}

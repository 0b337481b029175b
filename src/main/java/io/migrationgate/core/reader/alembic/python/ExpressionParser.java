package io.migrationgate.core.reader.alembic.python;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the expressions that module constants are made of, and passes over all others.
 *
 * <p>Always leaves the tokens at the end of what it was asked for. The depth of its recursion is
 * bounded by the brackets that the lexer allows; chains of operators are loops.
 */
final class ExpressionParser {

  private static final int MAX_CHOICES = 50;

  private final ModuleTokens tokens;
  private final PythonLexer lexer;
  private int choices;

  /** Set when an expression that is not understood mentions names: it may change what they hold. */
  private final List<String> mentioned = new ArrayList<>(0);

  ExpressionParser(ModuleTokens tokens) {
    this.tokens = tokens;
    this.lexer = tokens.current();
  }

  /** The names that opaque expressions have mentioned since the last call. */
  List<String> takeMentionedNames() {
    if (mentioned.isEmpty()) {
      return List.of();
    }
    List<String> taken = List.copyOf(mentioned);
    mentioned.clear();
    return taken;
  }

  /** One expression, or several with commas, which make a tuple. */
  Expression list() throws PythonSyntaxException {
    Expression first = item();
    if (!lexer.isOperator(',')) {
      return first;
    }
    List<Expression> items = new ArrayList<>();
    items.add(first);
    while (lexer.isOperator(',')) {
      tokens.advance();
      if (endsList()) {
        break;
      }
      items.add(item());
    }
    return new Expression.Display(Value.Items.Kind.TUPLE, items);
  }

  /** One expression without commas. */
  Expression item() throws PythonSyntaxException {
    if (lexer.isOperator('*')) {
      tokens.advance();
      return new Expression.Starred(single());
    }
    return single();
  }

  private Expression single() throws PythonSyntaxException {
    int line = lexer.line();
    Expression value = sum();
    if (lexer.isKeyword(Keyword.IF) && choices < MAX_CHOICES) {
      choices++;
      tokens.advance();
      Expression condition = sum();
      if (lexer.isKeyword(Keyword.ELSE)) {
        tokens.advance();
        value = new Expression.Choice(condition, value, single());
      } else {
        value = opaque(line, "is an expression");
      }
      choices--;
    }
    return endsExpression() ? value : skipRest(line, value);
  }

  /** Sums, with products inside; every other operator makes the whole opaque. */
  private Expression sum() throws PythonSyntaxException {
    Expression left = product();
    while (lexer.isOperator('+')) {
      int line = lexer.line();
      tokens.advance();
      left = new Expression.Arithmetic('+', left, product(), line);
    }
    return left;
  }

  private Expression product() throws PythonSyntaxException {
    Expression left = operand();
    while (lexer.isOperator('*') || lexer.isOperator('%')) {
      char operator = (char) lexer.byteAt(lexer.start());
      int line = lexer.line();
      tokens.advance();
      left = new Expression.Arithmetic(operator, left, operand(), line);
    }
    return left;
  }

  private Expression operand() throws PythonSyntaxException {
    int line = lexer.line();
    boolean negative = lexer.isOperator('-');
    if (negative) {
      tokens.advance();
    }
    Expression value = atom(line);
    while (true) {
      if (lexer.isOperator('[')) {
        value = element(value, line);
      } else if (lexer.isOperator('(')) {
        passBrackets();
        value = opaque(line, "is the result of a call");
      } else if (lexer.isOperator('.')) {
        tokens.advance();
        tokens.advance();
        value = opaque(line, "is read from an attribute");
      } else {
        break;
      }
    }
    if (negative) {
      return value instanceof Expression.Constant(Value.Whole(long number))
          ? new Expression.Constant(new Value.Whole(-number))
          : opaque(line, "is an expression");
    }
    return value;
  }

  private Expression atom(int line) throws PythonSyntaxException {
    return switch (lexer.kind()) {
      case STRING -> strings();
      case NUMBER -> {
        Expression value = new Expression.Constant(NumberLiteral.value(lexer.spelling()));
        tokens.advance();
        yield value;
      }
      case NAME -> {
        Expression value = new Expression.Name(lexer.name(), line);
        tokens.advance();
        if (lexer.isOperator('.') || lexer.isOperator('(')) {
          mentioned.add(((Expression.Name) value).name());
        }
        yield value;
      }
      case KEYWORD -> keyword(line);
      case OPERATOR -> bracketed(line);
      case NEWLINE, INDENT, DEDENT, END -> opaque(line, "is missing");
    };
  }

  private Expression keyword(int line) throws PythonSyntaxException {
    Value value =
        switch (lexer.keyword()) {
          case NONE -> new Value.Nothing();
          case TRUE -> new Value.Truth(true);
          case FALSE -> new Value.Truth(false);
          case null, default -> null;
        };
    if (value == null) {
      return opaque(line, "is an expression");
    }
    tokens.advance();
    return new Expression.Constant(value);
  }

  private Expression bracketed(int line) throws PythonSyntaxException {
    if (lexer.isOperator('(')) {
      return parenthesised(line);
    }
    if (lexer.isOperator('[')) {
      return display(line, ']', Value.Items.Kind.LIST);
    }
    if (lexer.isOperator('{')) {
      return display(line, '}', Value.Items.Kind.SET);
    }
    if (lexer.isOperator("...")) {
      tokens.advance();
      return new Expression.Constant(new Value.OtherConstant("ellipsis"));
    }
    return opaque(line, "is an expression");
  }

  private Expression parenthesised(int line) throws PythonSyntaxException {
    int outside = lexer.depth() - 1;
    tokens.advance();
    if (lexer.isOperator(')')) {
      tokens.advance();
      return new Expression.Display(Value.Items.Kind.TUPLE, List.of());
    }
    Expression inner = list();
    return closed(outside, inner, line);
  }

  private Expression display(int line, char closing, Value.Items.Kind kind)
      throws PythonSyntaxException {
    int outside = lexer.depth() - 1;
    tokens.advance();
    List<Expression> items = new ArrayList<>();
    boolean dictionary = kind == Value.Items.Kind.SET && lexer.isOperator(closing);
    while (!lexer.isOperator(closing) || lexer.depth() != outside) {
      items.add(item());
      if (kind == Value.Items.Kind.SET && lexer.isOperator(':')) {
        dictionary = true;
        tokens.advance();
        single();
      }
      if (!lexer.isOperator(',')) {
        break;
      }
      tokens.advance();
    }
    Value.Items.Kind actual = dictionary ? Value.Items.Kind.DICTIONARY : kind;
    return closed(outside, new Expression.Display(actual, items), line);
  }

  /** Takes the closing bracket; what stands before it instead makes the whole opaque. */
  private Expression closed(int outside, Expression inner, int line) throws PythonSyntaxException {
    if (lexer.depth() == outside) {
      tokens.advance();
      return inner;
    }
    while (lexer.depth() > outside) {
      mention();
      tokens.advance();
    }
    tokens.advance();
    return opaque(line, "is an expression");
  }

  private Expression element(Expression collection, int line) throws PythonSyntaxException {
    int outside = lexer.depth() - 1;
    tokens.advance();
    Expression index = lexer.isOperator(']') ? opaque(line, "is missing") : item();
    return closed(outside, new Expression.Element(collection, index, line), line);
  }

  /** Adjacent strings are one; gathered at once, as generated files hold thousands. */
  private Expression strings() throws PythonSyntaxException {
    StringBuilder text = new StringBuilder();
    Value odd = null;
    while (lexer.kind() == Token.STRING) {
      Value part = StringLiteral.value(lexer.spelling(), lexer.line());
      if (part instanceof Value.Text(String piece)) {
        text.append(piece);
      } else if (!(odd instanceof Value.Undecided)) {
        odd = part;
      }
      tokens.advance();
    }
    return new Expression.Constant(odd == null ? new Value.Text(text.toString()) : odd);
  }

  private void passBrackets() throws PythonSyntaxException {
    int outside = lexer.depth() - 1;
    tokens.advance();
    while (lexer.depth() > outside) {
      mention();
      tokens.advance();
    }
    tokens.advance();
  }

  /** Passes over the rest of an expression with an operator that has no value here. */
  private Expression skipRest(int line, Expression begun) throws PythonSyntaxException {
    mentionAll(begun);
    int depth = lexer.depth();
    while (!endsExpression()) {
      if (opens()) {
        passBrackets();
      } else {
        mention();
        tokens.advance();
      }
      if (lexer.depth() < depth) {
        break;
      }
    }
    return opaque(line, "is an expression");
  }

  private boolean opens() {
    return lexer.isOperator('(') || lexer.isOperator('[') || lexer.isOperator('{');
  }

  private void mention() {
    if (lexer.kind() == Token.NAME) {
      mentioned.add(lexer.name());
    }
  }

  private void mentionAll(Expression expression) {
    if (expression instanceof Expression.Name(String name, int line)) {
      mentioned.add(name);
    }
  }

  private boolean endsList() {
    return endsExpression() && !lexer.isOperator(',');
  }

  /** Whether the token cannot belong to the expression any more. */
  private boolean endsExpression() {
    return switch (lexer.kind()) {
      case NEWLINE, INDENT, DEDENT, END -> true;
      case OPERATOR -> {
        int length = lexer.end() - lexer.start();
        byte first = lexer.byteAt(lexer.start());
        yield switch (first) {
          case ',', ')', ']', '}', ';' -> true;
          case '=', ':' -> length == 1;
          // Augmented assignment: +=, -=, **=, ...
          case '+', '-', '*', '/', '%', '@', '&', '|', '^' ->
              length > 1 && lexer.byteAt(lexer.end() - 1) == '=';
          case '<', '>' -> length == 3;
          default -> false;
        };
      }
      case NAME, KEYWORD, NUMBER, STRING -> false;
    };
  }

  private static Expression opaque(int line, String reason) {
    return new Expression.Opaque(line, reason);
  }
}

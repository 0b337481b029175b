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

  /** How many ternaries may stand in each other, and elements be taken of elements. */
  private static final int MAX_CHAIN = 50;

  /** No id is written in a longer expression; keeps one from filling the memory. */
  private static final int MAX_PARTS = 1 << 16;

  private final ModuleTokens tokens;
  private final PythonLexer lexer;
  private int choices;
  private int parts;
  private boolean opaqueSeen;

  /** Whether the innermost brackets hold a comprehension rather than items. */
  private boolean comprehension;

  ExpressionParser(ModuleTokens tokens) {
    this.tokens = tokens;
    this.lexer = tokens.current();
  }

  /** Whether anything has been passed over that may do more than have a value, since last asked. */
  boolean takeOpaqueSeen() {
    boolean seen = opaqueSeen;
    opaqueSeen = false;
    return seen;
  }

  /** One statement's expression, or several with commas, which make a tuple. */
  Expression read() throws PythonSyntaxException {
    parts = 0;
    return list();
  }

  /** One element of a collection that is read element by element. */
  Expression readElement() throws PythonSyntaxException {
    parts = 0;
    return item();
  }

  private Expression list() throws PythonSyntaxException {
    int line = lexer.line();
    Expression first = item();
    if (!lexer.isOperator(',')) {
      return first;
    }
    List<Expression> items = new ArrayList<>();
    items.add(first);
    while (lexer.isOperator(',')) {
      tokens.advance();
      if (endsExpression()) {
        break;
      }
      add(items, item());
    }
    return collection(Value.Items.Kind.TUPLE, items, line);
  }

  private void add(List<Expression> items, Expression item) {
    if (++parts <= MAX_PARTS) {
      items.add(item);
    }
  }

  private Expression collection(Value.Items.Kind kind, List<Expression> items, int line) {
    return parts > MAX_PARTS
        ? tooLong(line)
        : new Expression.Display(kind, List.copyOf(items), line);
  }

  private Expression tooLong(int line) {
    return opaque(line, "the value is too long to work out");
  }

  /** One expression without commas. */
  private Expression item() throws PythonSyntaxException {
    if (lexer.isOperator('*')) {
      int line = lexer.line();
      tokens.advance();
      return new Expression.Starred(single(), line);
    }
    return single();
  }

  private Expression single() throws PythonSyntaxException {
    int line = lexer.line();
    Expression value = sum();
    if (lexer.isKeyword(Keyword.IF) && choices < MAX_CHAIN) {
      choices++;
      tokens.advance();
      Expression condition = sum();
      if (lexer.isKeyword(Keyword.ELSE)) {
        tokens.advance();
        value = new Expression.Choice(condition, value, single(), line);
      }
      choices--;
    }
    return endsExpression() ? value : skipRest(line);
  }

  /** Sums, with products inside; every other operator makes the whole opaque. */
  private Expression sum() throws PythonSyntaxException {
    Expression left = product();
    while (lexer.isOperator('+')) {
      int line = lexer.line();
      tokens.advance();
      left = arithmetic('+', left, product(), line);
    }
    return left;
  }

  private Expression product() throws PythonSyntaxException {
    Expression left = operand();
    while (lexer.isOperator('*') || lexer.isOperator('%')) {
      char operator = (char) lexer.byteAt(lexer.start());
      int line = lexer.line();
      tokens.advance();
      left = arithmetic(operator, left, operand(), line);
    }
    return left;
  }

  private Expression arithmetic(char operator, Expression left, Expression right, int line) {
    return ++parts > MAX_PARTS
        ? tooLong(line)
        : new Expression.Arithmetic(operator, left, right, line);
  }

  private Expression operand() throws PythonSyntaxException {
    int line = lexer.line();
    boolean negative = lexer.isOperator('-');
    if (negative) {
      tokens.advance();
    }
    Expression value = atom(line);
    int elements = 0;
    while (true) {
      if (lexer.isOperator('[')) {
        value = element(value, line);
        if (++elements > MAX_CHAIN) {
          value = tooLong(line);
        }
      } else if (lexer.isOperator('(')) {
        passBrackets();
        value = opaque(line, "the value is the result of a call");
      } else if (lexer.isOperator('.')) {
        tokens.advance();
        tokens.advance();
        value = opaque(line, "the value is read from an attribute");
      } else {
        break;
      }
    }
    if (negative) {
      return value instanceof Expression.Constant(Value.Whole(long number))
          ? new Expression.Constant(new Value.Whole(-number))
          : opaque(line, "the value is an expression");
    }
    return value;
  }

  private Expression atom(int line) throws PythonSyntaxException {
    return switch (lexer.kind()) {
      case STRING, FORMAT_START -> strings(line);
      case NUMBER -> {
        Expression value = new Expression.Constant(number());
        tokens.advance();
        yield value;
      }
      case NAME -> {
        Expression value = new Expression.Name(lexer.name(), line);
        tokens.advance();
        yield value;
      }
      case KEYWORD -> keyword(line);
      case OPERATOR -> bracketed(line);
      case FORMAT_TEXT, FORMAT_END, NEWLINE, INDENT, DEDENT, END ->
          opaque(line, "the value is missing");
    };
  }

  private Value number() {
    return lexer.end() - lexer.start() > NumberLiteral.MAX_LENGTH
        ? new Value.OtherConstant("number")
        : NumberLiteral.value(lexer.spelling());
  }

  private Expression keyword(int line) throws PythonSyntaxException {
    Value value = null;
    if (lexer.isKeyword(Keyword.NONE)) {
      value = new Value.Nothing();
    } else if (lexer.isKeyword(Keyword.TRUE)) {
      value = new Value.Truth(true);
    } else if (lexer.isKeyword(Keyword.FALSE)) {
      value = new Value.Truth(false);
    }
    if (value == null) {
      return opaque(line, "the value is an expression");
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
    return opaque(line, "the value is an expression");
  }

  private Expression parenthesised(int line) throws PythonSyntaxException {
    int outside = lexer.depth() - 1;
    tokens.advance();
    if (lexer.isOperator(')')) {
      tokens.advance();
      return new Expression.Display(Value.Items.Kind.TUPLE, List.of(), line);
    }
    boolean around = comprehension;
    comprehension = false;
    Expression inner = list();
    Expression whole = comprehension ? opaque(line, "the value is an expression") : inner;
    comprehension = around;
    return closed(outside, whole, line);
  }

  private Expression display(int line, char closing, Value.Items.Kind kind)
      throws PythonSyntaxException {
    int outside = lexer.depth() - 1;
    tokens.advance();
    List<Expression> items = new ArrayList<>();
    boolean dictionary = kind == Value.Items.Kind.SET && lexer.isOperator(closing);
    boolean around = comprehension;
    comprehension = false;
    boolean valuesSpread = false;
    while (!lexer.isOperator(closing) || lexer.depth() != outside) {
      valuesSpread |= lexer.isOperator("**");
      add(items, item());
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
    Expression whole =
        valuesSpread || comprehension
            ? opaque(line, "the value is an expression")
            : collection(actual, items, line);
    comprehension = around;
    return closed(outside, whole, line);
  }

  /** Takes the closing bracket; what stands before it instead makes the whole opaque. */
  private Expression closed(int outside, Expression inner, int line) throws PythonSyntaxException {
    if (lexer.depth() == outside) {
      tokens.advance();
      return inner;
    }
    passTo(outside);
    return opaque(line, "the value is an expression");
  }

  private Expression element(Expression collection, int line) throws PythonSyntaxException {
    int outside = lexer.depth() - 1;
    tokens.advance();
    Expression index = list();
    return closed(outside, new Expression.Element(collection, index, line), line);
  }

  // --- strings ---------------------------------------------------------------------------------

  /** Adjacent strings are one; gathered at once, as generated files hold thousands. */
  private Expression strings(int line) throws PythonSyntaxException {
    List<Expression> joined = new ArrayList<>(0);
    StringBuilder text = new StringBuilder();
    Value odd = null;
    while (lexer.kind() == Token.STRING || lexer.kind() == Token.FORMAT_START) {
      if (lexer.kind() == Token.FORMAT_START) {
        format(joined, text);
        continue;
      }
      Value part = string();
      if (part instanceof Value.Text(String piece)
          && text.length() <= MAX_PARTS
          && !StringLiteral.wouldPair(text, piece)) {
        text.append(piece);
      } else if (!(odd instanceof Value.Undecided)) {
        odd = part instanceof Value.Text ? StringLiteral.tooLong(line) : part;
      }
      tokens.advance();
    }
    if (odd != null) {
      return new Expression.Constant(odd);
    }
    if (joined.isEmpty()) {
      return new Expression.Constant(new Value.Text(text.toString()));
    }
    flush(text, joined);
    return parts > MAX_PARTS ? tooLong(line) : new Expression.Joined(List.copyOf(joined), line);
  }

  private Value string() throws PythonSyntaxException {
    return lexer.end() - lexer.start() > MAX_PARTS
        ? StringLiteral.tooLong(lexer.line())
        : StringLiteral.value(lexer.spelling(), lexer.line());
  }

  /** The text and the fields of one f-string. */
  private void format(List<Expression> joined, StringBuilder text) throws PythonSyntaxException {
    int line = lexer.line();
    int inside = lexer.depth();
    boolean raw = lexer.prefixHas('r');
    if (lexer.prefixHas('t')) {
      add(joined, new Expression.Constant(new Value.OtherConstant("template string")));
    }
    // Not empty even without a field, so that nobody takes it for a plain string's docstring.
    flush(text, joined);
    tokens.advance();
    while (lexer.depth() >= inside) {
      if (lexer.kind() == Token.FORMAT_TEXT) {
        Value piece = formatText(raw);
        if (piece instanceof Value.Text(String plain) && text.length() <= MAX_PARTS) {
          text.append(plain);
        } else {
          add(joined, new Expression.Constant(piece));
        }
        tokens.advance();
      } else {
        flush(text, joined);
        add(joined, field(line));
      }
    }
    flush(text, joined);
    tokens.advance();
  }

  private Value formatText(boolean raw) throws PythonSyntaxException {
    return lexer.end() - lexer.start() > MAX_PARTS
        ? StringLiteral.tooLong(lexer.line())
        : StringLiteral.formatText(lexer.spelling(), raw, lexer.line());
  }

  private Expression field(int line) throws PythonSyntaxException {
    int outside = lexer.depth() - 1;
    tokens.advance();
    Expression value = list();
    return closed(outside, value, line);
  }

  private void flush(StringBuilder text, List<Expression> joined) {
    add(joined, new Expression.Constant(new Value.Text(text.toString())));
    text.setLength(0);
  }

  // --- what is passed over ---------------------------------------------------------------------

  private void passBrackets() throws PythonSyntaxException {
    passTo(lexer.depth() - 1);
  }

  /** Passes over everything up to and including the token that closes to this depth. */
  private void passTo(int outside) throws PythonSyntaxException {
    while (lexer.depth() > outside) {
      tokens.advance();
    }
    tokens.advance();
  }

  /** Passes over the rest of an expression with an operator that has no value here. */
  private Expression skipRest(int line) throws PythonSyntaxException {
    int depth = lexer.depth();
    while (!endsExpression()) {
      if (lexer.depth() > depth) {
        passTo(depth);
      } else {
        comprehension |= lexer.isKeyword(Keyword.FOR);
        tokens.advance();
      }
    }
    return opaque(line, "the value is an expression");
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
          // The conversion of an f-string's field, not `!=`.
          case '!' -> length == 1;
          // Augmented assignment: +=, -=, **=, ...
          case '+', '-', '*', '/', '%', '@', '&', '|', '^' ->
              length > 1 && lexer.byteAt(lexer.end() - 1) == '=';
          case '<', '>' -> length == 3;
          default -> false;
        };
      }
      case NAME, KEYWORD, NUMBER, STRING, FORMAT_START, FORMAT_TEXT, FORMAT_END -> false;
    };
  }

  private Expression opaque(int line, String reason) {
    opaqueSeen = true;
    return new Expression.Opaque(line, reason);
  }
}

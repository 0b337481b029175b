package io.migrationgate.core.reader.alembic.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the calls that functions make, with the texts they are given.
 *
 * <p>Its recursion is bounded by the brackets that the lexer allows.
 */
final class FunctionReader {

  /** Far more than any statement; keeps doubled texts from filling the memory. */
  private static final int MAX_TEXT = 1 << 20;

  private final PythonLexer lexer;
  private final PythonModule module;
  private final Map<String, PythonFunction> functions = new LinkedHashMap<>();

  // Of the function that is being read.

  private List<PythonCall> calls = new ArrayList<>();
  private boolean raises;
  private String lastName = "";
  private final Map<String, Optional<String>> locals = new HashMap<>();

  FunctionReader(byte[] source) throws PythonSyntaxException {
    this.module = PythonModule.read(source);
    this.lexer = new PythonLexer(SourceBytes.toUtf8(source));
  }

  List<PythonFunction> read() throws PythonSyntaxException {
    lexer.next();
    while (lexer.kind() != Token.END) {
      if (lexer.isKeyword(Keyword.DEF) && lexer.indentLevel() == 0) {
        function();
      } else {
        lexer.next();
      }
    }
    return List.copyOf(functions.values());
  }

  private void function() throws PythonSyntaxException {
    lexer.next();
    String name = lexer.name();
    int line = lexer.line();
    calls = new ArrayList<>();
    locals.clear();
    raises = false;
    while (lexer.kind() != Token.END && !(lexer.isOperator(':') && lexer.depth() == 0)) {
      // A parameter hides the constant of its name.
      forgetName();
      lexer.next();
    }
    lexer.next();
    boolean idle = true;
    if (lexer.kind() == Token.NEWLINE) {
      lexer.next();
      while (lexer.kind() != Token.END && lexer.indentLevel() > 0) {
        idle &= statement();
      }
    } else {
      while (lexer.kind() != Token.NEWLINE && lexer.kind() != Token.END) {
        idle &= statement();
      }
    }
    functions.remove(name);
    functions.put(name, new PythonFunction(name, line, idle, raises, calls));
  }

  /** Reads one statement, or the mark between two; returns whether it does nothing. */
  private boolean statement() throws PythonSyntaxException {
    switch (lexer.kind()) {
      case NEWLINE, INDENT, DEDENT -> {
        lexer.next();
        return true;
      }
      case KEYWORD -> {
        return keywordStatement();
      }
      case STRING -> {
        while (lexer.kind() == Token.STRING) {
          lexer.next();
        }
        return rest();
      }
      case NAME -> {
        assignment();
        return false;
      }
      default -> {
        boolean separator = lexer.isOperator(';');
        if (separator || lexer.isOperator("...")) {
          lexer.next();
          return separator || rest();
        }
        rest();
        return false;
      }
    }
  }

  private boolean keywordStatement() throws PythonSyntaxException {
    boolean pass = lexer.isKeyword(Keyword.PASS);
    boolean returns = lexer.isKeyword(Keyword.RETURN);
    boolean loops = lexer.isKeyword(Keyword.FOR);
    raises |= lexer.isKeyword(Keyword.RAISE);
    lexer.next();
    while (loops && !lexer.isKeyword(Keyword.IN) && !endsStatement()) {
      forgetName();
      lexer.next();
    }
    if (returns && lexer.isKeyword(Keyword.NONE)) {
      lexer.next();
    }
    return rest() && (pass || returns);
  }

  /** Reads on to the end of the statement; returns whether it was there already. */
  private boolean rest() throws PythonSyntaxException {
    boolean ended = endsStatement();
    while (!endsStatement()) {
      // Behind a condition on the same line.
      raises |= lexer.isKeyword(Keyword.RAISE);
      text(0);
      if (lexer.isOperator('=') || lexer.isOperator("+=")) {
        // Behind a condition on the same line, as a rule.
        locals.put(lastName, Optional.empty());
      }
      if (!endsStatement()) {
        lexer.next();
      }
    }
    return ended;
  }

  /** A statement that starts with a name; what it assigns to that name is kept. */
  private void assignment() throws PythonSyntaxException {
    String name = lexer.name();
    int nameEnd = lexer.end();
    text(0);
    boolean plain = lexer.spelling(nameEnd, lexer.start()).isBlank();
    boolean adds = lexer.isOperator("+=");
    if (plain && (adds || lexer.isOperator('='))) {
      String before = adds ? constant(name) : "";
      lexer.next();
      String added = text(0);
      boolean known = before != null && added != null && endsStatement();
      Optional<String> text = known ? Optional.of(before + added) : Optional.empty();
      // In a block that may not run, or not as the only one, another text may be right.
      boolean perhaps = lexer.indentLevel() > 1 && locals.containsKey(name);
      locals.put(name, perhaps && !text.equals(locals.get(name)) ? Optional.empty() : text);
    } else if (lexer.isOperator('=') || lexer.isOperator(',')) {
      // With an annotation, or several at once.
      locals.put(name, Optional.empty());
    }
    rest();
  }

  private boolean endsStatement() {
    return lexer.kind() == Token.NEWLINE
        || lexer.kind() == Token.END
        || lexer.isOperator(';') && lexer.depth() == 0;
  }

  // --- expressions -----------------------------------------------------------------------------

  /**
   * Reads an expression up to the comma, assignment or closing bracket that ends it.
   *
   * @param inside how many brackets are open around it
   * @return its text; null where that cannot be told
   */
  private @Nullable String text(int inside) throws PythonSyntaxException {
    StringBuilder text = new StringBuilder();
    boolean known = true;
    boolean any = false;
    boolean tail = false;
    while (!endsExpression(inside)) {
      String piece = null;
      boolean value = true;
      if (lexer.kind() == Token.STRING) {
        piece = string();
      } else if (lexer.kind() == Token.FORMAT_START) {
        piece = format();
      } else if (lexer.kind() == Token.NAME) {
        piece = name();
      } else if (lexer.isOperator('(') && !any) {
        piece = group();
      } else if (lexer.isOperator('+')) {
        lexer.next();
        value = false;
      } else if (any && lexer.isOperator('.')) {
        // A method of what was read, such as `.bindparams(x=1)`: the text stands before it.
        lexer.next();
        tail = true;
        value = false;
      } else {
        // `"..." % values` is a text with gaps; behind anything else nothing is known.
        known &= tail || any && lexer.isOperator('%');
        tail = true;
        value = false;
        boolean names = lexer.isKeyword(Keyword.AS);
        if (lexer.isOperator(":=")) {
          locals.put(lastName, Optional.empty());
        }
        lexer.next();
        if (names) {
          forgetName();
        }
      }
      if (value && !tail) {
        known &= piece != null && text.length() <= MAX_TEXT;
        text.append(piece == null ? "" : piece);
      }
      any = true;
    }
    return known && any ? text.toString() : null;
  }

  private boolean endsExpression(int inside) {
    return lexer.kind() == Token.NEWLINE
        || lexer.kind() == Token.END
        || lexer.depth() < inside
        || lexer.depth() == inside
            && (lexer.isOperator(',')
                || lexer.isOperator('=')
                || lexer.isOperator(';')
                || lexer.isOperator("+="));
  }

  private @Nullable String string() throws PythonSyntaxException {
    Value value = StringLiteral.value(lexer.spelling(), lexer.line());
    lexer.next();
    return value instanceof Value.Text(String text) ? text : null;
  }

  /** An f-string, its fields as they are written. */
  private @Nullable String format() throws PythonSyntaxException {
    int inside = lexer.depth();
    boolean raw = lexer.prefixHas('r');
    StringBuilder text = new StringBuilder();
    boolean known = true;
    int fieldStart = -1;
    lexer.next();
    while (lexer.depth() >= inside && lexer.kind() != Token.END) {
      if (lexer.depth() > inside) {
        fieldStart = fieldStart < 0 ? lexer.start() : fieldStart;
      } else if (fieldStart >= 0) {
        text.append(lexer.spelling(fieldStart, lexer.end()));
        fieldStart = -1;
      } else if (lexer.kind() == Token.FORMAT_TEXT) {
        Value piece = StringLiteral.formatText(lexer.spelling(), raw, lexer.line());
        known &= piece instanceof Value.Text;
        text.append(piece instanceof Value.Text(String plain) ? plain : "");
      }
      lexer.next();
    }
    lexer.next();
    return known ? text.toString() : null;
  }

  private @Nullable String group() throws PythonSyntaxException {
    int inside = lexer.depth();
    lexer.next();
    String text = text(inside);
    boolean single = lexer.depth() < inside;
    passTo(inside);
    return single ? text : null;
  }

  /** From here on, nothing is known of what has this name. */
  private void forgetName() {
    if (lexer.kind() == Token.NAME) {
      locals.put(lexer.name(), Optional.empty());
    }
  }

  /** A name with its dots, and the call that it may be. */
  private @Nullable String name() throws PythonSyntaxException {
    lastName = lexer.name();
    int from = lexer.start();
    int lastStart = from;
    int lastEnd = lexer.end();
    int line = lexer.line();
    lexer.next();
    while (lexer.isOperator('.')) {
      lexer.next();
      if (lexer.kind() != Token.NAME) {
        return null;
      }
      lastStart = lexer.start();
      lastEnd = lexer.end();
      line = lexer.line();
      lexer.next();
    }
    if (lexer.isOperator('(')) {
      String owner = lastStart == from ? "" : lexer.spelling(from, lastStart - 1).strip();
      return call(owner, lexer.name(lastStart, lastEnd), line);
    }
    return lastStart == from ? constant(lexer.name(from, lastEnd)) : null;
  }

  private @Nullable String constant(String name) {
    Optional<String> local = locals.get(name);
    if (local != null) {
      return local.orElse(null);
    }
    Value value =
        module.binding(name).map(PythonModule.Binding::value).orElseGet(Value.Nothing::new);
    return value instanceof Value.Text(String text) ? text : null;
  }

  /** The arguments of a call; its own text is known where it only wraps one. */
  private @Nullable String call(String owner, String name, int line) throws PythonSyntaxException {
    int inside = lexer.depth();
    int place = calls.size();
    List<PythonCall.Argument> arguments = new ArrayList<>();
    lexer.next();
    while (lexer.depth() >= inside && lexer.kind() != Token.END) {
      arguments.add(argument(inside));
      if (lexer.depth() >= inside && lexer.kind() != Token.END) {
        lexer.next();
      }
    }
    lexer.next();
    PythonCall call = new PythonCall(owner, name, line, arguments);
    calls.add(place, call);
    return wrapsText(name) ? call.firstText().orElse(null) : null;
  }

  private PythonCall.Argument argument(int inside) throws PythonSyntaxException {
    boolean named = lexer.kind() == Token.NAME;
    String name = named ? lexer.name() : "";
    String text = text(inside);
    if (named && lexer.isOperator('=') && lexer.depth() == inside) {
      lexer.next();
      return new PythonCall.Argument(name, Optional.ofNullable(text(inside)));
    }
    return new PythonCall.Argument("", Optional.ofNullable(text));
  }

  /** What takes a text and gives the same to the database. */
  private static boolean wrapsText(String name) {
    return name.equals("text")
        || name.equals("DDL")
        || name.equals("dedent")
        || name.equals("cleandoc");
  }

  private void passTo(int inside) throws PythonSyntaxException {
    while (lexer.depth() >= inside && lexer.kind() != Token.END) {
      lexer.next();
    }
    lexer.next();
  }
}

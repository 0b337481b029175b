package io.migrationgate.core.reader.alembic.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what the bodies of classes assign, in a second pass over a module that is known already.
 */
final class ClassReader {

  private final ModuleTokens tokens;
  private final PythonLexer lexer;
  private final ExpressionParser expressions;
  private final ConstantEvaluator evaluator;
  private final Set<String> wanted;
  private final Map<String, PythonClass> classes = new LinkedHashMap<>();

  // Of the class that is being read.

  private Map<String, PythonClass.Attribute> attributes = new HashMap<>();

  ClassReader(byte[] utf8, PythonModule module, Set<String> wanted) throws PythonSyntaxException {
    this.tokens = new ModuleTokens(utf8, module.names());
    this.lexer = tokens.current();
    this.expressions = new ExpressionParser(tokens);
    this.evaluator = new ConstantEvaluator(module.names());
    this.wanted = wanted;
  }

  List<PythonClass> read() throws PythonSyntaxException {
    boolean afterDot = false;
    while (lexer.kind() != Token.END) {
      if (lexer.isKeyword(Keyword.CLASS) && lexer.indentLevel() == 0) {
        classDefinition();
        continue;
      }
      if (lexer.kind() == Token.NAME && !afterDot) {
        classes.computeIfPresent(lexer.name(), (name, known) -> touched(known));
      }
      afterDot = lexer.isOperator('.');
      tokens.advance();
    }
    return List.copyOf(classes.values());
  }

  private static PythonClass touched(PythonClass known) {
    return new PythonClass(known.name(), known.bases(), known.line(), known.attributes(), true);
  }

  private void classDefinition() throws PythonSyntaxException {
    int level = lexer.indentLevel();
    tokens.advance();
    String name = lexer.name();
    int line = lexer.line();
    tokens.advance();
    int from = lexer.start();
    passTo(':');
    String bases = lexer.spelling(from, lexer.start()).strip();
    attributes = new HashMap<>();
    tokens.advance();
    if (lexer.kind() == Token.NEWLINE) {
      passLineEnds();
      int bodyLevel = lexer.indentLevel();
      while (lexer.indentLevel() > level && lexer.kind() != Token.END) {
        bodyStatement(bodyLevel);
      }
    } else {
      while (lexer.kind() != Token.NEWLINE && lexer.kind() != Token.END) {
        bodyStatement(level);
      }
      passLineEnds();
    }
    classes.put(name, new PythonClass(name, bases, line, attributes, false));
  }

  /** One line of the body, or the part of it before a semicolon. */
  private void bodyStatement(int bodyLevel) throws PythonSyntaxException {
    int level = lexer.indentLevel();
    if (lexer.isKeyword(Keyword.DEF) || lexer.isKeyword(Keyword.CLASS)) {
      // What is bound in there belongs to it.
      passLine();
      while (lexer.indentLevel() > level && lexer.kind() != Token.END) {
        passLine();
      }
      return;
    }
    if (lexer.kind() == Token.NAME && wanted.contains(lexer.name())) {
      assignment(level == bodyLevel);
    }
    passStatement();
  }

  private void assignment(boolean always) throws PythonSyntaxException {
    String name = lexer.name();
    int line = lexer.line();
    tokens.advance();
    if (lexer.isOperator(':')) {
      while (!lexer.isOperator('=') && !endsStatement()) {
        tokens.advance();
      }
      if (endsStatement()) {
        return;
      }
    }
    if (!lexer.isOperator('=')) {
      attributes.put(name, undecided(line, "is changed where it stands"));
      return;
    }
    tokens.advance();
    PythonClass.Attribute value = value(line);
    boolean plain = endsStatement();
    attributes.put(
        name,
        !always
            ? undecided(line, "is assigned under a condition")
            : plain ? value : undecided(line, "cannot be worked out here"));
  }

  private PythonClass.Attribute value(int line) throws PythonSyntaxException {
    if (!lexer.isOperator('[')) {
      return new PythonClass.Attribute(
          evaluator.evaluate(expressions.read()), Optional.empty(), line);
    }
    tokens.advance();
    List<PythonClass.Element> elements = new ArrayList<>();
    List<Value> values = new ArrayList<>();
    while (!lexer.isOperator(']') && lexer.kind() != Token.END) {
      int from = lexer.start();
      int at = lexer.line();
      Value value = evaluator.evaluate(expressions.readElement());
      elements.add(new PythonClass.Element(value, lexer.spelling(from, lexer.start()).strip(), at));
      values.add(value);
      if (lexer.isOperator(',')) {
        tokens.advance();
      }
    }
    tokens.advance();
    return new PythonClass.Attribute(
        new Value.Items(Value.Items.Kind.LIST, values), Optional.of(elements), line);
  }

  private static PythonClass.Attribute undecided(int line, String reason) {
    return new PythonClass.Attribute(new Value.Undecided(line, reason), Optional.empty(), line);
  }

  private void passTo(char operator) throws PythonSyntaxException {
    while (!(lexer.isOperator(operator) && lexer.depth() == 0) && lexer.kind() != Token.END) {
      tokens.advance();
    }
  }

  private void passStatement() throws PythonSyntaxException {
    while (!endsStatement()) {
      tokens.advance();
    }
    if (lexer.isOperator(';')) {
      tokens.advance();
    } else {
      passLineEnds();
    }
  }

  private void passLine() throws PythonSyntaxException {
    while (lexer.kind() != Token.NEWLINE && lexer.kind() != Token.END) {
      tokens.advance();
    }
    passLineEnds();
  }

  private void passLineEnds() throws PythonSyntaxException {
    while (lexer.kind() == Token.NEWLINE
        || lexer.kind() == Token.INDENT
        || lexer.kind() == Token.DEDENT) {
      tokens.advance();
    }
  }

  private boolean endsStatement() {
    return lexer.kind() == Token.NEWLINE || lexer.kind() == Token.END || lexer.isOperator(';');
  }
}

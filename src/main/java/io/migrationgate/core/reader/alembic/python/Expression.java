package io.migrationgate.core.reader.alembic.python;

import java.util.List;

/** The part of Python's expressions that can have a value, or be assigned to, without running. */
sealed interface Expression {

  record Constant(Value value) implements Expression {}

  record Name(String name, int line) implements Expression {}

  /** {@code *x} in a display or a target. */
  record Starred(Expression inner) implements Expression {}

  record Display(Value.Items.Kind kind, List<Expression> items, int line) implements Expression {}

  /** {@code left + right}, {@code left * right} or {@code left % right}. */
  record Arithmetic(char operator, Expression left, Expression right, int line)
      implements Expression {}

  record Choice(Expression condition, Expression then, Expression otherwise, int line)
      implements Expression {}

  record Element(Expression collection, Expression index, int line) implements Expression {}

  /** Adjacent strings, at least one of them an f-string: its literal parts and its fields. */
  record Joined(List<Expression> parts, int line) implements Expression {}

  /** Anything else, with the reason why it has no value here. */
  record Opaque(int line, String reason) implements Expression {}
}

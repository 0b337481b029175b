package io.migrationgate.core.reader.alembic.python;

import java.util.List;

/** The part of Python's expressions that can have a value, or be assigned to, without running. */
sealed interface Expression {

  /**
   * The value, as far as it is known. A method of each kind rather than a switch over all of them,
   * whose first use would take longer than reading a file.
   */
  Value valueFor(ConstantEvaluator evaluator);

  record Constant(Value value) implements Expression {
    @Override
    public Value valueFor(ConstantEvaluator evaluator) {
      return value;
    }
  }

  record Name(String name, int line) implements Expression {
    @Override
    public Value valueFor(ConstantEvaluator evaluator) {
      return evaluator.name(this);
    }
  }

  /** {@code *x} in a display or a target. */
  record Starred(Expression inner, int line) implements Expression {
    @Override
    public Value valueFor(ConstantEvaluator evaluator) {
      return new Value.Undecided(line, "a starred expression stands alone");
    }
  }

  record Display(Value.Items.Kind kind, List<Expression> items, int line) implements Expression {
    @Override
    public Value valueFor(ConstantEvaluator evaluator) {
      return evaluator.display(this);
    }
  }

  /** {@code left + right}, {@code left * right} or {@code left % right}. */
  record Arithmetic(char operator, Expression left, Expression right, int line)
      implements Expression {
    @Override
    public Value valueFor(ConstantEvaluator evaluator) {
      return evaluator.arithmetic(this);
    }
  }

  record Choice(Expression condition, Expression then, Expression otherwise, int line)
      implements Expression {
    @Override
    public Value valueFor(ConstantEvaluator evaluator) {
      return evaluator.choice(this);
    }
  }

  record Element(Expression collection, Expression index, int line) implements Expression {
    @Override
    public Value valueFor(ConstantEvaluator evaluator) {
      return evaluator.element(this);
    }
  }

  /** Adjacent strings, at least one of them an f-string: its literal parts and its fields. */
  record Joined(List<Expression> parts, int line) implements Expression {
    @Override
    public Value valueFor(ConstantEvaluator evaluator) {
      return evaluator.joined(this);
    }
  }

  /** Anything else, with the reason why it has no value here. */
  record Opaque(int line, String reason) implements Expression {
    @Override
    public Value valueFor(ConstantEvaluator evaluator) {
      return new Value.Undecided(line, reason);
    }
  }
}

package io.migrationgate.core.reader.alembic.python;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Works out expressions from the constants that a module has assigned so far. */
final class ConstantEvaluator {

  /** Longer strings and collections than any id needs; keeps doubling from filling the memory. */
  private static final int MAX_SIZE = 1 << 16;

  private final Map<String, Value> names;

  ConstantEvaluator(Map<String, Value> names) {
    this.names = names;
  }

  Value evaluate(Expression expression) {
    return switch (expression) {
      case Expression.Constant(Value value) -> value;
      case Expression.Name(String name, int line) -> {
        Value value = names.get(name);
        yield value == null
            ? new Value.Undecided(line, name + " is not a constant that this file assigns before")
            : value;
      }
      case Expression.Starred(Expression inner) ->
          new Value.Undecided(lineOf(inner), "a starred expression stands alone");
      case Expression.Display(Value.Items.Kind kind, List<Expression> items) ->
          display(kind, items);
      case Expression.Arithmetic arithmetic -> arithmetic(arithmetic);
      case Expression.Choice(Expression condition, Expression then, Expression otherwise) ->
          switch (evaluate(condition)) {
            case Value.Truth(boolean holds) -> evaluate(holds ? then : otherwise);
            case Value.Undecided undecided -> undecided;
            case Value other ->
                new Value.Undecided(lineOf(then), "the value depends on a condition");
          };
      case Expression.Element(Expression collection, Expression index, int line) ->
          element(evaluate(collection), evaluate(index), line);
      case Expression.Opaque(int line, String reason) ->
          new Value.Undecided(line, "the value " + reason);
    };
  }

  private Value display(Value.Items.Kind kind, List<Expression> items) {
    List<Value> values = new ArrayList<>(items.size());
    for (Expression item : items) {
      if (item instanceof Expression.Starred(Expression inner)) {
        Value spread = evaluate(inner);
        if (!(spread instanceof Value.Items(Value.Items.Kind ignored, List<Value> more))) {
          return spread instanceof Value.Undecided
              ? spread
              : new Value.Undecided(lineOf(inner), "the value spreads something unusual");
        }
        values.addAll(more);
      } else {
        Value value = evaluate(item);
        if (value instanceof Value.Undecided) {
          return value;
        }
        values.add(value);
      }
      if (values.size() > MAX_SIZE) {
        return new Value.Undecided(lineOf(item), "the value is too large to work out");
      }
    }
    return new Value.Items(kind, values);
  }

  /** Walks down the left side in a loop: a chain of operators may be as long as the file. */
  private Value arithmetic(Expression.Arithmetic outermost) {
    Deque<Expression.Arithmetic> chain = new ArrayDeque<>();
    Expression left = outermost;
    while (left instanceof Expression.Arithmetic inner) {
      chain.push(inner);
      left = inner.left();
    }
    Value value = evaluate(left);
    for (Expression.Arithmetic step : chain) {
      if (value instanceof Value.Undecided) {
        return value;
      }
      Value right = evaluate(step.right());
      value =
          right instanceof Value.Undecided
              ? right
              : combine(step.operator(), value, right, step.line());
    }
    return value;
  }

  Value combine(char operator, Value left, Value right, int line) {
    return switch (operator) {
      case '+' -> add(left, right, line);
      case '*' -> repeat(left, right, line);
      default -> format(left, right, line);
    };
  }

  private static Value add(Value left, Value right, int line) {
    if (left instanceof Value.Text(String a)
        && right instanceof Value.Text(String b)
        && a.length() + b.length() <= MAX_SIZE) {
      return new Value.Text(a + b);
    }
    if (left instanceof Value.Items(Value.Items.Kind kind, List<Value> a)
        && right instanceof Value.Items(Value.Items.Kind other, List<Value> b)
        && kind == other
        && (kind == Value.Items.Kind.TUPLE || kind == Value.Items.Kind.LIST)
        && a.size() + b.size() <= MAX_SIZE) {
      List<Value> all = new ArrayList<>(a);
      all.addAll(b);
      return new Value.Items(kind, all);
    }
    return new Value.Undecided(line, "the value is a sum that cannot be worked out here");
  }

  private static Value repeat(Value left, Value right, int line) {
    if (left instanceof Value.Text(String text)
        && right instanceof Value.Whole(long times)
        && (times <= 0 || text.length() * (double) times <= MAX_SIZE)) {
      return new Value.Text(text.repeat((int) Math.max(0, times)));
    }
    return new Value.Undecided(line, "the value is a product that cannot be worked out here");
  }

  /** {@code "%s" % x} and {@code "%d" % n} with one constant; every other form stays open. */
  private static Value format(Value left, Value right, int line) {
    if (left instanceof Value.Text(String pattern) && pattern.indexOf('%') >= 0) {
      int at = pattern.indexOf('%');
      char conversion = at + 1 < pattern.length() ? pattern.charAt(at + 1) : ' ';
      boolean once = pattern.indexOf('%', at + 1) < 0;
      String inserted =
          switch (right) {
            case Value.Text(String text) when conversion == 's' -> text;
            case Value.Whole(long number) when conversion == 's' || conversion == 'd' ->
                Long.toString(number);
            default -> null;
          };
      if (once && inserted != null) {
        return new Value.Text(pattern.substring(0, at) + inserted + pattern.substring(at + 2));
      }
    }
    return new Value.Undecided(line, "the value is formatted in a way not worked out here");
  }

  private static Value element(Value collection, Value index, int line) {
    if (collection instanceof Value.Undecided) {
      return collection;
    }
    if (collection instanceof Value.Items(Value.Items.Kind kind, List<Value> items)
        && (kind == Value.Items.Kind.TUPLE || kind == Value.Items.Kind.LIST)
        && index instanceof Value.Whole(long wanted)) {
      long at = wanted < 0 ? wanted + items.size() : wanted;
      if (at >= 0 && at < items.size()) {
        return items.get((int) at);
      }
    }
    return new Value.Undecided(line, "the value is an element that cannot be worked out here");
  }

  private static int lineOf(Expression expression) {
    return switch (expression) {
      case Expression.Name(String name, int line) -> line;
      case Expression.Opaque(int line, String reason) -> line;
      case Expression.Arithmetic arithmetic -> arithmetic.line();
      case Expression.Element element -> element.line();
      case Expression.Starred(Expression inner) -> lineOf(inner);
      case Expression.Constant constant -> 0;
      case Expression.Choice choice -> 0;
      case Expression.Display display -> 0;
    };
  }
}

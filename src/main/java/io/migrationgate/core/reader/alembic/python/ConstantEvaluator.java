package io.migrationgate.core.reader.alembic.python;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Works out expressions from the constants that a module has assigned so far. */
final class ConstantEvaluator {

  /** Longer strings and collections than any id needs. */
  private static final int MAX_SIZE = 1 << 16;

  /** Deeper than anything Alembic takes. */
  private static final int MAX_DEPTH = 4;

  /** How many characters and items a module may make: {@code X = X + X} doubles on every line. */
  private static final int MAX_WORK = 1 << 23;

  private final Namespace names;
  private int work;

  ConstantEvaluator(Namespace names) {
    this.names = names;
  }

  Value evaluate(Expression expression) {
    return expression.valueFor(this);
  }

  Value name(Expression.Name name) {
    Value value = names.value(name.name());
    return value == null
        ? new Value.Undecided(
            name.line(), name.name() + " is not a constant that this file assigns before")
        : value;
  }

  Value choice(Expression.Choice choice) {
    Value condition = evaluate(choice.condition());
    if (condition instanceof Value.Undecided) {
      return condition;
    }
    if (condition instanceof Value.OtherConstant) {
      return new Value.Undecided(choice.line(), "the value depends on a condition");
    }
    return evaluate(holds(condition) ? choice.then() : choice.otherwise());
  }

  private static boolean holds(Value value) {
    return switch (value) {
      case Value.Truth(boolean truth) -> truth;
      case Value.Nothing nothing -> false;
      case Value.Text(String text) -> !text.isEmpty();
      case Value.Whole(long number) -> number != 0;
      case Value.Items(Value.Items.Kind kind, List<Value> items) -> !items.isEmpty();
      case Value.OtherConstant other -> throw new IllegalArgumentException("not known");
      case Value.Undecided undecided -> throw new IllegalArgumentException("not known");
    };
  }

  Value joined(Expression.Joined joined) {
    StringBuilder text = new StringBuilder();
    for (Expression part : joined.parts()) {
      String piece;
      switch (evaluate(part)) {
        case Value.Text(String plain) -> piece = plain;
        case Value.Whole(long number) -> piece = Long.toString(number);
        case Value.Truth(boolean truth) -> piece = truth ? "True" : "False";
        case Value.Nothing nothing -> piece = "None";
        case Value.Undecided undecided -> {
          return undecided;
        }
        case Value.OtherConstant(String type) when type.equals("template string") -> {
          return new Value.OtherConstant(type);
        }
        case Value.OtherConstant other -> {
          return unusual(joined.line(), "an f-string");
        }
        case Value.Items items -> {
          return unusual(joined.line(), "an f-string");
        }
      }
      if (!affordable(text.length() + piece.length()) || StringLiteral.wouldPair(text, piece)) {
        return StringLiteral.tooLong(joined.line());
      }
      text.append(piece);
    }
    return new Value.Text(text.toString());
  }

  private static Value unusual(int line, String what) {
    return new Value.Undecided(line, "the value is " + what + " with something unusual in it");
  }

  // --- collections -----------------------------------------------------------------------------

  Value display(Expression.Display display) {
    List<Value> values = new ArrayList<>(display.items().size());
    for (Expression item : display.items()) {
      if (item instanceof Expression.Starred(Expression inner, int line)) {
        Value spread = evaluate(inner);
        if (!(spread instanceof Value.Items(Value.Items.Kind kind, List<Value> more))
            || isUnordered(kind)) {
          return spread instanceof Value.Undecided
              ? spread
              : new Value.Undecided(line, "the value spreads something unusual");
        }
        values.addAll(more);
      } else {
        Value value = evaluate(item);
        if (value instanceof Value.Undecided && isUnordered(display.kind())) {
          // It may be equal to another.
          return value;
        }
        values.add(value);
      }
      if (values.size() > MAX_SIZE) {
        return StringLiteral.tooLong(display.line());
      }
    }
    return isUnordered(display.kind())
        ? distinct(display, values)
        : collection(display.kind(), values, display.line());
  }

  /** A tuple or list, if it is of a sensible size. */
  private Value collection(Value.Items.Kind kind, List<Value> values, int line) {
    Value.Items items = new Value.Items(kind, values);
    return depth(items) <= MAX_DEPTH && affordable(size(items))
        ? items
        : StringLiteral.tooLong(line);
  }

  /** How deep collections stand in each other; what has been let in is never much deeper. */
  private static int depth(Value value) {
    int deepest = 0;
    if (value instanceof Value.Items(Value.Items.Kind kind, List<Value> items)) {
      for (Value item : items) {
        deepest = Math.max(deepest, 1 + depth(item));
      }
    }
    return deepest;
  }

  private static int size(Value value) {
    int size = 1;
    if (value instanceof Value.Items(Value.Items.Kind kind, List<Value> items)) {
      for (Value item : items) {
        size += size(item);
      }
    }
    return size;
  }

  /** What is twice in a set or among the keys of a dictionary counts once. */
  private Value distinct(Expression.Display display, List<Value> values) {
    Set<Value> distinct = new LinkedHashSet<>();
    int kindsOfNumbers = 0;
    for (Value value : values) {
      boolean repeated = !distinct.add(value);
      if (!isHashable(value) || repeated && value instanceof Value.OtherConstant) {
        return unusual(display.line(), "a set");
      }
      kindsOfNumbers |= kindOfNumber(value);
    }
    // 1, 1.0 and True are equal to Python, and not here.
    return Integer.bitCount(kindsOfNumbers) > 1
        ? unusual(display.line(), "a set")
        : collection(display.kind(), List.copyOf(distinct), display.line());
  }

  private static boolean isHashable(Value value) {
    return switch (value) {
      case Value.Items(Value.Items.Kind kind, List<Value> items) ->
          kind == Value.Items.Kind.TUPLE
              && items.stream().allMatch(item -> item instanceof Value.Text);
      case Value.Text text -> true;
      case Value.Whole number -> true;
      case Value.Truth truth -> true;
      case Value.Nothing nothing -> true;
      case Value.OtherConstant(String type) -> !type.equals("template string");
      case Value.Undecided undecided -> false;
    };
  }

  private static int kindOfNumber(Value value) {
    return switch (value) {
      case Value.Whole number -> 1;
      case Value.Truth truth -> 2;
      case Value.OtherConstant(String type) when type.equals("number") -> 4;
      default -> 0;
    };
  }

  private static boolean isUnordered(Value.Items.Kind kind) {
    return switch (kind) {
      case SET, DICTIONARY -> true;
      case TUPLE, LIST -> false;
    };
  }

  Value element(Expression.Element element) {
    return element(evaluate(element.collection()), evaluate(element.index()), element.line());
  }

  private Value element(Value collection, Value index, int line) {
    if (collection instanceof Value.Undecided) {
      return collection;
    }
    if (index instanceof Value.Whole(long wanted)) {
      if (collection instanceof Value.Items(Value.Items.Kind kind, List<Value> items)
          && !isUnordered(kind)) {
        long at = wanted < 0 ? wanted + items.size() : wanted;
        if (at >= 0 && at < items.size()) {
          return items.get((int) at);
        }
      }
      if (collection instanceof Value.Text(String text)
          && affordable(text.length())
          && text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
        long at = wanted < 0 ? wanted + text.length() : wanted;
        if (at >= 0 && at < text.length()) {
          return new Value.Text(text.substring((int) at, (int) at + 1));
        }
      }
    }
    return new Value.Undecided(line, "the value is an element that cannot be worked out here");
  }

  // --- operators -------------------------------------------------------------------------------

  /** Walks down the left side in a loop: a chain of operators may be long. */
  Value arithmetic(Expression.Arithmetic outermost) {
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

  /** The value of {@code left + right}, {@code left * right} or {@code left % right}. */
  Value combine(char operator, Value left, Value right, int line) {
    Value result =
        switch (operator) {
          case '+' -> add(left, right, line);
          case '*' -> repeat(left, right, line);
          default -> format(left, right);
        };
    return result == null
        ? new Value.Undecided(
            line, "the value comes from a '" + operator + "' that cannot be worked out here")
        : result;
  }

  private @Nullable Value add(Value left, Value right, int line) {
    if (left instanceof Value.Text(String a) && right instanceof Value.Text(String b)) {
      return affordable(a.length() + b.length()) && !StringLiteral.wouldPair(a, b)
          ? new Value.Text(a + b)
          : StringLiteral.tooLong(line);
    }
    if (left instanceof Value.Whole(long a) && right instanceof Value.Whole(long b)) {
      long sum = a + b;
      boolean overflows = ((a ^ sum) & (b ^ sum)) < 0;
      return overflows ? null : new Value.Whole(sum);
    }
    if (left instanceof Value.Items(Value.Items.Kind kind, List<Value> a)
        && right instanceof Value.Items(Value.Items.Kind other, List<Value> b)
        && kind == other
        && !isUnordered(kind)) {
      List<Value> all = new ArrayList<>(a);
      all.addAll(b);
      return collection(kind, all, line);
    }
    return null;
  }

  private @Nullable Value repeat(Value left, Value right, int line) {
    if (left instanceof Value.Whole && !(right instanceof Value.Whole)) {
      return repeat(right, left, line);
    }
    if (!(right instanceof Value.Whole(long wanted))) {
      return null;
    }
    // As a number of times; only a product of two numbers can be larger or negative.
    int times = Math.clamp(wanted, 0, MAX_SIZE);
    return switch (left) {
      case Value.Text(String text) ->
          affordable((long) text.length() * times) && !StringLiteral.wouldPair(text, text)
              ? new Value.Text(text.repeat(text.isEmpty() ? 0 : times))
              : StringLiteral.tooLong(line);
      case Value.Items(Value.Items.Kind kind, List<Value> items) when !isUnordered(kind) -> {
        if (!affordable((long) size(left) * times)) {
          yield StringLiteral.tooLong(line);
        }
        List<Value> all = new ArrayList<>();
        for (int i = 0; i < times && !items.isEmpty(); i++) {
          all.addAll(items);
        }
        yield collection(kind, all, line);
      }
      case Value.Whole(long number) -> {
        long high = Math.multiplyHigh(number, wanted);
        long low = number * wanted;
        yield high == low >> Long.SIZE - 1 ? new Value.Whole(low) : null;
      }
      default -> null;
    };
  }

  /** {@code "%s_%d" % (a, b)}: strings and whole numbers, without widths. */
  private @Nullable Value format(Value left, Value right) {
    if (!(left instanceof Value.Text(String pattern))) {
      return null;
    }
    List<Value> arguments =
        right instanceof Value.Items(Value.Items.Kind kind, List<Value> items)
                && kind == Value.Items.Kind.TUPLE
            ? items
            : List.of(right);
    StringBuilder out = new StringBuilder();
    int used = 0;
    int from = 0;
    int percent;
    while ((percent = pattern.indexOf('%', from)) >= 0) {
      out.append(pattern, from, percent);
      char conversion = percent + 1 < pattern.length() ? pattern.charAt(percent + 1) : ' ';
      if (conversion == '%') {
        out.append('%');
      } else {
        String inserted =
            used < arguments.size() ? formatted(conversion, arguments.get(used)) : null;
        if (inserted == null
            || !affordable(out.length() + inserted.length())
            || StringLiteral.wouldPair(out, inserted)) {
          return null;
        }
        out.append(inserted);
        used++;
      }
      from = percent + 2;
    }
    if (StringLiteral.wouldPair(out, pattern.substring(from))) {
      return null;
    }
    out.append(pattern, from, pattern.length());
    return used == arguments.size() && affordable(out.length())
        ? new Value.Text(out.toString())
        : null;
  }

  private static @Nullable String formatted(char conversion, Value argument) {
    return switch (argument) {
      case Value.Text(String text) when conversion == 's' -> text;
      case Value.Whole(long number) when conversion == 's' || conversion == 'd' ->
          Long.toString(number);
      default -> null;
    };
  }

  /** Whether the module may make one more value of this size. */
  boolean affordable(long size) {
    if (size > MAX_SIZE || work > MAX_WORK) {
      return false;
    }
    work += (int) size;
    return true;
  }
}

package io.migrationgate.core.reader.alembic.python;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of a module, what each is bound to, and what may change behind their backs. */
final class Namespace {

  /** No migration binds more; keeps a file of nothing but assignments from filling the memory. */
  private static final int MAX_NAMES = 1 << 16;

  /** How many names of lists are followed; each is looked at when any of them may have changed. */
  private static final int MAX_MUTABLE = 100;

  /** How many items of tuples are looked at before any tuple is taken to hold a list. */
  private static final int MAX_LOOKS = 1 << 22;

  private record Entry(PythonModule.Binding binding, boolean imported, int age) {}

  private final Map<String, Entry> entries = new HashMap<>();

  /** Names of what can change in place: lists, sets and dictionaries. */
  private final Set<String> mutable = new LinkedHashSet<>();

  private int age;
  private int looked;
  private boolean ownCode;

  /** What {@code from x import *} has last brought in its place. */
  private @Nullable Replacement replacement;

  private Value.@Nullable Undecided overflow;

  private record Replacement(Value.Undecided reason, int age, boolean exceptRevisions) {}

  /** The binding of a name; null where the module does not have it. */
  PythonModule.@Nullable Binding binding(String name) {
    Entry entry = entries.get(name);
    Value.Undecided replaced = replaced(name, entry == null ? -1 : entry.age());
    if (replaced != null) {
      return new PythonModule.Binding(replaced, replaced.line());
    }
    return entry == null ? null : entry.binding();
  }

  /** The value of a name; null where the module has not given it one. */
  @Nullable Value value(String name) {
    PythonModule.Binding binding = binding(name);
    return binding == null ? null : binding.value();
  }

  boolean has(String name) {
    return entries.containsKey(name);
  }

  void bind(String name, Value value, int line) {
    boolean followed = false;
    Value known = value;
    if (isMutable(value)) {
      followed = mutable.size() < MAX_MUTABLE || mutable.contains(name);
      known = followed ? value : undecided(line, "is one of too many lists");
    }
    if (followed) {
      mutable.add(name);
    } else {
      mutable.remove(name);
    }
    ownCode |= known instanceof Value.Undecided;
    put(name, known, line, false);
  }

  void bindImport(String name, int line) {
    mutable.remove(name);
    put(name, undecided(line, "is imported"), line, true);
  }

  private void put(String name, Value value, int line, boolean imported) {
    if (entries.size() >= MAX_NAMES && !entries.containsKey(name)) {
      if (overflow == null) {
        overflow = undecided(line, "is one of more names than any migration has");
      }
      return;
    }
    entries.put(name, new Entry(new PythonModule.Binding(value, line), imported, age));
  }

  void delete(String name) {
    entries.remove(name);
    mutable.remove(name);
  }

  /** Why the module as a whole is not known, if it has outgrown this. */
  Value.@Nullable Undecided overflow() {
    return overflow;
  }

  /**
   * {@code from x import *} may replace any name, and bring any.
   *
   * @param topLevelModule the package, empty where it is a relative one
   * @param written the module as it is written
   */
  void importEverything(String topLevelModule, String written, int line) {
    age++;
    replacement =
        new Replacement(
            undecided(line, "may come from `from " + written + " import *`"),
            age,
            KnownModules.exportsNoRevision(topLevelModule) && !replacesRevisions());
  }

  private boolean replacesRevisions() {
    return replacement != null && !replacement.exceptRevisions();
  }

  private Value.@Nullable Undecided replaced(String name, int boundAt) {
    if (replacement == null || boundAt >= replacement.age()) {
      return null;
    }
    return replacement.exceptRevisions() && KnownModules.isRevisionName(name)
        ? null
        : replacement.reason();
  }

  // --- what changes in place -------------------------------------------------------------------

  /** Whether there is any name of which {@link #isMutable} or {@link #isOwnCode} holds. */
  boolean mentionsMatter() {
    return ownCode || !mutable.isEmpty();
  }

  /** Whether code that uses this name may change the value of some name. */
  boolean isMutable(String name) {
    return mutable.contains(name);
  }

  /** Whether this may be code of the module itself, which knows the module's names. */
  boolean isOwnCode(String name) {
    Entry entry = entries.get(name);
    return entry != null && !entry.imported() && entry.binding().value() instanceof Value.Undecided;
  }

  /** Code has run that may have changed any list, under whatever name. */
  void forgetMutables(int line) {
    for (String name : List.copyOf(mutable)) {
      bind(name, undecided(line, "may be changed in place"), line);
    }
  }

  /** The same, by code that knows no names but these. */
  void forgetMutables(NameFilter known, int line) {
    for (String name : List.copyOf(mutable)) {
      Value value = value(name);
      if (value != null && known.mayContain(name)) {
        forget(value, line);
      }
    }
  }

  /** One collection has changed: whatever is, or holds, that very object is not known any more. */
  void forget(Value changed, int line) {
    boolean nested =
        changed instanceof Value.Items(Value.Items.Kind kind, List<Value> items)
            && items.stream().anyMatch(Value.Items.class::isInstance);
    if (nested || !isMutable(changed)) {
      // Which of the collections has changed is not known.
      forgetMutables(line);
      return;
    }
    for (String name : List.copyOf(mutable)) {
      Value value = value(name);
      if (value != null && holds(value, changed)) {
        bind(name, undecided(line, "is changed in place"), line);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // Equal lists are still two.
  private static boolean holds(Value value, Value part) {
    return value == part
        || value instanceof Value.Items(Value.Items.Kind kind, List<Value> items)
            && items.stream().anyMatch(item -> holds(item, part));
  }

  /** Whether a value is a list or the like, or a tuple that holds one. */
  private boolean isMutable(Value value) {
    if (!(value instanceof Value.Items(Value.Items.Kind kind, List<Value> items))) {
      return false;
    }
    looked += items.size();
    if (kind != Value.Items.Kind.TUPLE || looked > MAX_LOOKS) {
      return true;
    }
    for (Value item : items) {
      if (isMutable(item)) {
        return true;
      }
    }
    return false;
  }

  private static Value.Undecided undecided(int line, String reason) {
    return new Value.Undecided(line, reason);
  }
}

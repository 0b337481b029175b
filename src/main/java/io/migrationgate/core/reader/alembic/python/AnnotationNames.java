package io.migrationgate.core.reader.alembic.python;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names in an annotation. Python evaluates annotations before 3.14 unless they are imported
 * from the future, so a name that nothing defines decides by version whether the file loads.
 */
final class AnnotationNames {

  private static final Set<String> BUILT_IN =
      Set.of(
          "bool",
          "bytearray",
          "bytes",
          "callable",
          "complex",
          "dict",
          "float",
          "frozenset",
          "int",
          "list",
          "object",
          "range",
          "set",
          "slice",
          "str",
          "tuple",
          "type");

  /** More than any annotation names; the rest is not looked at. */
  private static final int MAX_NAMES = 100;

  private final Set<String> names = new LinkedHashSet<>(4);
  private boolean afterDot;

  void see(PythonLexer token) {
    if (token.kind() == Token.NAME && !afterDot && names.size() < MAX_NAMES) {
      names.add(token.name());
    }
    afterDot = token.isOperator('.');
  }

  @Nullable String firstUnknown(Namespace defined) {
    for (String name : names) {
      if (!BUILT_IN.contains(name) && !defined.has(name)) {
        return name;
      }
    }
    return null;
  }
}

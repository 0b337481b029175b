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

  private final Set<String> names = new LinkedHashSet<>(4);
  private boolean afterDot;

  void see(PythonLexer token) {
    if (token.kind() == Token.NAME && !afterDot) {
      names.add(token.name());
    }
    afterDot = token.isOperator('.');
  }

  @Nullable String firstUnknown(Set<String> defined) {
    for (String name : names) {
      if (!BUILT_IN.contains(name) && !defined.contains(name)) {
        return name;
      }
    }
    return null;
  }
}

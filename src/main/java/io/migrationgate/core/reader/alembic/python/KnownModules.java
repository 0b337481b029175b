package io.migrationgate.core.reader.alembic.python;

import java.util.Set;

/** Modules that revision files import everything from, and that define no revision of their own. */
final class KnownModules {

  private static final Set<String> WITHOUT_REVISION =
      Set.of(
          "alembic",
          "collections",
          "dataclasses",
          "datetime",
          "enum",
          "functools",
          "geoalchemy2",
          "itertools",
          "json",
          "math",
          "os",
          "pathlib",
          "re",
          "sqlalchemy",
          "sqlalchemy_utils",
          "sqlmodel",
          "string",
          "time",
          "typing",
          "typing_extensions",
          "uuid");

  private static final Set<String> REVISION_NAMES =
      Set.of("revision", "down_revision", "branch_labels", "depends_on");

  private static final Set<String> FUTURE_FEATURES =
      Set.of(
          "absolute_import",
          "annotations",
          "barry_as_FLUFL",
          "division",
          "generator_stop",
          "generators",
          "nested_scopes",
          "print_function",
          "unicode_literals",
          "with_statement");

  private KnownModules() {}

  static boolean exportsNoRevision(String topLevelModule) {
    return WITHOUT_REVISION.contains(topLevelModule);
  }

  static boolean isFutureFeature(String name) {
    return FUTURE_FEATURES.contains(name);
  }

  /** Whether Alembic looks at the name. */
  static boolean isRevisionName(String name) {
    return REVISION_NAMES.contains(name);
  }
}

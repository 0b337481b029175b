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

  private KnownModules() {}

  static boolean exportsNoRevision(String topLevelModule) {
    return WITHOUT_REVISION.contains(topLevelModule);
  }
}

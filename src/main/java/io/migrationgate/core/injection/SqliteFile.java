package io.migrationgate.core.injection;

import java.util.Optional;

/** The file that an address of SQLite names, where the manifest writes the address out. */
record SqliteFile(String path) {

  /** Nothing where it is no address of SQLite, or one of a database in memory. */
  static Optional<SqliteFile> of(String address) {
    String url = address.strip();
    String rest = url.startsWith("db:") ? url.substring("db:".length()) : url;
    int colon = rest.indexOf(':');
    if (colon < 0 || !isSqlite(rest.substring(0, colon))) {
      return Optional.empty();
    }
    String place = rest.substring(colon + 1);
    if (place.startsWith("//")) {
      int root = place.indexOf('/', 2);
      place = root < 0 ? "" : place.substring(url.startsWith("db:") ? root : root + 1);
    }
    int end = place.indexOf('?');
    String path = end < 0 ? place : place.substring(0, end);
    return path.isEmpty() || path.equals(":memory:")
        ? Optional.empty()
        : Optional.of(new SqliteFile(path));
  }

  private static boolean isSqlite(String scheme) {
    return scheme.equals("sqlite") || scheme.equals("sqlite3") || scheme.startsWith("sqlite+");
  }

  /** One that starts in some working folder cannot be found in a manifest. */
  boolean isAbsolute() {
    return path.startsWith("/") && !path.contains("$(");
  }
}

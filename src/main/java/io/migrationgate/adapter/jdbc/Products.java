package io.migrationgate.adapter.jdbc;

import java.nio.file.Path;
import java.util.Map;

/** Knows the products, and makes the one that is asked for: the others' drivers stay unloaded. */
record Products(Map<String, String> environment, Path folder) {

  Product of(ProductName name) {
    return switch (name) {
      case POSTGRESQL -> new Postgres(environment, folder);
      case MYSQL -> new MySql(folder);
      case SQLITE -> new Sqlite(folder);
    };
  }
}

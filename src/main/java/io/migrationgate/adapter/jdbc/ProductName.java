package io.migrationgate.adapter.jdbc;

/** The databases that can be asked. */
enum ProductName {
  POSTGRESQL(5432),
  /** MariaDB as well: they speak one protocol. */
  MYSQL(3306),
  SQLITE(0);

  private final int port;

  ProductName(int port) {
    this.port = port;
  }

  int usualPort() {
    return port;
  }
}

package io.migrationgate.adapter.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A real PostgreSQL. Its binaries come from Maven Central and not from Debian, because they are the
 * same everywhere, and start as root, too, which is who runs in many containers.
 *
 * <p>It has the accounts {@code app}, with a password of all that URLs trip over, {@code nobody},
 * with the password {@code nothing}, and {@code postgres}, which needs none.
 */
final class PostgresServer implements AutoCloseable {

  static final String PASSWORD = "p@ss:w/rd%25!";
  static final String ENCODED = "p%40ss%3Aw%2Frd%2525%21";

  private final EmbeddedPostgres server;

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  static PostgresServer start() throws IOException, SQLException {
    PostgresServer started =
        new PostgresServer(
            EmbeddedPostgres.builder()
                .setServerConfig("unix_socket_directories", "/tmp")
                .setServerConfig("password_encryption", "scram-sha-256")
                .start());
    started.execute(
        "CREATE ROLE app LOGIN PASSWORD '" + PASSWORD + "'",
        "CREATE ROLE nobody LOGIN PASSWORD 'nothing'");
    started.askForPasswords();
    return started;
  }

  /** As it comes, the server trusts whoever is on this machine. */
  private void askForPasswords() throws IOException, SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet file = statement.executeQuery("SHOW hba_file")) {
      file.next();
      Files.writeString(
          Path.of(file.getString(1)),
          """
          host  all postgres all trust
          local all all          scram-sha-256
          host  all all      all scram-sha-256
          """);
    }
    execute("SELECT pg_reload_conf()");
  }

  int port() {
    return server.getPort();
  }

  /** As {@code app}. */
  String url(String query) {
    return "postgresql://app:" + ENCODED + "@localhost:" + port() + "/postgres" + query;
  }

  Connection connect() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

package io.migrationgate.adapter.jdbc;

import io.migrationgate.core.applied.MissingRow;
import io.migrationgate.core.applied.Obstacle;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Driver;

/** MySQL and MariaDB, which one driver speaks to. */
final class MySql implements Product {

  /** They have no bearing on what is read, and are in too many URLs to be worth a word. */
  private static final Set<String> OF_NO_BEARING =
      Set.of(
          "charset",
          "use_unicode",
          "collation",
          "connect_timeout",
          "read_timeout",
          "write_timeout",
          "autocommit",
          "binary_prefix",
          "local_infile",
          "port");

  /** What is said about TLS, of which a socket has no need. */
  private static final Set<String> SECURING =
      Set.of(
          "ssl",
          "ssl_ca",
          "ssl_cert",
          "ssl_key",
          "ssl_capath",
          "ssl_check_hostname",
          "ssl_verify_cert",
          "ssl_verify_identity",
          "ssl_disabled",
          "ssl_mode",
          "ssl-mode");

  private final Path folder;

  /**
   * A way to MySQL.
   *
   * @param folder what relative paths of certificates start from
   */
  MySql(Path folder) {
    this.folder = folder;
  }

  @Override
  public DatabaseAddress complete(DatabaseAddress address) {
    return !address.endpoints().isEmpty() || address.socket().isPresent()
        ? address
        : new DatabaseAddress(
            address.product(),
            List.of(new Endpoint("localhost", address.product().usualPort())),
            address.socket(),
            address.database(),
            address.user(),
            address.password(),
            address.parameters());
  }

  @Override
  public List<String> ignored(DatabaseAddress address) {
    Parameters parameters = new Parameters(address.parameters());
    try {
      properties(address, parameters, Duration.ofSeconds(1));
    } catch (UnusableUrlException unusable) {
      return List.of();
    }
    parameters.left().removeAll(OF_NO_BEARING);
    return List.copyOf(parameters.left());
  }

  @Override
  public Connection connect(DatabaseAddress address, Duration timeout)
      throws SQLException, UnusableUrlException {
    Properties properties = properties(address, new Parameters(address.parameters()), timeout);
    @Nullable Connection connection = new Driver().connect(address.jdbcUrl("mariadb"), properties);
    if (connection == null) {
      throw new SQLException("the driver does not know its own URL");
    }
    try {
      limit(connection, timeout);
      return connection;
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  /** MySQL and MariaDB have different settings for it, and MySQL's is in milliseconds. */
  private static void limit(Connection connection, Duration timeout) throws SQLException {
    boolean isMariaDb =
        connection
            .getMetaData()
            .getDatabaseProductName()
            .toLowerCase(Locale.ROOT)
            .contains("mariadb");
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          isMariaDb
              ? "SET SESSION max_statement_time = " + timeout.toMillis() / 1000.0
              : "SET SESSION max_execution_time = " + timeout.toMillis());
      statement.execute("START TRANSACTION READ ONLY");
    }
  }

  private Properties properties(DatabaseAddress address, Parameters given, Duration timeout)
      throws UnusableUrlException {
    Properties properties = new Properties();
    address.user().ifPresent(user -> properties.setProperty("user", user));
    address.password().ifPresent(secret -> properties.setProperty("password", secret.text()));
    String millis = String.valueOf(timeout.toMillis());
    properties.setProperty("connectTimeout", millis);
    properties.setProperty("socketTimeout", millis);
    // A server that asks for files of the client is no server to give them to.
    properties.setProperty("allowLocalInfile", "false");
    if (address.socket().isPresent()) {
      properties.setProperty("socketFactory", MariaDbSocketFactory.class.getName());
      properties.setProperty(MariaDbSocketFactory.PATH, address.socket().get());
      properties.setProperty("sslMode", "disable");
      SECURING.forEach(given::take);
    } else {
      secure(properties, given);
    }
    return properties;
  }

  private void secure(Properties properties, Parameters given) throws UnusableUrlException {
    for (String parameter :
        List.of("ssl_cert", "ssl_key", "ssl_capath", "ssl_crl", "tls_version")) {
      if (!given.take(parameter).isEmpty()) {
        throw new UnusableUrlException(
            "has " + parameter + ", which cannot be kept to here",
            "Give the gate a URL of its own without it, for an account that only reads.");
      }
    }
    String authority = given.take("ssl_ca");
    boolean hostChecked = !isFalse(given.take("ssl_check_hostname"));
    boolean verified = isTrue(given.take("ssl_verify_cert"));
    boolean identity = isTrue(given.take("ssl_verify_identity"));
    String mode = given.take("ssl_mode") + given.take("ssl-mode");
    boolean on = isTrue(given.take("ssl"));
    given.take("ssl_disabled");
    String sslMode =
        switch (mode.toUpperCase(Locale.ROOT)) {
          case "VERIFY_IDENTITY" -> "verify-full";
          case "VERIFY_CA" -> "verify-ca";
          case "REQUIRED" -> authority.isEmpty() ? "trust" : "verify-ca";
          case "DISABLED" -> "disable";
          default ->
              identity
                  ? "verify-full"
                  : !authority.isEmpty() || verified
                      ? hostChecked ? "verify-full" : "verify-ca"
                      : on ? "trust" : "disable";
        };
    properties.setProperty("sslMode", sslMode);
    if (!authority.isEmpty()) {
      properties.setProperty("serverSslCert", folder.resolve(authority).toString());
    }
    if (sslMode.equals("disable")) {
      // As the apps' drivers do: without TLS, MySQL's usual way to log in asks for the server's
      // key.
      properties.setProperty("allowPublicKeyRetrieval", "true");
    }
  }

  private static boolean isTrue(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "1", "on", "yes" -> true;
      default -> false;
    };
  }

  private static boolean isFalse(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "false", "0", "off", "no" -> true;
      default -> false;
    };
  }

  @Override
  public String quote(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  @Override
  public String asText(String quotedColumn) {
    return "CAST(CAST(" + quotedColumn + " AS CHAR CHARACTER SET utf8mb4) AS BINARY)";
  }

  @Override
  public String schemaQuery() {
    return "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?";
  }

  @Override
  public String tableQuery() {
    return "SELECT 1 FROM information_schema.tables WHERE table_schema = COALESCE(?, DATABASE())"
        + " AND table_type = 'BASE TABLE' LIMIT 1";
  }

  @Override
  public Optional<MissingRow.Missing> missing(SQLException failure) {
    return switch (failure.getErrorCode()) {
      case 1146, 1049 -> Optional.of(MissingRow.Missing.TABLE);
      case 1054 -> Optional.of(MissingRow.Missing.COLUMN);
      default -> Optional.empty();
    };
  }

  @Override
  public Obstacle obstacle(SQLException failure, DatabaseAddress address) {
    Optional<Obstacle> below = Causes.obstacle(failure);
    if (below.isPresent()) {
      return below.get();
    }
    return switch (failure.getErrorCode()) {
      case 1045, 1130, 1698, 1820, 1862, 1251 -> Obstacle.NOT_LET_IN;
      case 1049 -> Obstacle.NO_SUCH_DATABASE;
      case 1044, 1142, 1143, 1227 -> Obstacle.NOT_PERMITTED;
      case 1040, 1203, 1226, 1053, 1129 -> Obstacle.BUSY;
      case 1969, 3024 -> Obstacle.TIMED_OUT;
      default -> Obstacle.FAILED;
    };
  }

  /** The registry is a database on the same server. */
  @Override
  public DatabaseAddress registry(DatabaseAddress address, String name) {
    return address;
  }

  @Override
  public Optional<String> registrySchema(String name) {
    return Optional.of(name);
  }
}

package io.migrationgate.adapter.jdbc;

import io.migrationgate.core.applied.MissingRow;
import io.migrationgate.core.applied.Obstacle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** PostgreSQL, and what speaks its protocol. */
final class Postgres implements Product {

  /** The parameters that libpq knows and that have an environment variable. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "PGSSLMODE", "sslmode",
          "PGSSLROOTCERT", "sslrootcert",
          "PGSSLCERT", "sslcert",
          "PGSSLKEY", "sslkey",
          "PGSSLNEGOTIATION", "sslnegotiation",
          "PGCHANNELBINDING", "channel_binding",
          "PGOPTIONS", "options",
          "PGCONNECT_TIMEOUT", "connect_timeout",
          "PGTARGETSESSIONATTRS", "target_session_attrs",
          "PGREQUIREAUTH", "require_auth");

  /** They make a connection safer in ways that the driver does not know. */
  private static final Set<String> REFUSED =
      Set.of("sslcrl", "sslcrldir", "require_auth", "ssl_max_protocol_version", "sslpassword");

  /** They have no bearing on what is read, and are in too many URLs to be worth a word. */
  private static final Set<String> OF_NO_BEARING =
      Set.of(
          "application_name",
          "fallback_application_name",
          "client_encoding",
          "connect_timeout",
          "keepalives",
          "keepalives_idle",
          "keepalives_interval",
          "keepalives_count",
          "tcp_user_timeout",
          "port");

  private final Map<String, String> environment;
  private final Path folder;

  /**
   * A way to PostgreSQL.
   *
   * @param folder what relative paths of certificates start from
   */
  Postgres(Map<String, String> environment, Path folder) {
    this.environment = Map.copyOf(environment);
    this.folder = folder;
  }

  // --- the address

  @Override
  public DatabaseAddress complete(DatabaseAddress address) throws UnusableUrlException {
    Map<String, String> parameters = new HashMap<>(address.parameters());
    VARIABLES.forEach(
        (variable, parameter) -> {
          String value = environment.getOrDefault(variable, "");
          if (!value.isEmpty()) {
            parameters.putIfAbsent(parameter, value);
          }
        });
    List<Endpoint> endpoints = new ArrayList<>(address.endpoints());
    Optional<String> socket = address.socket();
    if (endpoints.isEmpty() && socket.isEmpty()) {
      String host = environment.getOrDefault("PGHOST", "");
      int port = port(parameters.getOrDefault("port", environment.getOrDefault("PGPORT", "")));
      if (host.isEmpty()) {
        socket = usualSocket(port);
        host = "localhost";
      }
      if (host.startsWith("/")) {
        socket = Optional.of(host);
      } else if (socket.isEmpty()) {
        for (String one : host.split(",", -1)) {
          endpoints.add(new Endpoint(one.strip(), port));
        }
      }
    }
    socket =
        socket.map(
            path ->
                Path.of(path).getFileName() == null
                        || !Path.of(path).getFileName().toString().startsWith(".s.PGSQL.")
                    ? path + "/.s.PGSQL." + parameters.getOrDefault("port", pgPort())
                    : path);
    String user =
        address
            .user()
            .or(() -> Optional.ofNullable(environment.get("PGUSER")))
            .orElseGet(() -> environment.getOrDefault("USER", "postgres"));
    String database =
        !address.database().isEmpty()
            ? address.database()
            : environment.getOrDefault("PGDATABASE", user);
    return new DatabaseAddress(
        address.product(),
        endpoints,
        socket,
        database,
        Optional.of(user),
        address
            .password()
            .or(() -> Optional.ofNullable(environment.get("PGPASSWORD")).map(Secret::new)),
        parameters);
  }

  private String pgPort() {
    return environment.getOrDefault("PGPORT", "5432");
  }

  private static int port(String text) throws UnusableUrlException {
    if (text.isEmpty()) {
      return ProductName.POSTGRESQL.usualPort();
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException noNumber) {
      throw new UnusableUrlException(
          "leaves out the port, and PGPORT is no number", "Correct PGPORT.");
    }
  }

  /** Without a host, libpq takes the socket that its packager has chosen. */
  private static Optional<String> usualSocket(int port) {
    for (String folder : List.of("/var/run/postgresql", "/tmp")) {
      if (Files.exists(Path.of(folder, ".s.PGSQL." + port))) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
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

  // --- connecting

  @Override
  public Connection connect(DatabaseAddress address, Duration timeout)
      throws SQLException, UnusableUrlException {
    Properties properties = properties(address, new Parameters(address.parameters()), timeout);
    @Nullable Connection connection =
        new Driver().connect(address.jdbcUrl("postgresql"), properties);
    if (connection == null) {
      throw new SQLException("the driver does not know its own URL");
    }
    try {
      // One transaction, not settings of the session: behind a pooler the session is someone
      // else's as well.
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET LOCAL statement_timeout = " + timeout.toMillis());
      }
      return connection;
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  private Properties properties(DatabaseAddress address, Parameters given, Duration timeout)
      throws UnusableUrlException {
    for (String parameter : REFUSED) {
      if (!given.take(parameter).isEmpty()) {
        throw new UnusableUrlException(
            "has " + parameter + ", which cannot be kept to here",
            "Give the gate a URL of its own without it.");
      }
    }
    Properties properties = new Properties();
    properties.setProperty("user", address.user().orElse(""));
    address.password().ifPresent(secret -> properties.setProperty("password", secret.text()));
    properties.setProperty("ApplicationName", "migration-gate");
    // Poolers know neither named statements nor what was prepared on another connection.
    properties.setProperty("preferQueryMode", "simple");
    // Kerberos would be asked for with every connection, and by way of the network.
    properties.setProperty("gssEncMode", orElse(given.take("gssencmode"), "disable"));
    String seconds = String.valueOf(Math.max(1, timeout.plusMillis(999).toSeconds()));
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("socketTimeout", seconds);
    setIfGiven(properties, "options", given.take("options"));
    setIfGiven(properties, "channelBinding", given.take("channel_binding"));
    setIfGiven(properties, "sslNegotiation", given.take("sslnegotiation"));
    setIfGiven(
        properties, "targetServerType", targetServerType(given.take("target_session_attrs")));
    if (address.socket().isPresent()) {
      properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
      properties.setProperty("socketFactoryArg", address.socket().get());
      properties.setProperty("sslmode", "disable");
      for (String parameter : List.of("sslmode", "ssl", "sslrootcert", "sslcert", "sslkey")) {
        given.take(parameter);
      }
    } else {
      secure(properties, given);
    }
    return properties;
  }

  private void secure(Properties properties, Parameters given) throws UnusableUrlException {
    String mode = orElse(given.take("sslmode"), asyncpgMode(given.take("ssl")));
    String root = given.take("sslrootcert");
    if (!mode.isEmpty()
        && !Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
            .contains(mode)) {
      throw new UnusableUrlException(
          "has an sslmode that there is not",
          "There are disable, allow, prefer, require, verify-ca and verify-full.");
    }
    String minimum = given.take("ssl_min_protocol_version");
    if (minimum.equals("TLSv1.3")) {
      throw new UnusableUrlException(
          "has ssl_min_protocol_version=TLSv1.3, which cannot be kept to here",
          "Give the gate a URL of its own without it; it takes TLS 1.2 and 1.3.");
    }
    if (root.equals("system")) {
      properties.setProperty("sslmode", "verify-full");
      properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
      return;
    }
    // As libpq has it: who brings a certificate wants it looked at.
    setIfGiven(
        properties, "sslmode", mode.equals("require") && !root.isEmpty() ? "verify-ca" : mode);
    setIfGiven(properties, "sslrootcert", absolute(root));
    setIfGiven(properties, "sslcert", absolute(given.take("sslcert")));
    String key = given.take("sslkey");
    if (!key.isEmpty() && !isKeyOfTheDriver(key)) {
      throw new UnusableUrlException(
          "has an sslkey in a form that cannot be read here",
          "Give it as PKCS#8 in DER (a name with .pk8 or .der) or as PKCS#12 (.p12): openssl pkcs8"
              + " -topk8 -nocrypt -outform DER -in KEY -out KEY.pk8.");
    }
    setIfGiven(properties, "sslkey", absolute(key));
  }

  private static boolean isKeyOfTheDriver(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    return name.endsWith(".pk8")
        || name.endsWith(".der")
        || name.endsWith(".p12")
        || name.endsWith(".pfx");
  }

  private static String asyncpgMode(String ssl) {
    return switch (ssl.toLowerCase(Locale.ROOT)) {
      case "true", "1", "on" -> "require";
      case "false", "0", "off" -> "disable";
      default -> ssl;
    };
  }

  private static String targetServerType(String attributes) throws UnusableUrlException {
    return switch (attributes) {
      case "", "any" -> "";
      case "read-write", "primary" -> "primary";
      case "read-only", "standby" -> "secondary";
      case "prefer-standby" -> "preferSecondary";
      default ->
          throw new UnusableUrlException(
              "has target_session_attrs that there are not",
              "There are any, read-write, read-only, primary, standby and prefer-standby.");
    };
  }

  private String absolute(String path) {
    if (path.isEmpty()) {
      return "";
    }
    String home = environment.getOrDefault("HOME", "");
    return path.startsWith("~/") ? home + path.substring(1) : folder.resolve(path).toString();
  }

  private static void setIfGiven(Properties properties, String name, String value) {
    if (!value.isEmpty()) {
      properties.setProperty(name, value);
    }
  }

  private static String orElse(String value, String other) {
    return value.isEmpty() ? other : value;
  }

  // --- SQL

  @Override
  public String quote(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  @Override
  public String asText(String quotedColumn) {
    return "CAST(" + quotedColumn + " AS text)";
  }

  // --- errors

  @Override
  public String schemaQuery() {
    return "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?";
  }

  /** From the catalogue, which also shows what this account may not read. */
  @Override
  public String tableQuery() {
    return "SELECT 1 FROM pg_catalog.pg_class c"
        + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
        + " WHERE n.nspname = COALESCE(CAST(? AS text), current_schema())"
        + " AND c.relkind IN ('r', 'p') LIMIT 1";
  }

  @Override
  public Optional<MissingRow.Missing> missing(SQLException failure) {
    return switch (state(failure)) {
      case "42P01", "3F000" -> Optional.of(MissingRow.Missing.TABLE);
      case "42703" -> Optional.of(MissingRow.Missing.COLUMN);
      default -> Optional.empty();
    };
  }

  @Override
  public Obstacle obstacle(SQLException failure, DatabaseAddress address) {
    Optional<Obstacle> below = Causes.obstacle(failure);
    if (below.isPresent()) {
      return below.get();
    }
    return switch (state(failure)) {
      case "28P01", "28000" -> Obstacle.NOT_LET_IN;
      case "3D000" -> Obstacle.NO_SUCH_DATABASE;
      case "42501" -> Obstacle.NOT_PERMITTED;
      case "57014" -> Obstacle.TIMED_OUT;
      case "53300", "57P01", "57P02", "57P03", "53400" -> Obstacle.BUSY;
      // The driver's own: it says no more than in its text, which is in the user's language.
      case "08004", "08006" ->
          speaksOfTls(failure)
              ? Obstacle.INSECURE
              : address.password().isEmpty() ? Obstacle.NOT_LET_IN : Obstacle.FAILED;
      default -> Obstacle.FAILED;
    };
  }

  private static boolean speaksOfTls(SQLException failure) {
    String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("ssl") || text.contains("hostname") || text.contains("host name");
  }

  private static String state(SQLException failure) {
    return failure.getSQLState() == null ? "" : failure.getSQLState();
  }

  // --- sqitch

  @Override
  public DatabaseAddress registry(DatabaseAddress address, String name) {
    return address;
  }

  @Override
  public Optional<String> registrySchema(String name) {
    return Optional.of(name);
  }
}

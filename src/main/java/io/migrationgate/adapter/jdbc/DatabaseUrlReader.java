package io.migrationgate.adapter.jdbc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the URLs that apps are given: SQLAlchemy's, libpq's, Heroku's and sqitch's.
 *
 * <p>Their grammars differ in what may stand unencoded in a password. Here everything up to the
 * last {@code @} before the question mark belongs to it, which is what whoever wrote it meant.
 */
final class DatabaseUrlReader {

  private static final String FORMS =
      "Write postgresql://USER:PASSWORD@HOST:PORT/DATABASE, mysql://... or"
          + " sqlite:////ABSOLUTE/PATH; in user and password, percent-encode what is neither letter"
          + " nor digit.";

  private final ProductName product;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();

  /** Those behind the question mark. */
  private final List<String> hosts = new ArrayList<>();

  private final List<String> ports = new ArrayList<>();
  private @Nullable String socket;
  private @Nullable String user;
  private @Nullable String password;
  private String database = "";

  private DatabaseUrlReader(ProductName product) {
    this.product = product;
  }

  static DatabaseAddress read(String url) throws UnusableUrlException {
    String text = url.startsWith("db:") ? url.substring(3) : url;
    int colon = text.indexOf(':');
    if (colon <= 0) {
      throw unusable("is no database URL: it does not begin with a scheme");
    }
    DatabaseUrlReader reader = new DatabaseUrlReader(productOf(text.substring(0, colon)));
    String rest = text.substring(colon + 1);
    if (reader.product == ProductName.SQLITE) {
      reader.readFile(rest, url.startsWith("db:"));
    } else {
      reader.readServer(rest);
    }
    return reader.address();
  }

  private static ProductName productOf(String scheme) throws UnusableUrlException {
    String dialect = scheme.toLowerCase(Locale.ROOT);
    int plus = dialect.indexOf('+');
    return switch (plus < 0 ? dialect : dialect.substring(0, plus)) {
      case "postgresql", "postgres", "pg", "pgsql", "cockroachdb" -> ProductName.POSTGRESQL;
      case "mysql", "mariadb", "mysql2" -> ProductName.MYSQL;
      case "sqlite", "sqlite3" -> ProductName.SQLITE;
      default ->
          throw unusable(
              "is of no database that can be asked: there are PostgreSQL, MySQL, MariaDB"
                  + " and SQLite");
    };
  }

  // --- files -------------------------------------------------------------------------------------

  private void readFile(String rest, boolean ofSqitch) throws UnusableUrlException {
    int question = rest.indexOf('?');
    String path = question < 0 ? rest : rest.substring(0, question);
    if (path.startsWith("//")) {
      int slash = path.indexOf('/', 2);
      if (slash != 2) {
        throw path.length() == 2
            ? inMemory()
            : unusable("names a host, and SQLite has none: sqlite:/// and a path");
      }
      // SQLAlchemy has one slash too many before every path, sqitch has not.
      path = path.substring(ofSqitch ? 2 : 3);
    } else if (!ofSqitch) {
      throw unusable("is no SQLAlchemy URL: sqlite:/// and a path");
    }
    database = decode(path);
    readQuery(question < 0 ? "" : rest.substring(question + 1));
    if (database.startsWith("file:")) {
      database = database.substring("file:".length());
    }
    if (database.isEmpty() || database.equals(":memory:")) {
      throw inMemory();
    }
  }

  private static UnusableUrlException inMemory() {
    return new UnusableUrlException(
        "names a database in memory, which nobody but the app can see, and so cannot be asked",
        "Leave the database out of the check, or give the app a file: sqlite:////ABSOLUTE/PATH.");
  }

  // --- servers -----------------------------------------------------------------------------------

  private void readServer(String rest) throws UnusableUrlException {
    if (!rest.startsWith("//")) {
      throw unusable("is no database URL: its scheme is not followed by //");
    }
    String text = rest.substring(2);
    int question = text.indexOf('?');
    String path = question < 0 ? text : text.substring(0, question);
    String query = question < 0 ? "" : text.substring(question + 1);
    int at = path.lastIndexOf('@');
    if (at < 0 && query.indexOf('@') >= 0) {
      throw unusable("has a question mark before its @, and so no host that could be told");
    }
    if (at >= 0) {
      readCredentials(path.substring(0, at));
    }
    String place = path.substring(at + 1);
    int slash = place.indexOf('/');
    readHosts(slash < 0 ? place : place.substring(0, slash));
    database = slash < 0 ? "" : decode(place.substring(slash + 1));
    readQuery(query);
    takePlaces();
  }

  private void readCredentials(String text) {
    int colon = text.indexOf(':');
    String name = decode(colon < 0 ? text : text.substring(0, colon));
    user = name.isEmpty() ? null : name;
    if (colon >= 0) {
      password = decode(text.substring(colon + 1));
    }
  }

  private void readHosts(String text) throws UnusableUrlException {
    if (text.isEmpty()) {
      return;
    }
    for (String host : text.split(",", -1)) {
      readHost(host);
    }
  }

  private void readHost(String text) throws UnusableUrlException {
    int colon = text.lastIndexOf(':');
    int bracket = text.lastIndexOf(']');
    boolean hasPort = colon > bracket && (bracket >= 0 || text.indexOf(':') == colon);
    String host = hasPort ? text.substring(0, colon) : text;
    int port =
        hasPort && colon < text.length() - 1
            ? port(text.substring(colon + 1))
            : product.usualPort();
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    addHost(decode(host), port);
  }

  private void addHost(String host, int port) throws UnusableUrlException {
    if (host.startsWith("/")) {
      socket = host;
      return;
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (!Character.isLetterOrDigit(c) && ".-_:%".indexOf(c) < 0) {
        throw unusable("has a host with characters that no host name has");
      }
    }
    endpoints.add(new Endpoint(host.isEmpty() ? "localhost" : host, port));
  }

  private static int port(String text) throws UnusableUrlException {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException noNumber) {
      // Said below: the text may be a piece of a password.
    }
    throw unusable("has a port that is no number from 1 to 65535");
  }

  // --- what stands behind the question mark

  private void readQuery(String query) throws UnusableUrlException {
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        continue;
      }
      String key = decode(pair.substring(0, equals));
      String raw = pair.substring(equals + 1);
      String value = decode(raw.replace('+', ' '));
      switch (key) {
        case "user", "username" -> user = decode(raw);
        case "password", "passwd" -> password = decode(raw);
        case "dbname", "database" -> database = value;
        case "host", "hostaddr" -> hosts.addAll(List.of(value.split(",", -1)));
        case "port" -> ports.addAll(List.of(value.split(",", -1)));
        case "unix_socket", "unix_sock" -> socket = value;
        default -> parameters.put(key, value);
      }
    }
  }

  /**
   * Hosts of the query replace those before it: SQLAlchemy hands them to the driver as they are.
   */
  private void takePlaces() throws UnusableUrlException {
    if (!hosts.isEmpty()) {
      endpoints.clear();
    }
    for (int i = 0; i < hosts.size(); i++) {
      String host = hosts.get(i);
      String port = ports.isEmpty() ? "" : ports.get(Math.min(i, ports.size() - 1));
      if (host.startsWith("/")) {
        socket = host;
        if (!port.isEmpty()) {
          parameters.put("port", String.valueOf(port(port)));
        }
      } else if (port.isEmpty()) {
        readHost(host);
      } else {
        addHost(host, port(port));
      }
    }
    if (hosts.isEmpty() && !ports.isEmpty()) {
      int port = port(ports.getFirst());
      parameters.put("port", String.valueOf(port));
      endpoints.replaceAll(endpoint -> new Endpoint(endpoint.host(), port));
    }
  }

  private DatabaseAddress address() {
    return new DatabaseAddress(
        product,
        socket == null ? endpoints : List.of(),
        Optional.ofNullable(socket),
        database,
        Optional.ofNullable(user),
        Optional.ofNullable(password).map(Secret::new),
        parameters);
  }

  /** Percent signs that stand for themselves are left, as Python's {@code unquote} does. */
  private static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(bytes[i + 2], 16) : -1;
      if (low >= 0) {
        decoded.write(high * 16 + low);
        i += 2;
      } else {
        decoded.write(bytes[i]);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  private static UnusableUrlException unusable(String reason) {
    return new UnusableUrlException(reason, FORMS);
  }
}

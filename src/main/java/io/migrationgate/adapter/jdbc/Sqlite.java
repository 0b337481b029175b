package io.migrationgate.adapter.jdbc;

import io.migrationgate.core.applied.Doubt;
import io.migrationgate.core.applied.MissingRow;
import io.migrationgate.core.applied.Obstacle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/** SQLite's files. */
final class Sqlite implements Product {

  private final Path folder;

  /**
   * A way to files.
   *
   * @param folder what relative paths start from
   */
  Sqlite(Path folder) {
    this.folder = folder;
  }

  @Override
  public DatabaseAddress complete(DatabaseAddress address) {
    return at(address, folder.resolve(address.database()));
  }

  private static DatabaseAddress at(DatabaseAddress address, Path file) {
    return new DatabaseAddress(
        address.product(),
        List.of(),
        Optional.empty(),
        file.normalize().toString(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  /** How the app wants to use the file is no matter here. */
  @Override
  public List<String> ignored(DatabaseAddress address) {
    return List.of();
  }

  @Override
  public Connection connect(DatabaseAddress address, Duration timeout) throws SQLException {
    Path file = Path.of(address.database());
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout((int) timeout.toMillis());
    // SQLite creates its file when an app first opens it: until then there is just nothing in it.
    boolean toCome = isToCome(file);
    String place = toCome ? ":memory:" : file.toUri().getRawPath();
    @Nullable Connection connection =
        new JDBC()
            .connect(
                toCome ? "jdbc:sqlite::memory:" : "jdbc:sqlite:file:" + place + "?mode=ro",
                config.toProperties());
    if (connection == null) {
      throw new SQLException("the driver does not know its own URL");
    }
    return connection;
  }

  private static boolean isToCome(Path file) {
    return !Files.exists(file) && isFolder(file.getParent());
  }

  /** In a container, the app's file is on a volume that the gate may not have. */
  @Override
  public Optional<Doubt> doubt(DatabaseAddress address) {
    return isToCome(Path.of(address.database()))
        ? Optional.of(
            new Doubt(
                address.place() + " is not there",
                "On the first start the app makes it. After that, see whether the volume that it is"
                    + " on is mounted here as well, and whether the path is right."))
        : Optional.empty();
  }

  private static boolean isFolder(@Nullable Path folder) {
    return folder != null && Files.isDirectory(folder);
  }

  /** Not double quotes, in which SQLite takes a name that it does not know for a text. */
  @Override
  public String quote(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  @Override
  public String asText(String quotedColumn) {
    return "CAST(" + quotedColumn + " AS TEXT) COLLATE BINARY";
  }

  /** SQLite has one code for whatever is wrong with a statement, and its words for the rest. */
  @Override
  public String schemaQuery() {
    return "SELECT 1 FROM pragma_database_list WHERE name = ? COLLATE NOCASE";
  }

  @Override
  public String tableQuery() {
    return "SELECT 1 FROM pragma_table_list WHERE schema = COALESCE(?, 'main') COLLATE NOCASE"
        + " AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' LIMIT 1";
  }

  @Override
  public Optional<MissingRow.Missing> missing(SQLException failure) {
    String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("no such table") || text.contains("unknown database")) {
      return Optional.of(MissingRow.Missing.TABLE);
    }
    return text.contains("no such column")
        ? Optional.of(MissingRow.Missing.COLUMN)
        : Optional.empty();
  }

  @Override
  public Obstacle obstacle(SQLException failure, DatabaseAddress address) {
    SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(failure.getErrorCode() & 0xff);
    return switch (code) {
      case SQLITE_CANTOPEN ->
          Files.isDirectory(Path.of(address.database()))
              ? Obstacle.FAILED
              : Files.exists(Path.of(address.database()))
                  ? Obstacle.NOT_PERMITTED
                  : Obstacle.NO_SUCH_DATABASE;
      case SQLITE_PERM, SQLITE_AUTH, SQLITE_READONLY -> Obstacle.NOT_PERMITTED;
      case SQLITE_BUSY, SQLITE_LOCKED -> Obstacle.BUSY;
      case SQLITE_INTERRUPT -> Obstacle.TIMED_OUT;
      default -> Obstacle.FAILED;
    };
  }

  /** A file beside the database, with the same ending, unless the name has one of its own. */
  @Override
  public DatabaseAddress registry(DatabaseAddress address, String name) {
    Path database = Path.of(address.database());
    String base = String.valueOf(database.getFileName());
    int dot = base.indexOf('.');
    String file = name.indexOf('.') >= 0 || dot < 0 ? name : name + base.substring(dot);
    return at(address, database.resolveSibling(file));
  }

  @Override
  public Optional<String> registrySchema(String name) {
    return Optional.empty();
  }
}

package io.migrationgate.adapter.jdbc;

import io.migrationgate.core.applied.DatabaseCheck;
import io.migrationgate.core.applied.DeployedChange;
import io.migrationgate.core.applied.Doubt;
import io.migrationgate.core.applied.Ledger;
import io.migrationgate.core.applied.MissingRow;
import io.migrationgate.core.applied.RequiredRow;
import io.migrationgate.core.applied.SqitchRegistry;
import io.migrationgate.core.applied.VersionTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the books of a tool, and required rows, over one connection. */
final class LedgerReader {

  static final String VERSION_TABLE = "alembic_version";
  static final String REGISTRY = "sqitch";

  /** A version table has a row a branch; one with more is something else. */
  private static final int MOST_VERSIONS = 10_000;

  private static final int MOST_CHANGES = 1_000_000;

  private final Product product;
  private final Connection connection;
  private boolean lacksTable;

  LedgerReader(Product product, Connection connection) {
    this.product = product;
    this.connection = connection;
  }

  Ledger versionTable(DatabaseCheck check) throws SQLException {
    String table = qualified(check.schema(), check.versionTable().orElse(VERSION_TABLE));
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.setMaxRows(MOST_VERSIONS);
      try (ResultSet found =
          statement.executeQuery("SELECT " + product.quote("version_num") + " FROM " + table)) {
        while (found.next()) {
          String id = found.getString(1);
          if (id != null) {
            rows.add(id);
          }
        }
      }
    } catch (SQLException failure) {
      if (!lacksTable(failure)) {
        throw failure;
      }
      lacksTable = true;
      // PostgreSQL answers nothing more in a transaction in which something failed. The next one is
      // without a time limit of the server's own, and asks the catalogue alone, which nobody locks.
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    }
    return new VersionTable(rows);
  }

  /**
   * Whether the schema that was named is not there. sqitch makes its own, Alembic does not.
   *
   * <p>Asked once a table was not found: most databases are spared the question.
   */
  boolean lacksSchema(DatabaseCheck check) throws SQLException {
    return lacksTable && check.schema().isPresent() && !finds(product.schemaQuery(), check);
  }

  /** What makes a table that is not there look like one of a wrong name. */
  Optional<Doubt> doubt(DatabaseCheck check) throws SQLException {
    if (!lacksTable
        || (check.versionTable().isEmpty() && check.schema().isEmpty())
        || !finds(product.tableQuery(), check)) {
      return Optional.empty();
    }
    String setting = check.versionTable().isPresent() ? "version-table" : "schema";
    return Optional.of(
        new Doubt(
            "there is no table "
                + Printable.text(check.versionTable().orElse(VERSION_TABLE))
                + " in "
                + check.schema().map(Printable::text).orElse("the connection's own schema")
                + ", though there are others: is "
                + setting
                + " right?",
            "Compare "
                + setting
                + " with what the app gives to Alembic's context.configure (version_table,"
                + " version_table_schema)."));
  }

  private boolean finds(String query, DatabaseCheck check) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, check.schema().orElse(null));
      try (ResultSet found = statement.executeQuery()) {
        return found.next();
      }
    }
  }

  Ledger sqitchRegistry(DatabaseCheck check) throws SQLException {
    String table = qualified(product.registrySchema(check.schema().orElse(REGISTRY)), "changes");
    List<DeployedChange> changes = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.setMaxRows(MOST_CHANGES);
      String query =
          "SELECT project, "
              + product.quote("change")
              + ", change_id FROM "
              + table
              + " ORDER BY committed_at";
      try (ResultSet found = statement.executeQuery(query)) {
        while (found.next()) {
          changes.add(
              new DeployedChange(found.getString(1), found.getString(2), found.getString(3)));
        }
      }
    } catch (SQLException failure) {
      if (!lacksTable(failure)) {
        throw failure;
      }
    }
    return new SqitchRegistry(changes);
  }

  private boolean lacksTable(SQLException failure) {
    return product.missing(failure).equals(Optional.of(MissingRow.Missing.TABLE));
  }

  /** The first of these rows that is missing. */
  Optional<MissingRow> firstMissing(List<RequiredRow> rows) throws SQLException {
    for (RequiredRow row : rows) {
      Optional<MissingRow.Missing> missing = missing(row);
      if (missing.isPresent()) {
        return Optional.of(new MissingRow(row, missing.get()));
      }
    }
    return Optional.empty();
  }

  private Optional<MissingRow.Missing> missing(RequiredRow row) throws SQLException {
    int dot = row.table().indexOf('.');
    String table =
        dot < 0
            ? product.quote(row.table())
            : qualified(Optional.of(row.table().substring(0, dot)), row.table().substring(dot + 1));
    String query =
        "SELECT 1 FROM "
            + table
            + " WHERE "
            + product.asText(product.quote(row.key()))
            + " = ? LIMIT 1";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, row.value());
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? Optional.empty() : Optional.of(MissingRow.Missing.ROW);
      }
    } catch (SQLException failure) {
      Optional<MissingRow.Missing> missing = product.missing(failure);
      if (missing.isEmpty()) {
        throw failure;
      }
      return missing;
    }
  }

  private String qualified(Optional<String> schema, String table) {
    return schema.map(name -> product.quote(name) + ".").orElse("") + product.quote(table);
  }
}

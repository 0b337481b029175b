package io.migrationgate.adapter.jdbc;

import io.migrationgate.core.applied.Doubt;
import io.migrationgate.core.applied.MissingRow;
import io.migrationgate.core.applied.Obstacle;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One kind of database: how it is reached, how its SQL is spelled, what its errors mean. */
interface Product {

  /** Where the URL leads, completed from the environment where its own tools would do so. */
  DatabaseAddress complete(DatabaseAddress address) throws UnusableUrlException;

  /** Names of parameters that have no meaning here. */
  List<String> ignored(DatabaseAddress address);

  /**
   * Opens a connection that can only read.
   *
   * @param timeout also for each statement on it
   */
  Connection connect(DatabaseAddress address, Duration timeout)
      throws SQLException, UnusableUrlException;

  /** A name as an identifier, whatever characters it has. */
  String quote(String name);

  /** An expression whose values are those of a column as text, compared letter by letter. */
  String asText(String quotedColumn);

  /** Finds a schema of the name that is its parameter. */
  String schemaQuery();

  /** Finds a table in the schema that is its parameter; in the connection's own, if it is null. */
  String tableQuery();

  /** What a statement failed for the lack of. */
  Optional<MissingRow.Missing> missing(SQLException failure);

  /** What stood in the way. */
  Obstacle obstacle(SQLException failure, DatabaseAddress address);

  /** What may be wrong with a place where nothing was found. */
  default Optional<Doubt> doubt(DatabaseAddress address) {
    return Optional.empty();
  }

  /** Where sqitch keeps its registry. */
  DatabaseAddress registry(DatabaseAddress address, String name);

  /** The schema of sqitch's tables, seen from the connection to {@link #registry}. */
  Optional<String> registrySchema(String name);
}

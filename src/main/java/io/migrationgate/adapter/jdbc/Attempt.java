package io.migrationgate.adapter.jdbc;

import io.migrationgate.core.applied.AppliedState;
import io.migrationgate.core.applied.DatabaseCheck;
import io.migrationgate.core.applied.Doubt;
import io.migrationgate.core.applied.Ledger;
import io.migrationgate.core.applied.MissingRow;
import io.migrationgate.core.applied.Obstacle;
import io.migrationgate.core.reader.MigrationChain;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Asks once, over a connection of its own; runs on a thread that nobody waits for. */
final class Attempt implements Callable<Answer> {

  private final DatabaseCheck check;
  private final MigrationChain chain;
  private final UrlSecrets secrets;
  private final Products products;
  private volatile @Nullable Connection open;
  private volatile String place;

  Attempt(DatabaseCheck check, MigrationChain chain, UrlSecrets secrets, Products products) {
    this.check = check;
    this.chain = chain;
    this.secrets = secrets;
    this.products = products;
    this.place = "the database of " + check.url();
  }

  /** Where it has got to, in words. */
  String place() {
    return place;
  }

  /** Ends it from another thread; what it is waiting for is closed under its hands. */
  void abandon() {
    Connection connection = open;
    if (connection != null) {
      Thread.ofPlatform().daemon().name("database-abort").start(() -> abort(connection));
    }
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException alreadyGone) {
      // That is what was wanted.
    }
  }

  @Override
  public Answer call() {
    try {
      DatabaseAddress given = DatabaseUrlReader.read(secrets.fetch(check.url()));
      Product product = products.of(given.product());
      return ask(product, product.complete(given));
    } catch (UnusableUrlException unusable) {
      return Answer.of(
          new AppliedState.Unreachable(
              Obstacle.NO_URL, check.url() + " " + unusable.reason(), unusable.remedy()));
    }
  }

  private Answer ask(Product product, DatabaseAddress address) throws UnusableUrlException {
    DatabaseAddress asked =
        keepsRegistry()
            ? product.registry(address, check.schema().orElse(LedgerReader.REGISTRY))
            : address;
    place = asked.place();
    List<String> notes = new ArrayList<>();
    for (String parameter : product.ignored(address)) {
      notes.add(
          check.url() + ": the parameter " + Printable.text(parameter) + " has no meaning here.");
    }
    String reading = keepsRegistry() ? "sqitch's registry" : "the version table";
    try {
      AppliedState state;
      try (Connection connection = product.connect(asked, check.timeout())) {
        open = connection;
        LedgerReader reader = new LedgerReader(product, connection);
        Ledger ledger = keepsRegistry() ? reader.sqitchRegistry(check) : reader.versionTable(check);
        if (reader.lacksSchema(check)) {
          return new Answer(Refusals.noSchema(asked, check), Optional.empty(), notes);
        }
        state = ledger.against(chain);
        if (state instanceof AppliedState.NotInitialised(var pending, _)) {
          Optional<Doubt> doubt = product.doubt(address);
          state =
              new AppliedState.NotInitialised(
                  pending, doubt.isPresent() ? doubt : reader.doubt(check));
        }
        if (!(state instanceof AppliedState.Equal) || check.requiredRows().isEmpty()) {
          return new Answer(state, Optional.empty(), notes);
        }
        if (asked.equals(address)) {
          reading = "a table with required rows";
          return new Answer(state, reader.firstMissing(check.requiredRows()), notes);
        }
      }
      reading = "a table with required rows";
      return new Answer(state, rowsElsewhere(product, address), notes);
    } catch (SQLException failure) {
      return new Answer(explain(failure, product, asked, reading), Optional.empty(), notes);
    } finally {
      open = null;
    }
  }

  private AppliedState explain(
      SQLException failure, Product product, DatabaseAddress asked, String reading) {
    if (product.missing(failure).equals(Optional.of(MissingRow.Missing.COLUMN))) {
      return Refusals.anotherTable(asked.place(), reading);
    }
    Obstacle obstacle = product.obstacle(failure, asked);
    return switch (asked.product()) {
      case SQLITE -> FileRefusals.explain(obstacle, asked, check.url(), reading);
      case POSTGRESQL, MYSQL -> Refusals.explain(obstacle, failure, asked, check, reading);
    };
  }

  /** sqitch may keep its registry in a database of its own. */
  private Optional<MissingRow> rowsElsewhere(Product product, DatabaseAddress address)
      throws SQLException, UnusableUrlException {
    try (Connection connection = product.connect(address, check.timeout())) {
      open = connection;
      return new LedgerReader(product, connection).firstMissing(check.requiredRows());
    }
  }

  private boolean keepsRegistry() {
    return switch (chain.tool()) {
      case SQITCH -> true;
      case ALEMBIC, FLYWAY, GOLANG_MIGRATE, DJANGO, NUMBERED -> false;
    };
  }
}

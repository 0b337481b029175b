package io.migrationgate.adapter.jdbc;

import io.migrationgate.core.applied.DatabaseCheck;
import io.migrationgate.core.applied.DatabaseReport;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.port.DatabaseProbe;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks databases over JDBC.
 *
 * <p>Drivers block where no interrupt reaches them. So each attempt has a thread of its own, which
 * is left behind when its time is over, or when somebody wants the caller to stop.
 */
public final class JdbcDatabaseProbe implements DatabaseProbe {

  private final UrlSecrets secrets;
  private final Products products;
  private final Patience patience;

  /**
   * A probe.
   *
   * @param environment where URLs and PostgreSQL's own variables are looked up
   * @param folder what relative paths start from: of SQLite's files, of certificates
   */
  public JdbcDatabaseProbe(Map<String, String> environment, Path folder) {
    this(environment, folder, Patience.USUAL);
  }

  JdbcDatabaseProbe(Map<String, String> environment, Path folder, Patience patience) {
    this.secrets = new UrlSecrets(environment, folder);
    this.products = new Products(environment, folder);
    this.patience = patience;
  }

  @Override
  public DatabaseReport probe(DatabaseCheck check, MigrationChain chain)
      throws InterruptedException {
    Answer answer =
        switch (chain.tool()) {
          case ALEMBIC, SQITCH -> repeatedly(check, chain);
          case FLYWAY, GOLANG_MIGRATE, DJANGO, NUMBERED ->
              Answer.of(Refusals.unsupported(chain.tool()));
        };
    return check.policy().judge(answer.state(), answer.missing()).noting(answer.notes());
  }

  private Answer repeatedly(DatabaseCheck check, MigrationChain chain) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Answer answer = once(check, chain);
      if (attempt >= check.attempts() || !answer.mayGetBetter()) {
        return answer;
      }
      Thread.sleep(patience.after(attempt));
    }
  }

  private Answer once(DatabaseCheck check, MigrationChain chain) throws InterruptedException {
    Attempt attempt = new Attempt(check, chain, secrets, products);
    FutureTask<Answer> task = new FutureTask<>(attempt);
    Thread worker = Thread.ofPlatform().daemon().name("database").start(task);
    boolean answered = false;
    try {
      Answer answer = task.get(check.timeout().toMillis(), TimeUnit.MILLISECONDS);
      answered = true;
      return answer;
    } catch (TimeoutException late) {
      return Answer.of(Refusals.timedOut(attempt.place(), check));
    } catch (ExecutionException failure) {
      // A defect, of a driver as a rule: its message is a driver's message.
      return Answer.of(Refusals.defect(attempt.place(), failure.getCause()));
    } finally {
      if (!answered) {
        worker.interrupt();
        attempt.abandon();
      }
    }
  }
}

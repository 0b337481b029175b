package io.migrationgate.operator.process;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Takes stack traces off what is no defect: that an API server is away, that somebody else was
 * quicker, that a permission is missing. Each such record is one line.
 */
@LoggingFilter(name = "expected-failures")
public final class ExpectedFailures implements Filter {

  @Override
  public boolean isLoggable(LogRecord record) {
    Throwable thrown = record.getThrown();
    if (thrown != null) {
      CauseLine.expected(thrown)
          .ifPresent(
              line -> {
                record.setMessage(record.getMessage() + ": " + line);
                record.setThrown(null);
              });
    }
    return true;
  }
}

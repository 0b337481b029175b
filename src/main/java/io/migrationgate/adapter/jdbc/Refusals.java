package io.migrationgate.adapter.jdbc;

import io.migrationgate.core.applied.AppliedState;
import io.migrationgate.core.applied.DatabaseCheck;
import io.migrationgate.core.applied.Obstacle;
import io.migrationgate.core.reader.Tool;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Says what stood in the way. What drivers and servers say themselves goes nowhere: it may hold the
 * user, the URL, or what it was that they did not understand.
 */
final class Refusals {

  private Refusals() {}

  static AppliedState.Unreachable unsupported(Tool tool) {
    return new AppliedState.Unreachable(
        Obstacle.UNSUPPORTED_TOOL,
        "there is no check of a database for "
            + tool.title()
            + "; there is one for Alembic and for sqitch",
        "Leave the database out for this chain.");
  }

  static AppliedState.Unreachable timedOut(String place, DatabaseCheck check) {
    return new AppliedState.Unreachable(
        Obstacle.TIMED_OUT,
        place + " did not answer within " + inWords(check),
        "See whether a firewall or a network policy swallows what is sent there, and whether the"
            + " server is overloaded or the table locked.");
  }

  static AppliedState.Unreachable defect(String place, @Nullable Throwable defect) {
    return new AppliedState.Unreachable(
        Obstacle.FAILED,
        place
            + " did not give an answer that could be read"
            + (defect == null ? "" : " (" + defect.getClass().getSimpleName() + ")"),
        "See what the server's own log says of it.");
  }

  static AppliedState.Unreachable anotherTable(String place, String reading) {
    return new AppliedState.Unreachable(
        Obstacle.FAILED,
        "what is in the place of "
            + reading
            + " at "
            + place
            + " lacks a column that it has to have",
        "See which table has this name there, and whether version-table and schema are right.");
  }

  static AppliedState.Unreachable noSchema(DatabaseAddress address, DatabaseCheck check) {
    return new AppliedState.Unreachable(
        Obstacle.NO_SUCH_SCHEMA,
        address.place() + " has no schema " + Printable.text(check.schema().orElse("")),
        "Correct schema, or the database in "
            + check.url()
            + "; if the schema is to come, create it: Alembic does not.");
  }

  private static String inWords(DatabaseCheck check) {
    long millis = check.timeout().toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }

  /**
   * Explains a failure.
   *
   * @param reading what was read, or about to be read
   */
  static AppliedState.Unreachable explain(
      Obstacle obstacle,
      SQLException failure,
      DatabaseAddress address,
      DatabaseCheck check,
      String reading) {
    String place = address.place();
    String source = check.url().toString();
    return switch (obstacle) {
      case TIMED_OUT -> timedOut(place, check);
      case UNKNOWN_HOST ->
          new AppliedState.Unreachable(
              obstacle,
              place + " cannot be found: no such host is known here",
              "See whether the host in "
                  + source
                  + " is right, and whether names are looked up"
                  + " here as they are for the app.");
      case REFUSED ->
          new AppliedState.Unreachable(
              obstacle,
              place + " takes no connections: nothing listens there, or the way is barred",
              "See whether the server runs, and whether host and port in "
                  + source
                  + " are"
                  + " right.");
      case INSECURE ->
          new AppliedState.Unreachable(
              obstacle,
              place + " and this URL cannot agree on a secure connection",
              "See whether the server has TLS, whether its certificate is of the authority and the"
                  + " host that "
                  + source
                  + " asks for, and whether the files of certificates are"
                  + " there.");
      case NOT_LET_IN ->
          new AppliedState.Unreachable(
              obstacle,
              place + " does not let this account in" + code(failure),
              address.password().isEmpty()
                  ? "Give " + source + " a password, if the server asks for one."
                  : "Correct user and password in "
                      + source
                      + ", or let the server take"
                      + " connections from here.");
      case NO_SUCH_DATABASE ->
          new AppliedState.Unreachable(
              obstacle,
              place + " has no database of this name" + code(failure),
              "Correct the database in " + source + ", or create it.");
      case NOT_PERMITTED ->
          new AppliedState.Unreachable(
              obstacle,
              "the account may not read " + reading + " at " + place + code(failure),
              "Grant the account SELECT on the table, and the use of its schema; it needs no more.");
      case BUSY ->
          new AppliedState.Unreachable(
              obstacle,
              place
                  + " takes no more connections at the moment, or is about to start or stop"
                  + code(failure),
              "Wait, and see how many connections the server has.");
      case NO_SUCH_SCHEMA -> noSchema(address, check);
      case NO_URL, UNSUPPORTED_TOOL, FAILED ->
          new AppliedState.Unreachable(
              obstacle,
              place + " did not give " + reading + code(failure),
              "See what the server's own log says of it.");
    };
  }

  /** The one thing that can be passed on: five letters that every manual lists. */
  private static String code(SQLException failure) {
    String state = failure.getSQLState();
    if (state == null || state.length() != 5) {
      return "";
    }
    for (int i = 0; i < state.length(); i++) {
      char c = state.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'A' && c <= 'Z')) {
        return "";
      }
    }
    return " (SQLSTATE " + state + ")";
  }
}

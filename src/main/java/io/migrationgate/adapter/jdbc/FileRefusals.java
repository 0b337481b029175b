package io.migrationgate.adapter.jdbc;

import io.migrationgate.core.applied.AppliedState;
import io.migrationgate.core.applied.Obstacle;
import io.migrationgate.core.applied.UrlSource;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says what is the matter with SQLite's file: no server is there whose log could be read. */
final class FileRefusals {

  private FileRefusals() {}

  static AppliedState.Unreachable explain(
      Obstacle obstacle, DatabaseAddress address, UrlSource source, String reading) {
    String place = address.place();
    if (Files.isDirectory(Path.of(address.database()))) {
      return new AppliedState.Unreachable(
          Obstacle.FAILED,
          place + " is a folder",
          "Write the path of the file in it into the URL (" + source + ").");
    }
    return switch (obstacle) {
      case NO_SUCH_DATABASE ->
          new AppliedState.Unreachable(
              obstacle,
              place + " is not there, and neither is its folder",
              "Correct the path in " + source + ", or mount the volume that the file is on.");
      case NOT_PERMITTED ->
          new AppliedState.Unreachable(
              obstacle,
              place + " may not be read by the user that this runs as",
              "Let this user read the file and its folder, or run the gate as the user that the app"
                  + " runs as.");
      case BUSY, TIMED_OUT ->
          new AppliedState.Unreachable(
              obstacle,
              place + " is locked by another process",
              "Wait, and see which process has an open transaction on the file.");
      case UNKNOWN_HOST,
          REFUSED,
          INSECURE,
          NOT_LET_IN,
          NO_SUCH_SCHEMA,
          NO_URL,
          UNSUPPORTED_TOOL,
          FAILED ->
          new AppliedState.Unreachable(
              obstacle,
              place + " did not give " + reading + ": it is no SQLite database, or is damaged",
              "See whether the path in "
                  + source
                  + " leads to the app's own file, and what sqlite3 says to PRAGMA"
                  + " integrity_check.");
    };
  }
}

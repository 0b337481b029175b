package io.migrationgate.cli.report;

import io.migrationgate.core.graph.SourceLocation;
import java.util.Optional;

/**
 * A workflow command that GitHub and Forgejo show beside a line.
 *
 * @param level error, warning or debug
 */
record GithubAnnotation(String level, Optional<SourceLocation> place, String title, String text) {

  @Override
  public String toString() {
    StringBuilder line = new StringBuilder("::").append(level);
    String separator = " ";
    if (place.isPresent()) {
      line.append(separator).append("file=").append(property(place.get().path()));
      if (place.get().line() > 0) {
        line.append(",line=").append(place.get().line());
      }
      separator = ",";
    }
    return line.append(separator)
        .append("title=")
        .append(property(title))
        .append("::")
        .append(data(text))
        .toString();
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}

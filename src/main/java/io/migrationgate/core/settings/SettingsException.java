package io.migrationgate.core.settings;

import io.migrationgate.core.graph.SourceLocation;
import java.util.List;

/** A settings file that cannot be read, or that says what no setting means. */
public final class SettingsException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Whether the file could be read at all. */
  public enum Kind {
    UNREADABLE,
    WRONG
  }

  /** One thing that is wrong, and where. */
  public record Mistake(SourceLocation location, String reason) {
    @Override
    public String toString() {
      return location + " " + reason;
    }
  }

  private final Kind kind;
  private final transient List<Mistake> mistakes;

  public SettingsException(Kind kind, List<Mistake> mistakes) {
    super(message(mistakes), null, false, false);
    this.kind = kind;
    this.mistakes = List.copyOf(mistakes);
  }

  /** One thing that stands in the way of reading the rest. */
  public static SettingsException unreadable(SourceLocation location, String reason) {
    return new SettingsException(Kind.UNREADABLE, List.of(new Mistake(location, reason)));
  }

  private static String message(List<Mistake> mistakes) {
    return String.join("\n", mistakes.stream().map(Mistake::toString).toList());
  }

  public Kind kind() {
    return kind;
  }

  /** At least one; a line of the message for each. */
  public List<Mistake> mistakes() {
    return mistakes;
  }
}

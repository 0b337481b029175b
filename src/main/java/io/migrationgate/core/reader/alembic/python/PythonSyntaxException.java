package io.migrationgate.core.reader.alembic.python;

/** Text that is not Python, or not Python that can be read with certainty. */
public final class PythonSyntaxException extends Exception {

  private static final long serialVersionUID = 1L;

  /** How sure it is that Python refuses the file too. */
  public enum Certainty {
    /** Every version of Python 3 refuses it. */
    CERTAIN,
    /** It looks wrong, but a newer Python might take it. */
    DOUBTFUL,
    /** Git's conflict markers: certain, with a cause of its own. */
    CONFLICT
  }

  private final int line;
  private final String reason;
  private final Certainty certainty;

  PythonSyntaxException(int line, String reason, Certainty certainty) {
    super("line " + line + ": " + reason, null, false, false);
    this.line = line;
    this.reason = reason;
    this.certainty = certainty;
  }

  static PythonSyntaxException certain(int line, String reason) {
    return new PythonSyntaxException(line, reason, Certainty.CERTAIN);
  }

  static PythonSyntaxException doubtful(int line, String reason) {
    return new PythonSyntaxException(line, reason, Certainty.DOUBTFUL);
  }

  public int line() {
    return line;
  }

  public String reason() {
    return reason;
  }

  public Certainty certainty() {
    return certainty;
  }
}

package io.migrationgate.core.reader.alembic.python;

import java.util.Optional;

/**
 * What is known of a module without running it: the value of each name, after its last line.
 *
 * <p>Imports are taken to work, and functions called at module level to return: whether an
 * environment has what a file imports is not a property of the file.
 */
public final class PythonModule {

  /** The value of a name and the line that gave it. */
  public record Binding(Value value, int line) {}

  private final Namespace names;
  private final Optional<Value.Undecided> hazard;

  PythonModule(Namespace names, Optional<Value.Undecided> hazard) {
    this.names = names;
    this.hazard = hazard;
  }

  /**
   * Reads the source of a module, in whatever encoding it declares.
   *
   * @throws PythonSyntaxException if the text is not Python
   */
  public static PythonModule read(byte[] source) throws PythonSyntaxException {
    return new ModuleReader(SourceBytes.toUtf8(source)).read();
  }

  Namespace names() {
    return names;
  }

  /** The binding of a name; empty where the module does not have it. */
  public Optional<Binding> binding(String name) {
    return Optional.ofNullable(names.binding(name));
  }

  /** Why nothing said here can be relied on, if that is so. */
  public Optional<Value.Undecided> hazard() {
    return hazard;
  }
}

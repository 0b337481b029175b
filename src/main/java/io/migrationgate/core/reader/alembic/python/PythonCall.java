package io.migrationgate.core.reader.alembic.python;

import java.util.List;
import java.util.Optional;

/**
 * A call as it is written.
 *
 * @param owner what stands before the last dot: {@code op}, {@code self.db}; empty for a plain name
 *     and for what is called on the result of something else
 * @param line where the name stands
 */
public record PythonCall(String owner, String name, int line, List<Argument> arguments) {

  /**
   * One argument.
   *
   * @param keyword empty where it is given by its place
   * @param text its text, where that can be told; fields of f-strings keep their braces
   */
  public record Argument(String keyword, Optional<String> text) {}

  public PythonCall {
    arguments = List.copyOf(arguments);
  }

  /** The text of the first argument that is given by its place. */
  public Optional<String> firstText() {
    return arguments.isEmpty() || !arguments.getFirst().keyword().isEmpty()
        ? Optional.empty()
        : arguments.getFirst().text();
  }
}

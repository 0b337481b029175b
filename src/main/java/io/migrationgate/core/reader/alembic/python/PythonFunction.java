package io.migrationgate.core.reader.alembic.python;

import java.util.List;

/**
 * A function at module level.
 *
 * @param line where its name stands
 * @param idle whether it has nothing but {@code pass}, a docstring, {@code ...} or a bare {@code
 *     return}
 * @param raises whether it refuses to go on somewhere, if only in some cases
 * @param calls in the order in which they are written
 */
public record PythonFunction(
    String name, int line, boolean idle, boolean raises, List<PythonCall> calls) {

  public PythonFunction {
    calls = List.copyOf(calls);
  }

  /** The functions at module level; of several with one name the last counts, as in Python. */
  public static List<PythonFunction> in(byte[] source) throws PythonSyntaxException {
    return new FunctionReader(source).read();
  }
}

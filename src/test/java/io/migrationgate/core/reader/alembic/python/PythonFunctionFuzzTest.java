package io.migrationgate.core.reader.alembic.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/** Any bytes give functions or a {@link PythonSyntaxException}; nothing else, and soon. */
class PythonFunctionFuzzTest {

  @FuzzTest
  void readsAnyBytes(byte[] source) {
    try {
      List<PythonFunction> functions = PythonFunction.in(source);
      assertThat(functions).doesNotHaveDuplicates().allMatch(function -> function.line() > 0);
    } catch (PythonSyntaxException notPython) {
      assertThat(notPython.line()).isPositive();
    }
  }
}

package io.migrationgate.core.reader.alembic.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes are a module or a {@link PythonSyntaxException}; nothing else, and soon. */
class PythonModuleFuzzTest {

  @FuzzTest
  void readsAnyBytes(byte[] source) {
    try {
      PythonModule module = PythonModule.read(source);
      module.binding("revision").ifPresent(binding -> assertThat(binding.line()).isPositive());
    } catch (PythonSyntaxException notPython) {
      assertThat(notPython.line()).isPositive();
    }
  }
}

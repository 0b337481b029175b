package io.migrationgate.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text is statements, none of them empty, in order of line. */
class SqlStatementFuzzTest {

  @FuzzTest
  void readsAnyText(byte[] source) {
    int line = 1;
    for (SqlStatement statement :
        new SqlLexer(new String(source, StandardCharsets.UTF_8), 1).statements()) {
      assertThat(statement.line()).isGreaterThanOrEqualTo(line);
      line = statement.line();
    }
  }
}

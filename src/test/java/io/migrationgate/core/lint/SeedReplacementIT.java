package io.migrationgate.core.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.core.sql.SqlStatement;
import io.migrationgate.oracle.PythonsWithAlembic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real SQLite runs the seed and the form that is shown in its place. */
class SeedReplacementIT {

  private static final String SCRIPT =
      """
      import sqlite3, sys
      seed, before = sys.argv[1:]
      db = sqlite3.connect(":memory:")
      db.execute("CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT, size INTEGER)")
      if before != "-":
          value, size = before.split(",")
          db.execute("INSERT INTO setting VALUES ('a', ?, ?)", (value, size or None))
      db.execute(seed)
      print(",".join(str(x) for x in db.execute("SELECT value, size FROM setting").fetchone()))
      """;

  private static final String VALUES = "VALUES ('a', 'new', 7)";

  private static String python = "";

  @BeforeAll
  static void findPython() throws IOException {
    python = PythonsWithAlembic.all().getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -     | new,7     | new,7
          ,     | ,None     | new,7
          old,1 | old,1     | old,1
          old,  | old,None  | old,7
          ,0    | ,0        | new,0
          """)
  void itFillsGapsAndOverwritesNothing(String before, String withSeed, String withReplacement)
      throws Exception {
    for (String seed :
        List.of(
            "INSERT INTO setting (name, value, size) " + VALUES + " ON CONFLICT (name) DO NOTHING",
            "INSERT INTO setting AS s (name, value, size) "
                + VALUES
                + " ON CONFLICT (name) DO NOTHING")) {
      String replacement =
          Seed.in(SqlStatement.in(seed).getFirst())
              .orElseThrow()
              .replacement()
              .replace("VALUES (...)", VALUES);

      assertThat(run(seed, before)).as("the value stays empty").isEqualTo(withSeed);
      assertThat(run(replacement, before)).as(replacement).isEqualTo(withReplacement);
    }
  }

  private static String run(String statement, String before)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(python, "-c", SCRIPT, statement, before)
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.strip();
  }
}

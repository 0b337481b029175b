package io.migrationgate.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where statements begin and end, and what in them is no code. */
class SqlStatementTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a;b'; SELECT 2",
        "SELECT 'it''s; fine'; SELECT 2",
        "SELECT E'it\\'s; fine'; SELECT 2",
        "SELECT \"a;b\"; SELECT 2",
        "SELECT `a;b`; SELECT 2",
        "SELECT 1 -- one; two\n; SELECT 2",
        "# one; two\nSELECT 1; SELECT 2",
        "SELECT 1 /* one; /* two; */ three; */; SELECT 2",
        "SELECT $$a;b$$; SELECT 2",
        "SELECT $x$a;$$;b$x$; SELECT 2;;",
        "SELECT a #> '{b;c}'; SELECT $1",
        "SELECT '\\'; SELECT 2",
      })
  void aSemicolonPartsStatementsOnlyInCode(String text) {
    assertThat(SqlStatement.in(text)).hasSize(2).allMatch(s -> s.verb().equals("SELECT"));
  }

  @Test
  void whatIsOpenAtTheEndEndsThere() {
    for (String text : List.of("SELECT 'a; b", "SELECT /* a; b", "SELECT $$a; b", "SELECT \"a;")) {
      assertThat(SqlStatement.in(text)).as(text).hasSize(1);
    }
  }

  @Test
  void linesAreCountedThroughEverything() {
    List<SqlStatement> statements =
        SqlStatement.in(
            "-- first\n/* second\n*/ SELECT 'a\nb' \n; \n\nINSERT INTO t DEFAULT VALUES");

    assertThat(statements).extracting(SqlStatement::line).containsExactly(3, 7);
  }

  @Test
  void theBodyOfABlockRunsAndThatOfAFunctionDoesNot() {
    String body = "$$ BEGIN INSERT INTO a VALUES (1); DELETE FROM b; END $$";

    assertThat(SqlStatement.in("DO " + body))
        .extracting(SqlStatement::verb)
        .containsExactly("DO", "INSERT", "DELETE", "END");
    assertThat(SqlStatement.in("CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS " + body))
        .extracting(SqlStatement::verb)
        .containsExactly("CREATE");
  }

  @Test
  void rowsOfADumpAreNoStatements() {
    List<SqlStatement> statements =
        SqlStatement.in("COPY t (a) FROM stdin;\nit's; \n\\.\n\nSELECT 1;");

    assertThat(statements).extracting(SqlStatement::verb).containsExactly("COPY", "SELECT");
  }

  @Test
  void templatesAndParametersAreNames() {
    assertThat(SqlStatement.in("INSERT INTO {schema}.t VALUES (:a, $1, %(b)s)").getFirst().tokens())
        .extracting(SqlToken::text)
        .contains("{schema}", ":a", "$1");
  }

  @Test
  void manyOpenBracesTakeNoMoreThanTheirLength() {
    assertThat(SqlStatement.in("{".repeat(1 << 18)).getFirst().tokens()).hasSize(1 << 18);
  }
}

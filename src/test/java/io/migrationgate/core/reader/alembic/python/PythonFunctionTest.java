package io.migrationgate.core.reader.alembic.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which calls a function makes, and with what text. */
class PythonFunctionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          op.execute("a b")                          | a b
          op.execute("a " "b")                       | a b
          op.execute(("a " + 'b'))                   | a b
          op.execute(sa.text("a b"))                 | a b
          op.execute(text("a b").bindparams(x="c"))  | a b
          op.execute("a %s" % x)                     | a %s
          op.execute("a {}".format(x))               | a {}
          op.execute(f"a {x} b")                     | a {x} b
          op.execute(f"a {x!r:>{width}} b")          | a {x!r:>{width}} b
          op.execute(SQL)                            | module
          s = "a"; s += " b"; op.execute(s)          | a b
          s = "a"; s = other(); op.execute(s)        | -
          op.execute(other())                        | -
          op.execute("a" if x else "b")              | -
          op.execute(table.insert())                 | -
          op.execute(rows[0])                        | -
          op.execute(*args)                          | -
          op.execute(b"a")                           | -
          """)
  void theTextOfAnArgumentIsReadAsFarAsItCanBe(String line, String text) throws Exception {
    PythonFunction function = only("SQL = 'module'\ndef f():\n    " + line + "\n");

    PythonCall execute =
        function.calls().stream().filter(call -> call.name().equals("execute")).findFirst().get();
    assertThat(execute.owner()).isEqualTo("op");
    assertThat(execute.firstText())
        .isEqualTo(text.equals("-") ? Optional.empty() : Optional.of(text));
  }

  @Test
  void callsAreFoundWhereverTheyStand() throws Exception {
    PythonFunction function =
        only(
            """
            def upgrade(engine: dict[str, int] = {}) -> None:
                with op.batch_alter_table("a", schema="s") as batch_op:
                    batch_op.add_column(sa.Column("x", sa.Text()))
                for name in names():
                    if not inspect(name): op.drop_table(name)
                [op.f(n) for n in (lambda: g())()]
                return insert(t).on_conflict_do_nothing()
            """);

    assertThat(function.calls())
        .extracting(call -> call.owner() + ":" + call.name() + ":" + call.line())
        .containsExactly(
            "op:batch_alter_table:2",
            "batch_op:add_column:3",
            "sa:Column:3",
            "sa:Text:3",
            ":names:4",
            ":inspect:5",
            "op:drop_table:5",
            "op:f:6",
            ":g:6",
            ":insert:7",
            ":on_conflict_do_nothing:7");
    assertThat(function.calls().getFirst().arguments())
        .containsExactly(
            new PythonCall.Argument("", Optional.of("a")),
            new PythonCall.Argument("schema", Optional.of("s")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pass",
        "\"\"\"Nothing.\"\"\"",
        "...",
        "return",
        "return None",
        "\"a\" \"b\"\n    pass"
      })
  void thatDoesNothing(String body) throws Exception {
    assertThat(only("def f():\n    " + body + "\n").idle()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "raise NotImplementedError",
        "f()",
        "return f()",
        "x = 1",
        "pass; f()",
        "\"a\".b()"
      })
  void thatDoesSomething(String body) throws Exception {
    assertThat(only("def f():\n    " + body + "\n").idle()).isFalse();
  }

  @Test
  void onlyFunctionsOfTheModuleCountAndOfSeveralTheLast() throws Exception {
    List<PythonFunction> functions =
        read(
            """
            class A:
                def upgrade(self): f()
            def upgrade(): g()
            if x:
                def downgrade(): h()
            async def upgrade():
                def inner():
                    i()
            def downgrade(): pass
            """);

    assertThat(functions).extracting(PythonFunction::name).containsExactly("upgrade", "downgrade");
    assertThat(functions.getFirst().calls())
        .extracting(PythonCall::name)
        .containsExactly("inner", "i");
  }

  @Test
  void theDepthOfCallsIsThatOfPythonsBrackets() throws Exception {
    String nested = "f(".repeat(199) + ")".repeat(199);

    assertThat(only("def f():\n    " + nested + "\n").calls()).hasSize(199);
  }

  private static PythonFunction only(String source) throws PythonSyntaxException {
    List<PythonFunction> functions = read(source);
    assertThat(functions).hasSize(1);
    return functions.getFirst();
  }

  private static List<PythonFunction> read(String source) throws PythonSyntaxException {
    return PythonFunction.in(source.getBytes(StandardCharsets.UTF_8));
  }
}

package io.migrationgate.core.reader.alembic.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainStatementsTest {

  private static final List<String> STATEMENTS =
      List.of(
          "op.drop_table('account')\n",
          "op.create_table(\n    'account',  # the owner\n    sa.Column('id', sa.Integer()),\n    )\n",
          "bind = op.get_bind()\n",
          "op.execute(\"\"\"\n  UPDATE account\n  SET a = 'b'\n\"\"\")\n",
          "self.x = {'a': 1, 'b': [2, (3, 4)]}\n",
          "rows = {1, 2, }\n",
          "print('a' 'b' + \"c\" % d)\n",
          "f(x, a=None, b=True)(g)(h.i)\n",
          "pass\n",
          "x = a.b.c(0)\n",
          "with op.batch_alter_table('a') as b:\n        b.add_column(c)\n",
          "for row in bind.execute(q):\n        pass\n");

  private static final List<String> PIECES =
      List.of(
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ",",
          ".",
          "=",
          "==",
          ":",
          ":=",
          "+",
          "%",
          "-",
          "*",
          "**",
          "'",
          "\"",
          "\"\"\"",
          "\\",
          "\n",
          "\n    ",
          " ",
          "#",
          ";",
          "x",
          "None",
          "pass",
          "lambda",
          "not",
          "if",
          "for",
          "in",
          "match",
          "type",
          "case",
          "1",
          "0",
          "01",
          "1.5",
          "r",
          "f",
          "b",
          "é",
          "\t",
          "\r",
          "a=1",
          ", a=2",
          "a=1, a=2",
          "(__debug__=1)",
          "global",
          "yield",
          "await",
          "@",
          "->",
          "=======",
          "_",
          "__dict__");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "op.drop_table('account')\n",
        "op.create_table(\n    'account',\n\n    sa.Column('id', sa.Integer()),  # a\n    )\n",
        "bind = op.get_bind()\n",
        "self.x = {'a': 1, 'b': [2, (3, 4)]}\n",
        "x = {1, 2, }\n",
        "x = a + b % c\n",
        "f(x, a=None, b=True)(g)(h.i).j = 3\n",
        "\"\"\"Says\nwhat.\"\"\"\n",
        "pass  # nothing\n",
      })
  void passesPlainStatements(String statement) {
    byte[] text = statement.getBytes(UTF_8);
    PlainStatements plain = new PlainStatements(text, new NameFilter());
    assertThat(plain.pass(0, 0)).isEqualTo(text.length);
    assertThat(plain.linesPassed()).isEqualTo(statement.lines().count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f(a b)\n",
        "f(a=1, b)\n",
        "f(,)\n",
        "f(a\n",
        "f)\n",
        "f(]\n",
        "x = y = 1\n",
        "f() = 1\n",
        "a.b + c.d = 1\n",
        "a.b = c.d = 1\n",
        "x = \n",
        "x.\n",
        "x.1\n",
        "x == 1\n",
        "x += 1\n",
        "'a\n'\n",
        "'a\\q'\n",
        "{a: 1, b}\n",
        "{a, b: 1}\n",
        "{a: 1: 2}\n",
        "[a: 1]\n",
        "01\n",
        "1x\n",
        "1.x\n",
        "'a' b\n",
        "b'a'\n",
        "f'{a}'\n",
        "pass x\n",
        "pass = 1\n",
        "f(pass)\n",
        "x.None\n",
        "None = 1\n",
        "f(None=1)\n",
        "if x\n",
        "global x\n",
        "lambda: 0\n",
        "match x\n",
        "type x\n",
        "exec('x')\n",
        "sys.modules\n",
        "x.__dict__\n",
        "x: int\n",
        "a, b\n",
        "x; y\n",
        "x\ty\n",
        "x\r\n",
        "é\n",
        "x",
        "=======\n",
        "()()\n",
        "1(2)\n",
        "'a'(b)\n",
        "\n",
        "(a=1)\n",
      })
  void leavesEverythingElse(String statement) {
    PlainStatements plain = new PlainStatements(statement.getBytes(UTF_8), new NameFilter());
    assertThat(plain.pass(0, 0)).isZero();
  }

  @Test
  void stopsAtTheFirstLineThatIsIndentedOtherwise() {
    String text = "a()\n    b()\n  c()\n    d()\n";
    PlainStatements plain = new PlainStatements(text.getBytes(UTF_8), new NameFilter());
    assertThat(plain.pass(0, 4)).isEqualTo("a()\n    b()\n".length());
    assertThat(plain.linesPassed()).isEqualTo(2);
  }

  @Test
  void comesToTheSameResultAsTokens() {
    Random random = new Random(20_261_121);
    int accepted = 0;
    for (int round = 0; round < 100_000; round++) {
      String module = mutated(random);
      byte[] text = module.getBytes(UTF_8);
      String byTokens = byTokens(text);
      assertThat(withPlainStatements(text)).as(module).isEqualTo(byTokens);
      accepted += byTokens.equals("accepted") ? 1 : 0;
    }
    assertThat(accepted).isBetween(10_000, 90_000);
  }

  private static String mutated(Random random) {
    StringBuilder body = new StringBuilder("def f():\n");
    for (int count = 1 + random.nextInt(3); count > 0; count--) {
      body.append("    ").append(pick(STATEMENTS, random));
    }
    int start = "def f():\n    ".length();
    for (int count = random.nextInt(3); count > 0; count--) {
      int at = start + random.nextInt(body.length() - start);
      int end = Math.min(body.length(), at + random.nextInt(3));
      body.replace(at, end, random.nextInt(4) == 0 ? "" : pick(PIECES, random));
    }
    return body.append("\n\n").toString();
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  private static String byTokens(byte[] text) {
    try {
      PythonLexer lexer = new PythonLexer(text);
      TokenOrder order = new TokenOrder(lexer);
      while (lexer.next() != Token.END) {
        order.accept();
      }
      order.accept();
      return "accepted";
    } catch (PythonSyntaxException e) {
      return e.toString();
    }
  }

  private static String withPlainStatements(byte[] text) {
    try {
      ModuleTokens tokens = new ModuleTokens(text, new Namespace());
      tokens.inFunction(true);
      while (tokens.current().kind() != Token.END) {
        tokens.advance();
      }
      return "accepted";
    } catch (PythonSyntaxException e) {
      return e.toString();
    }
  }
}

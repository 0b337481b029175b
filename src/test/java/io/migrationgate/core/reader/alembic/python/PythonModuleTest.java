package io.migrationgate.core.reader.alembic.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonModuleTest {

  @Test
  void readsAGeneratedMigration() throws PythonSyntaxException {
    PythonModule module =
        read(
            """
            \"""add users

            revision = "not this"
            \"""
            from typing import Sequence, Union

            from alembic import op
            import sqlalchemy as sa

            # revision = "nor this"
            revision: str = "1975ea83b712"
            down_revision: Union[str, None] = "ae1027a6acf"
            branch_labels: Union[str, Sequence[str], None] = None
            depends_on = ("27c6a30d7c24", "8a3")


            def upgrade() -> None:
                revision = "nor that"
                op.drop_table("users")
            """);
    assertThat(module.hazard()).isEmpty();
    assertThat(module.binding("revision"))
        .contains(new PythonModule.Binding(text("1975ea83b712"), 11));
    assertThat(module.binding("down_revision"))
        .contains(new PythonModule.Binding(text("ae1027a6acf"), 12));
    assertThat(module.binding("branch_labels"))
        .contains(new PythonModule.Binding(new Value.Nothing(), 13));
    assertThat(module.binding("depends_on"))
        .contains(new PythonModule.Binding(tuple(text("27c6a30d7c24"), text("8a3")), 14));
    assertThat(module.binding("alembic")).isEmpty();
  }

  @Nested
  class Strings {

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        value = {
          "'a'",
          "`\"a\"`",
          "'''a'''",
          "r'a'",
          "u'a'",
          "f'a'",
          "rf'a'",
          "'' 'a' f''",
          "'\\x61'",
          "'\\141'",
          "'\\u0061'",
          "'\\N{LATIN SMALL LETTER A}'",
          "'' + 'a'",
          "('a')",
          "`('a',)[0]`",
          "`['b', 'a'][-1]`",
          "'ba'[1]",
          "'a' * 1",
          "1 * 'a'",
          "'%s' % 'a'",
          "`'%s%s' % ('', 'a')`",
          "f'{\"a\"}'",
          "f'{'a'}'",
          "'a' if True else 'b'",
          "'b' if '' else 'a'",
          "'b' if None else 'a'",
        })
    void spelledInManyWays(String spelling) throws PythonSyntaxException {
      assertThat(value("x = " + spelling)).isEqualTo(text("a"));
    }

    @Test
    void keepWhatIsNoEscape() throws PythonSyntaxException {
      assertThat(value("x = '\\q'")).isEqualTo(text("\\q"));
      assertThat(value("x = r'\\n'")).isEqualTo(text("\\n"));
      assertThat(value("x = f'{{}}'")).isEqualTo(text("{}"));
      assertThat(value("x = '''a\r\nb\\\nc'''")).isEqualTo(text("a\nbc"));
    }

    @Test
    void takeInConstants() throws PythonSyntaxException {
      assertThat(value("n = '04'; x = f'{n}{2}_{None}'")).isEqualTo(text("042_None"));
      assertThat(value("n = '04'; x = n + '2'")).isEqualTo(text("042"));
      assertThat(value("n = 42; x = '%s_%d' % ('r', n)")).isEqualTo(text("r_42"));
    }

    @Test
    void areOpenWhereTheyHaveToBeRun() throws PythonSyntaxException {
      assertThat(value("x = f'{a:>4}'")).isEqualTo(undecided(1, "the value is an expression"));
      assertThat(value("x = '%4d' % 1"))
          .isEqualTo(undecided(1, "the value comes from a '%' that cannot be worked out here"));
      assertThat(value("\nx = 'a'.upper()"))
          .isEqualTo(undecided(2, "the value is the result of a call"));
      assertThat(value("x = a"))
          .isEqualTo(undecided(1, "a is not a constant that this file assigns before"));
    }
  }

  @Nested
  class Assignments {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "x = 'a'",
          "x='a';y='b'",
          "x = \\\n  'a'",
          "x = ('a'\n  # 'b'\n)",
          "(x) = 'a'",
          "x: str = 'a'",
          "x: 'Undefined' = 'a'",
          "y = x = 'a'",
          "y, x = 'b', 'a'",
          "y, (x, *z) = 'b', ('a', 'c', 'd')",
          "[*y, x] = 'b', 'c', 'a'",
          "x, = ['a']",
          "x = 'b'; x = 'a'",
          "x = ''; x += 'a'",
          "y = 'a'; x = y; y = 'b'",
          "x = 'a'\ndef f():\n  x = 'b'",
          "x = 'a'\nclass C:\n  x = 'b'",
          "x = 'a'\nlambda x='b': x",
          "x = 'a'\n[x for x in 'b']",
          "x = 'a'\nf(x='b')",
          "x = 'a'\no.x = 'b'",
          "x = 'a'\nd['x'] = 'b'",
          "x = 'b'; del x; x = 'a'",
          "from m import x\nx = 'a'",
          "if c:\n  x = 'b'\nx = 'a'",
        })
    void thatGiveXTheValueA(String text) throws PythonSyntaxException {
      assertThat(value(text)).isEqualTo(text("a"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "'''\nx = 'a'\n'''",
          "# x = 'a'",
          "x: str",
          "def f(): x = 'a'",
          "x = 'a'; del x"
        })
    void thatGiveItNone(String text) throws PythonSyntaxException {
      assertThat(read(text).binding("x")).isEmpty();
    }

    @Test
    void ofCollections() throws PythonSyntaxException {
      assertThat(value("x = ['a'] + ['b']"))
          .isEqualTo(new Value.Items(Value.Items.Kind.LIST, List.of(text("a"), text("b"))));
      assertThat(value("y = 'a', 'b'; x = (*y, 'c')"))
          .isEqualTo(tuple(text("a"), text("b"), text("c")));
      assertThat(value("x = {'a', 'a'}"))
          .isEqualTo(new Value.Items(Value.Items.Kind.SET, List.of(text("a"))));
      assertThat(value("x = {'a': 1}"))
          .isEqualTo(new Value.Items(Value.Items.Kind.DICTIONARY, List.of(text("a"))));
      assertThat(value("x = ()")).isEqualTo(tuple());
      assertThat(value("x = 'a',")).isEqualTo(tuple(text("a")));
    }

    @Test
    void ofOtherTypes() throws PythonSyntaxException {
      assertThat(value("x = None")).isEqualTo(new Value.Nothing());
      assertThat(value("x = False")).isEqualTo(new Value.Truth(false));
      assertThat(value("x = -0x2A")).isEqualTo(new Value.Whole(-42));
      assertThat(value("x = 1.5")).isEqualTo(new Value.OtherConstant("number"));
      assertThat(value("x = b'a'")).isEqualTo(new Value.OtherConstant("bytes"));
    }
  }

  @Nested
  class WhatMayChangeANameBehindItsBack {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '~',
        value = {
          "if c: x = 'b' | is assigned in a block under `if`",
          "if TYPE_CHECKING: x = 'b' | is assigned in a block under `if`",
          "while c: x = 'b' | is assigned in a loop",
          "for x in y: pass | may be assigned in a loop",
          "for y, x in z: pass | may be assigned in a loop",
          "try: x = 'b'\\nexcept: pass | is assigned in a `try` statement",
          "try: pass\\nexcept E as x: pass | may be assigned in a `try` statement",
          "with y as x: pass | may be assigned in a `with` statement",
          "match y:\\n case {'k': x}: pass | may be assigned in a `match` statement",
          "match y:\\n case [x, *_]: pass | may be assigned in a `match` statement",
          "f(x := 'b') | is given a value by `:=` or `type`",
          "f'{(x := 1)}' | is given a value by `:=` or `type`",
          "import x | is imported",
          "import y as x | is imported",
          "from y import (z, w as x) | is imported",
          "def x(): pass | is a function",
          "class x: pass | is a class",
          "type x = int | is given a value by `:=` or `type`",
          "def f():\\n  global x\\n  x = 'b' | is declared global in a function",
          "class C:\\n  def f(self):\\n    global x | is declared global in a function",
          "from .y import * | may come from `from .y import *`",
        })
    void makesItUndecided(String statement, String reason) throws PythonSyntaxException {
      String text = "x = 'a'\n" + statement.replace("\\n", "\n") + "\n";
      assertThat(value(text))
          .isInstanceOfSatisfying(
              Value.Undecided.class,
              undecided -> {
                assertThat(undecided.reason()).isEqualTo(reason);
                assertThat(undecided.line()).isGreaterThan(1);
              });
    }

    @Test
    void orBringItIn() throws PythonSyntaxException {
      assertThat(value("from base import *"))
          .isEqualTo(undecided(1, "may come from `from base import *`"));
    }

    @Test
    void butNotAKnownLibrary() throws PythonSyntaxException {
      String text = "revision = 'a'\nfrom sqlalchemy import *\n";
      assertThat(read(text).binding("revision")).contains(new PythonModule.Binding(text("a"), 1));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "x.append('b')",
          "y = x; y.append('b')",
          "y = x; y += ['b']",
          "y = (x,); y[0].append('b')",
          "y = [x]; y[0][0] = 'b'",
          "x[0] = 'b'",
          "del x[0]",
          "f(x)",
          "if x.append('b'): pass",
          "assert x.append('b')",
          "class C: x.append('b')",
          "def f(): x.append('b')\nf()",
          "def f(y=x): y.append('b')\nf()",
          "@decorator\ndef f(): x.append('b')",
          "class C:\n  def f(self): x.append('b')\nC().f()",
          "for x[0] in y: pass",
        })
    void asAListCanBeChangedInPlace(String statement) throws PythonSyntaxException {
      assertThat(value("x = ['a']\n" + statement)).isInstanceOf(Value.Undecided.class);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "logger = logging.getLogger(__name__)",
          "y = ['b']; y.append('c')",
          "def upgrade():\n  x.append('b')",
          "def f(x): pass\nf([])",
          "def f(): x = ['b']\nf()",
          "class C:\n  x = f()",
        })
    void butNotByCodeThatDoesNotKnowIt(String statement) throws PythonSyntaxException {
      assertThat(value("import logging\nx = ['a']\n" + statement)).isInstanceOf(Value.Items.class);
    }
  }

  @Nested
  class Hazards {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "exec('x = 1') | uses exec when the file is loaded, which can change any name",
          "globals()['x'] = 1 | uses globals when the file is loaded, which can change any name",
          "g = globals | uses globals when the file is loaded, which can change any name",
          "y = sys.modules | uses modules when the file is loaded, which can change any name",
          "sys.exit(1) | calls sys.exit() when the file is loaded",
          "op.execute('x') | calls op.execute() when the file is loaded",
          "y = 1 / 0 | divides by zero when the file is loaded",
          "y: Foo = 1 | annotates with Foo, which nothing defines",
        })
    void areNamed(String statement, String reason) throws PythonSyntaxException {
      assertThat(read("x = 'a'\n" + statement + "\n").hazard().orElseThrow())
          .satisfies(
              hazard -> {
                assertThat(hazard.line()).isEqualTo(2);
                assertThat(hazard.reason()).startsWith(reason);
              });
    }

    @Test
    void lieInFunctionsThatAreCalled() throws PythonSyntaxException {
      String function = "def f():\n  globals()['x'] = 1\n";
      assertThat(read(function).hazard()).isEmpty();
      assertThat(read(function + "f()\n").hazard())
          .contains(
              undecided(
                  2, "uses globals in a function that may be called when the file is loaded"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "def upgrade(): op.execute('x')",
          "class C:\n  def f(self): exec('x')",
          "f(vars=1)",
          "o.exec(1)",
          "'%d' % 0",
          "from __future__ import annotations\ny: Foo = 1",
          "import Foo\ny: Foo | None = 1",
          "# exec('x')",
        })
    void areNotSeenWhereThereAreNone(String text) throws PythonSyntaxException {
      assertThat(read(text + "\n").hazard()).isEmpty();
    }
  }

  @Nested
  class Refusals {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "x = 1\\nraise E | line 2: raises an exception when it is loaded",
          "x = 1\\nreturn x | line 2: has 'return' where it may not stand",
          "x = 1\\nfrom __future__ import annotations | line 2: imports from __future__ after other code",
          "from __future__ import braces | line 1: imports braces from __future__",
        })
    void haveAPlaceAndAReason(String text, String message) {
      assertThatThrownBy(() -> read(text.replace("\\n", "\n") + "\n")).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "def f(a, a): pass",
          "def f(a, *a): pass",
          "def f(/): pass",
          "def f(a, /, b, /): pass",
          "def f(*, **k): pass",
          "def f(*, *a): pass",
          "def f(__debug__): pass",
          "f(a=1, b=2, a=3)",
          "def g():\n  f(a=1, b=2, a=3)",
          "f(__debug__=1)",
          "__debug__ = 1",
          "__debug__ += 1",
          "f'{x!y}'",
        })
    void noticeWhatPythonRefuses(String text) {
      assertThatThrownBy(() -> read(text + "\n")).hasMessageContaining("does not read as Python");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "def f(a, /, b, *, c, **d): pass",
          "def f(a=1, /, *b, c): pass",
          "def f(ab, abc, a): pass",
          "f(a=1, ab=2, abc=g(a=1))",
          "def g():\n  f(a=1, b=2, abc=g(a=3))",
          "x = __debug__",
          "x = lambda a, /, b: 1",
          "f'{x!r}{x!s:>4}{x!a}'",
        })
    void doNotConcernWhatItTakes(String text) throws PythonSyntaxException {
      assertThat(read(text + "\n").hazard()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "'docstring'\nfrom __future__ import annotations\nfrom __future__ import division",
          "# comment\n\n\n'a' 'b'; from __future__ import annotations",
        })
    void spareTheFutureAtTheTop(String text) throws PythonSyntaxException {
      assertThat(read(text).hazard()).isEmpty();
    }
  }

  @Nested
  class Bounds {

    static Stream<Arguments> hostileTexts() {
      return Stream.of(
          arguments("x = ", "(", ""),
          arguments("x = ", "-", "1"),
          arguments("x = ", "not ", "1"),
          arguments("x = ", "1 if 1 else ", "1"),
          arguments("x = ", "lambda: ", "1"),
          arguments("x = 'a'", "+ 'a'", ""),
          arguments("x = (", " 'a'", ")"),
          arguments("x = [", "'a',", "]"),
          arguments("x = a", ".b", ""),
          arguments("x = a", "[0]", ""),
          arguments("x = a", "()", ""),
          arguments("x = a", " < a", ""),
          arguments("", "x = ", "1"),
          arguments("", "x, ", "= 1"),
          arguments("x = ", "f'{", ""),
          arguments("x = f'", "{1}", "'"),
          arguments("x = 'a'\n", "x = x + x\n", ""),
          arguments("x = 'a'\n", "x = [x, x]\n", ""),
          arguments("x = ['a']\n", "x = x * 9\n", ""),
          arguments("x = 'a' * 60000\n", "y = x + ''\n", ""),
          arguments("x = ('a',) * 60000\n", "y, *z = x\n", ""),
          arguments("", "x = []; f(x)\n", ""),
          arguments("", "from a import *\n", ""),
          arguments("", "@a\n", "def f(): pass"),
          arguments("", "if x:\n x\n", ""),
          arguments("def f():\n global a", ", a", ""),
          arguments("#", "#", ""),
          arguments("x = '", "a", "'"));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    @Timeout(10)
    void holdForHostileTexts(String head, String repeated, String tail) {
      String text = head + repeated.repeat((1 << 20) / repeated.length()) + tail + "\n";
      try {
        assertThat(read(text)).isNotNull();
      } catch (PythonSyntaxException refused) {
        assertThat(refused.line()).isPositive();
      }
    }

    @Test
    void holdForHundredThousandsOfNames() throws PythonSyntaxException {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 100_000; i++) {
        text.append('n').append(i).append(" = []\n");
      }
      assertThat(read(text.toString()).hazard())
          .contains(undecided(65_537, "is one of more names than any migration has"));
    }
  }

  private static PythonModule read(String text) throws PythonSyntaxException {
    return PythonModule.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Value value(String text) throws PythonSyntaxException {
    PythonModule module = read(text + "\n");
    assertThat(module.hazard()).isEmpty();
    Optional<PythonModule.Binding> x = module.binding("x");
    assertThat(x).as("binding of x").isPresent();
    return x.get().value();
  }

  private static Value.Text text(String text) {
    return new Value.Text(text);
  }

  private static Value.Items tuple(Value... items) {
    return new Value.Items(Value.Items.Kind.TUPLE, List.of(items));
  }

  private static Value.Undecided undecided(int line, String reason) {
    return new Value.Undecided(line, reason);
  }
}

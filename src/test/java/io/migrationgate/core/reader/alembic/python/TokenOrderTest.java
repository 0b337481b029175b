package io.migrationgate.core.reader.alembic.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenOrderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = b = c, *d = e, f",
        "a, = b; [c, d] = e; (f) = g; (h, (i, *j)) = k; () = l",
        "a.b[c].d += yield_",
        "a: b = c",
        "a.b[c]: int",
        "x = 1 if a else 2 if b else 3",
        "x = lambda: lambda a, *b, c=1, **d: a if b else c",
        "x = [a for b, *c in d if e if f for g in h]",
        "x = {a: b for c in d}; y = {*a, b}; z = {**a, 'b': c}; {}",
        "f(a, *b, c=d, *e, **g)",
        "f(a for b in c)",
        "x[a:b, ::c, ...]",
        "x[:]",
        "x = not a or not not b and c is not d and e not in f",
        "x = -a ** -b @ ~c",
        "x = (yield_, *a)",
        "print >>f, 'x'",
        "'a' 'b' f'{c}' r'd'",
        "f'{a!r:>{b}}{c=}{d=!s:x}{e, f}{{}}'",
        "del a, (b), c[d], e.f",
        "assert a, b",
        "global a, b",
        "import a.b as c, d",
        "from . import a",
        "from ...a.b import (c as d, e,)",
        "from a import *",
        "raise",
        "raise A from b",
        "@a.b(c)\n@d\ndef f(): pass",
        "@a\nclass B(c, d=e): pass",
        "@a\nasync def f(): await b; return [c async for d in e]",
        "async def f():\n async with a as b, c: pass\n async for d in e: yield",
        "def f(a, /, b: int = 1, *c: d, e, g=h, **i) -> j: return a, *b",
        "def f(*, a): yield from b; x = yield; y = yield a, b",
        "def f[T: int, *U, **V](): pass",
        "class A[T](B): x = y",
        "type X[T] = list[T]",
        "type = match = case = 1; type(a); match[b]; print(case)",
        "if a: b\nelif (c := d): e\nelse: f",
        "while a := b: break\nelse: c",
        "for a, *b in c, d: continue\nelse: e",
        "try: a\nexcept (B, C) as d: e\nexcept: f\nelse: g\nfinally: h",
        "try: a\nexcept* B: c",
        "try: a\nexcept B, C: d",
        "try: a\nfinally: b",
        "with a, b as c, d as (e, f): g",
        "with (a as b, c as d,): e",
        "with (a, b) as c: d",
        "match a:\n case b: c\n case [d, *e] | {'f': g, **h} if i: j\n case K(l, m=n) as o: p",
        "match (a):\n case -1 | 'x': b\n case c.d, e: f",
        "match *a, b:\n case _: c",
        "match -a:\n case (b as c) | [(d as e)]: f",
        "match [a]:\n case _: pass\nmatch: int = 1",
      })
  void acceptsPython(String text) {
    assertThatCode(() -> read(text + "\n")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "a = ",
        "a = = b",
        "a, , b",
        "f(a b)",
        "f(a=1, b)",
        "f(**a, *b)",
        "f(a.b=1)",
        "f() = 1",
        "a + b = 1",
        "'a' = 1",
        "None = 1",
        "a, b += 1",
        "a: b: c",
        "a = b: c",
        "*a",
        "(*a)",
        "a if b",
        "a else b",
        "x = 1 if a",
        "[a for b]",
        "[a, b for c in d]",
        "[a for b() in c]",
        "{a: b, c}",
        "{a, b: c}",
        "x[]",
        "lambda a b: c",
        "not",
        "a not b",
        "a is",
        "1 + not b",
        "a := b",
        "f'{}'",
        "f'{a b}'",
        "f'{a!}'",
        "'a' b'c'",
        "import",
        "import a as",
        "import a.",
        "from a import",
        "from a import b,",
        "from import b",
        "from a..b import c",
        "from a import (b",
        "del f()",
        "assert",
        "global",
        "pass a",
        "return",
        "yield a",
        "break",
        "await a",
        "def f: pass",
        "def f(a=1, b): pass",
        "def f(*): pass",
        "def f(**a, b): pass",
        "def (a): pass",
        "def f()",
        "class A(: pass",
        "class: pass",
        "if a",
        "if a\n b",
        "if a:",
        "if a:\nb",
        "if a, b: c",
        "if a: if b: c",
        "else: a",
        "if a: b\nc\nelse: d",
        "try: a",
        "try: a\nb",
        "try: a\nelse: b",
        "except A: b",
        "try: a\nexcept: b\nexcept C: d",
        "for a b in c: d",
        "for f() in c: d",
        "for a in: d",
        "with a as: b",
        "with a as b() : c",
        "@a",
        "@a\nb",
        "a\n b",
        "match a:\n b",
        "match a:\n case b c: d",
        "async a",
        "async with a: b",
        "def f():\n break",
        "print 'a'",
        "exec 'a'",
        "raise A, 'b'",
      })
  void refusesWhatEveryPythonRefuses(String text) {
    assertThat(catchThrowableOfType(PythonSyntaxException.class, () -> read(text + "\n")))
        .as("what is wrong with %s", text)
        .isNotNull();
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    assertThat(refusal("x = 1\nf(a b)\n"))
        .hasMessage("line 2: does not read as Python: 'b' is not expected there");
    assertThat(refusal("x = (1 +\n")).hasMessage("line 1: '(' is never closed");
    assertThat(refusal("x = 1 +\n"))
        .hasMessage("line 1: does not read as Python: the end of the line is not expected there");
    assertThat(refusal("if a\n  b\n")).hasMessage("line 1: lacks a ':' at the end of the line");
    assertThat(refusal("if a:\nb\n")).hasMessage("line 2: lacks an indented block");
    assertThat(refusal("a\n  b\n")).hasMessage("line 2: has an unexpected indentation");
    assertThat(refusal("try:\n  a\nb\n"))
        .hasMessage("line 3: follows a `try` that nothing handles");
  }

  @Test
  void isNotSureOfWhatANewerPythonMightAllow() {
    assertThat(refusal("a b\n").certainty()).isEqualTo(PythonSyntaxException.Certainty.DOUBTFUL);
    assertThat(refusal("a\n  b\n").certainty()).isEqualTo(PythonSyntaxException.Certainty.CERTAIN);
  }

  private static PythonSyntaxException refusal(String text) {
    return catchThrowableOfType(PythonSyntaxException.class, () -> read(text));
  }

  private static void read(String text) throws PythonSyntaxException {
    PythonLexer lexer = new PythonLexer(text.getBytes(StandardCharsets.UTF_8));
    TokenOrder order = new TokenOrder(lexer);
    do {
      lexer.next();
      order.accept();
    } while (lexer.kind() != Token.END);
  }
}

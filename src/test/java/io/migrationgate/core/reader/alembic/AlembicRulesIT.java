package io.migrationgate.core.reader.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.core.reader.MigrationChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * One rule at a time, the engine beside the real Alembic. What the corpus has recorded is not
 * repeated here.
 */
class AlembicRulesIT {

  /** A file that follows {@code a1}; what is tested stands in its place. */
  private static final String GOOD = "revision = 'b2'\ndown_revision = 'a1'\n";

  /** Values and statements that can be read without running them. */
  static final List<String> READABLE =
      List.of(
          "revision = 'b2'\ndown_revision = 'zz' if False else 'a1'",
          "revision = 'b2'\ndown_revision, = ('a1',)",
          "revision = 'b2'\n[down_revision] = ['a1']",
          "revision = 'b2'\ndown_revision = revision = 'a1'\nrevision = 'b2'",
          "revision = 'b2'\ndown_revision = 'a'\ndown_revision += '1'",
          "revision = 'b%d' % 2\ndown_revision = 'a1'",
          "revision = 'b2'\ndown_revision = ['a1', 'a1']",
          "revision = 'b2'\ndown_revision = (('a1',),)",
          "revision = 'b2'\n_a = ['a1']\ndown_revision = [*_a]",
          "revision = 'b2'\n_a = _b = ['a1']\ndown_revision = ['a1']\n_b += ['nope']",
          "revision = 'b2'\ndown_revision = ('a1')\nother = {}\nother['x'] = 1",
          "revision = 'b2'\ndown_revision = 'a1'\nclass Box:\n    revision = 'zz'",
          "revision = 'b2'\ndown_revision = 'a1'\ndef f(revision):\n    revision = 'zz'",
          "revision = 'b2'\ndown_revision = 'a1'\n[revision for revision in 'zz']",
          "revision = 'b2'\ndown_revision = 'a1'\nrevision: str",
          "revision = 'b2'\ndown_revision = 'a1'\nif 'x':\n    other = 1",
          "revision = 'b2'\ndown_revision = 'a1'\nbranch_labels = {'lab', 'lab'}",
          "revision = 'b2'\ndown_revision = 'a1'\ndepends_on = ('a1', 'a1')",
          "revision = 'b2'\ndown_revision = 'a1'\ndepends_on = ()\nbranch_labels = []",
          "revision = '\\N{LATIN SMALL LETTER B}2'\ndown_revision = 'a1'",
          "\\\nrevision = 'b2'\ndown_revision = 'a1'",
          "revision = 'b2'; down_revision = 'a1'",
          "if 1: pass\nrevision = 'b2'\ndown_revision = 'a1'",
          "revision = 'b2'\ndown_revision = 'a1'\ntry: pass\nexcept: pass\nelse: pass\nfinally: pass",
          "'''doc'''\n'revision'\nrevision = 'b2'\ndown_revision = 'a1'",
          "\f\nrevision = 'b2'\n\f\ndown_revision = 'a1'",
          "revision = 'b2'\ndown_revision = 'a1'\nx = (yield_ for yield_ in ())",
          "print('x', end='')\nrevision = 'b2'\ndown_revision = 'a1'");

  /** Certain errors: a file without a value, or with one that Alembic cannot take. */
  static final List<String> REFUSED =
      List.of(
          "revision: str\ndown_revision = 'a1'",
          "revision = 'b2'\ndown_revision: str",
          "revision = 'b2'\ndown_revision = 'a1'\ndel revision",
          "revision = 'b2'\ndown_revision = 'a1'\ndel down_revision",
          "Revision = 'b2'\nDOWN_REVISION = 'a1'",
          "revision = 'b2'\ndown_revision = b'a1'",
          "revision = 'b2'\ndown_revision = 1.5",
          "revision = 'b2'\ndown_revision = ('a1', 2)",
          "revision = 'b2'\ndown_revision = 'A1'",
          "revision = 'b2'\ndown_revision = 'a1 '",
          "revision = 'b2'\ndown_revision = 'a1@head'",
          "revision = 'b2'\ndown_revision = 'base'",
          "revision = 'b2'\ndown_revision = 'a1'\ndepends_on = 'head'",
          "revision = 'b2'\ndown_revision = 'a1'\nbranch_labels = 'a1'",
          "revision = 'b2'\ndown_revision = 'a1'\nbranch_labels = ('b2',)",
          "revision = 'b-2'\ndown_revision = 'a1'",
          "revision = 'b2'\ndown_revision = 'a1'\nraise RuntimeError()",
          "revision = 'b2'\ndown_revision = 'a1'\n\0");

  /** What has to be run to be known: never anything but Unknown, or what Alembic says. */
  static final List<String> DYNAMIC =
      List.of(
          "revision = 'b2'\n_a = down_revision = ['a1']\n_a += ['nope']",
          "revision = 'b2'\n_a = down_revision = ['a1']\n_a.append('nope')",
          "revision = 'b2'\n_a = down_revision = ['a1']\n_a[0] = 'nope'",
          "revision = 'b2'\n_a = [['a1']]\ndown_revision = _a[0]\n_a[0] += ['nope']",
          "revision = 'b2'\ndown_revision = ['a1']\ndel down_revision[0]",
          "revision = 'b2'\ndown_revision = ['a1']\nfor x in [1]:\n    down_revision.append('nope')",
          "revision = 'b2'\ndown_revision = ['a1']\nwith open(__file__) as down_revision[0]: pass",
          "revision = 'b2'\ndown_revision = ['a1']\nfor down_revision[0] in ['nope']: pass",
          "revision = 'b2'\ndown_revision = 'a1'\nimport os as revision",
          "revision = 'b2'\ndown_revision = 'a1'\ndef revision(): pass",
          "revision = 'b2'\ndown_revision = 'a1'\nclass revision: pass",
          "revision = 'b2'\ndown_revision = 'a1'\nfor revision in ['zz']: pass",
          "revision = 'b2'\ndown_revision = 'a1'\nwith open(__file__) as revision: pass",
          "revision = 'b2'\ndown_revision = 'a1'\ntry:\n    1/0\nexcept Exception as revision: pass",
          "revision = 'b2'\ndown_revision = 'a1'\n[(revision := x) for x in 'yz']",
          "revision = 'b2'\ndown_revision = 'a1'\nprint(revision := 'zz')",
          "revision = 'b2'\ndown_revision = 'a1'\ndef f(x=(revision := 'zz')): pass",
          "revision = 'b2'\ndown_revision = 'a1'\nclass Box:\n    global revision\n    revision = 'zz'",
          "revision = 'b2'\ndown_revision = 'a1'\nmatch 'zz':\n    case revision: pass",
          "revision = 'b2'\ndown_revision = 'a1'\nexec(\"revision = 'zz'\")",
          "revision = 'b2'\ndown_revision = 'a1'\nvars()['revision'] = 'zz'",
          "revision = 'b2'\ndown_revision = 'a1'\nlocals().update(revision='zz')",
          "revision = 'b2'\ndown_revision = 'a1'\nglobals().update(revision='zz')",
          "revision = 'b2'\ndown_revision = 'a1'\nimport sys\nsys.exit(1)",
          "revision = 'b2'\ndown_revision = 'a1'\nfrom sys import exit\nexit(1)",
          "revision = 'b2'\ndown_revision = 'a1'\nquit()",
          "revision = undefined_name\ndown_revision = 'a1'",
          "revision = 'b2'\n_a = [['a1']]\ndown_revision = _a[0]\n_a[0].append('nope')",
          "revision = 'b2'\n_a = ['a1']\n_b = (_a,)\ndown_revision = _a\n_b[0].append('nope')",
          "revision = 'b2'\ndown_revision = ['a1']\nclass Box:\n    down_revision.append('nope')",
          "revision = 'b2'\ndown_revision = ['a1']\ndef f(x=down_revision.append('nope')): pass",
          "revision = 'b2'\ndown_revision = ['a1']\n@(lambda f: down_revision.append('nope'))\ndef f(): pass",
          "revision = 'b2'\ndown_revision = ['a1']\ndef f(): down_revision.append('nope')\nf()",
          "revision = 'b2'\ndown_revision = ['a1']\nif down_revision.append('nope'): pass",
          "revision = 'b2'\ndown_revision = 'a1'\n_g = globals\n_g()['revision'] = 'zz'",
          "revision = 'b2'\ndown_revision = 'a1'\ndef f(): globals()['revision'] = 'zz'\nf()");

  /** Text that is no Python of any version, as editing and merging leave it behind. */
  static final List<String> SYNTAX_ERRORS =
      List.of(
          "x = 1 2",
          "x = = 1",
          "x = 1 +",
          "x = )",
          "x = (]",
          "x = (1",
          "def f(:\n    pass",
          "def f()\n    pass",
          "def f(): ",
          "if True\n    x = 1",
          "for x in: pass",
          "  x = 1",
          "if 1:\nx = 1",
          "def f():\n    x = 1\n  y = 2",
          "return 1",
          "break",
          "continue",
          "nonlocal x",
          "x = 'open",
          "x = '''open",
          "x = \"open'",
          "x = 0777",
          "x = 1__0",
          "x = 1_",
          "x = 08",
          "print 'x'",
          "exec 'x'",
          "x = `y`",
          "x <> y",
          "x = a b",
          "x = a.",
          "x = .a",
          "x = a..b",
          "x = a[",
          "x = [1 2]",
          "x = (1,, 2)",
          "x = [,]",
          "f(a, a=)",
          "lambda: (yield",
          "from x import (",
          "raise x from",
          "pass pass",
          "x = $y",
          "x = y?",
          "x = !y",
          "x++",
          "x = y--",
          "class A(: pass",
          "class A\n    x = 1",
          "async x = 1",
          "x = not",
          "x = y = ",
          "x += ",
          "x.None = 1",
          "f'{'",
          "'\\x1'",
          "'\\u12'",
          "x = \u201cy\u201d",
          "x\u00a0= 1",
          "x = \u20ac",
          "\\",
          "x = 1 \\ ",
          "x = 1 \\\n",
          "from __future__ import annotations",
          "from __future__ import nope",
          "def f():\n\tx = 1\n        y = 2",
          "if 1:\n    x = 1\n\ty = 2",
          "match x:\n    case 1:\n",
          "with (x as y: pass",
          "for x in y:",
          "x = [i for i in]",
          "<<<<<<< HEAD",
          "=======",
          ">>>>>>> branch",
          "${x}",
          "{{ x }} {{",
          "{% x %}",
          "<x>",
          "def f() -> : pass",
          "else = 1",
          "class = 1",
          "x.class = 1",
          "raise x, y",
          "not = 1",
          "in x",
          "is x",
          "and x",
          "x and",
          "x or or y",
          "x is is y",
          "~",
          "-",
          "x = ()()(",
          "x = ]",
          "x = }",
          "x = (}",
          "x = 5y",
          "import",
          "class: pass",
          "x == 1 = 2",
          "1 = x",
          "f() = 1",
          "def : pass",
          "if : pass",
          "else: pass",
          "elif x: pass",
          "except: pass",
          "finally: pass",
          "try: pass",
          "try:\n    pass\nx = 1",
          "for x: pass",
          "for in y: pass",
          "while: pass",
          "with: pass",
          "yield 1",
          "await x",
          "x = 0b2",
          "x = 0xg",
          "x = 1e",
          "x = 1.2.3",
          "x = a[]",
          "x = {1: }",
          "x = {1: 2, 3}",
          "f(a=1, 2)",
          "f(**a, *b)",
          "def f(a=1, b): pass",
          "from x import",
          "from x import a,",
          "from import x",
          "import x as",
          "import x.y as 1",
          "import a b",
          "del",
          "del f()",
          "del 1",
          "global",
          "global x, ",
          "assert",
          "pass 1",
          "x = 1;; y = 2",
          "; x = 1",
          "x := 1",
          "@decorator",
          "@decorator\nx = 1",
          "x = y if z",
          "x = y if z else",
          "x = lambda",
          "x = lambda x",
          "x = *y",
          "*x = y",
          "*x",
          "x: int: str",
          "x: = 1",
          "(a, b): int = 1",
          "x, y: int",
          "x += y += 1",
          "(x) += 1, = 2",
          "None = 1",
          "True = 1",
          "def None(): pass",
          "import None",
          "f(None=1)",
          "f'{}'",
          "f'}'",
          "u'x' b'y'",
          "b'\u00e9'",
          "match x:\n    x = 1",
          "case 1:\n    pass",
          "type X",
          "with x as 1: pass",
          "for 1 in x: pass",
          "x = [for i in x]",
          "x = [i for]",
          "x = {**}",
          "x = (*)",
          "def f(*): pass",
          "def f(**a, b): pass",
          "if x = 1: pass",
          "while x = 1: pass",
          "-> x",
          "x -> y",
          "x = a if b else c = d",
          "def f(x.y): pass",
          "def f((a, b)): pass",
          "except x, y: pass",
          "try: pass\nexcept* : pass",
          "try:\n    pass\nexcept:\n    pass\nexcept x:\n    pass",
          "x = 1 if",
          "x not y",
          "x in in y",
          "'a' 'b' = 1",
          "f'a' = 1",
          "{a} = 1",
          "a + 1 = 2",
          "-a = 1",
          "(a for a in b) = 1",
          "[a, b()] = 1",
          "a if b else c = 1",
          "(a := 1) = 2",
          "... = 1");

  private static List<AlembicOracle> oracles = List.of();

  @TempDir Path temporary;

  @BeforeAll
  static void start() throws IOException {
    oracles = AlembicOracle.all();
  }

  @AfterAll
  static void stop() {
    oracles.forEach(AlembicOracle::close);
  }

  @ParameterizedTest
  @FieldSource("READABLE")
  void readsWhatIsWritten(String source) throws IOException {
    assertThat(agreed(source, false)).isInstanceOf(Answer.Chain.class);
  }

  @ParameterizedTest
  @FieldSource("REFUSED")
  void refusesWhatAlembicRefuses(String source) throws IOException {
    assertThat(agreed(source, false)).isInstanceOf(Answer.Refused.class);
  }

  @ParameterizedTest
  @FieldSource("DYNAMIC")
  void claimsNothingThatHasToBeRun(String source) throws IOException {
    agreed(source, true);
  }

  @ParameterizedTest
  @FieldSource("SYNTAX_ERRORS")
  void passesNothingThatIsNotPython(String text) throws IOException {
    agreed(GOOD + text + "\n", true);
  }

  private static AlembicOracle newest() {
    return oracles.getLast();
  }

  /** The engine's answer about a tree of this file and its parent, which is Alembic's as well. */
  private Answer agreed(String source, boolean unknownAllowed) throws IOException {
    Path versions = Files.createDirectories(temporary.toRealPath().resolve("alembic/versions"));
    Files.writeString(versions.resolve("a.py"), "revision = 'a1'\ndown_revision = None\n");
    Files.writeString(versions.resolve("second.py"), source);
    TreeOnDisk tree =
        new TreeOnDisk(
            temporary.toRealPath(), "alembic", List.of("alembic/versions"), false, false);
    MigrationChain chain = tree.read();
    Answer engine = Answer.ofEngine(chain);
    Answer alembic = Answer.ofAlembic(newest().ask(tree.question()));
    assertThat(Answer.disagreement(alembic, engine, unknownAllowed))
        .as("%s%n Alembic: %s%n engine: %s", source, alembic, engine)
        .isEmpty();
    return engine;
  }
}

package io.migrationgate.core.reader.alembic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Writes a revision as Python in one of the many ways that mean the same. */
final class PythonSpelling {

  /** Statements that look like what is searched for, or that are hard to read past. */
  private static final List<String> NOISE =
      List.of(
          "# revision = \"zz\"",
          "# it's \"unbalanced ( [ { '''",
          "X1 = 'revision = \"zz\"'",
          "SQL = \"\"\"\ndown_revision = \"nope\"\nrevision = 'zz'\n\"\"\"",
          "SQL2 = '''it's \"\"\" here\n# revision = 1\n'''",
          "def upgrade():\n    revision = \"zz\"\n    x = f\"{revision!r:>{10}} {'a' 'b'}\"\n    return x",
          "def downgrade():\n    '''revision = \"zz\"'''\n    down_revision = (\n  'nope',\n)\n    pass",
          "class Meta:\n    revision = \"zz\"\n    down_revision = None\n    class Inner:\n        x = 1",
          "by_lambda = lambda revision=\"zz\": revision",
          "def helper(revision=\"zz\", *, down_revision: str = \"nope\") -> None: pass",
          "DATA = {\"revision\": \"zz\", \"down_revision\": [\"nope\"]}",
          "if 1:\n    pass\nelse:\n    OTHER = 1",
          "if 1: pass",
          "for _i in range(3):\n    pass",
          "for _i in []: pass\nelse:\n    _j = 1",
          "try:\n    import json\nexcept ImportError:\n    json = None",
          "try:\n    pass\nfinally:\n    pass",
          "with open(__file__) as _f:\n    pass",
          "def decorator(f): return f\n@decorator\n# comment\n@decorator\ndef decorated():\n    pass",
          "async def later():\n    async with x as y:\n        await y\n    revision = 1",
          "assert True, 'revision = 1'",
          "squares = [i * i for i in range(3) if i]",
          "class Box: pass\nbox = Box()\nbox.revision = \"zz\"\nbox.down_revision = 'nope'",
          "mapping = {}\nmapping[\"revision\"] = \"zz\"",
          "import os, sys as _sys",
          "import os.path as _path; from collections import (OrderedDict,\n  defaultdict as _dd,)",
          "from alembic import op",
          "import sqlalchemy as sa",
          "match = {}\ncase = 'revision'\ntype = 3\nmatch[case] = type",
          "X2 = b\"revision = 'zz'\"; X3 = rb'\\\"'",
          "X4 = 0x_ff + 1_000 + 1e-3 + 2j + 0o17 + 0b1 + .5",
          "revision_id = \"zz\"; _revision = 'zz'; Revision = 'zz'; down_revision_ = ('a', 'b')",
          "def other():\n    global unrelated\n    unrelated = 1",
          "while False:\n    break\nelse:\n    pass",
          "_w = (walrus := 3)",
          "print(\"revision = 'zz'\")",
          "...",
          "\"revision\" \" = 'zz'\"",
          "1 if 2 else 3",
          "x = y = z = 0",
          "def args(x, /, y, *args, **kwargs):\n    return {**kwargs, 'revision': x}",
          "F = f\"{1!r} {{revision}} {3:>{4}} {'nested'}\"",
          "F2 = f'''{\n1\n} revision = \"zz\"\n'''",
          "x = 1; \\\ny = 2",
          "items = [\n    'revision',  # = 'zz'\n\n# down_revision = 'nope'\n    'x',\n]",
          "total = 0\ntotal += 1\ntotal -= 1; total **= 2; total //= 1; total >>= 0",
          "if True:\n    if True:\n        pass\n    # dedented comment\n  # odd comment\n    pass",
          "def nothing():\n\n\n    pass\n",
          "compare = 1 == 1 != 2 <= 3 >= 2 is not None",
          "point: int\npoint2: 'Undefined' = 1\n",
          "_a, (_b, *_c) = 1, (2, 3, 4)",
          "del_me = 1\ndel del_me",
          "raises = lambda: (_ for _ in ()).throw(Exception)",
          "\u00e9t\u00e9 = 'caf\u00e9'",
          "def inner():\n    def deeper():\n        revision = 1\n        return revision\n    return deeper",
          "X5 = 'a\\\nrevision = 1'",
          "X6 = \"\\\"\"\nX7 = '\\''\nX8 = \"\\\\\"");

  private final Random random;
  private final Set<String> dynamic;
  private final Set<VersionGap> gaps;
  private final boolean mayBeDynamic;
  private final List<String> statements = new ArrayList<>();
  private final List<String> imports = new ArrayList<>();
  private int names;

  /**
   * A spelling of one file.
   *
   * @param dynamic gets what only running the file can tell
   * @param gaps gets what versions of Alembic take differently
   */
  PythonSpelling(Random random, boolean mayBeDynamic, Set<String> dynamic, Set<VersionGap> gaps) {
    this.random = random;
    this.mayBeDynamic = mayBeDynamic;
    this.dynamic = dynamic;
    this.gaps = gaps;
  }

  byte[] write(RevisionDraft draft) {
    List<Runnable> parts = new ArrayList<>();
    if (!draft.withoutRevision) {
      parts.add(
          () ->
              assign(
                  "revision",
                  draft.literalRevision == null ? string(draft.id) : draft.literalRevision));
    }
    if (!draft.withoutDownRevision) {
      parts.add(
          () ->
              assign(
                  "down_revision",
                  draft.literalDownRevision == null
                      ? references(draft.parents)
                      : draft.literalDownRevision));
    }
    if (!draft.dependsOn.isEmpty() || oneIn(3)) {
      parts.add(() -> assign("depends_on", references(draft.dependsOn)));
    }
    if (!draft.labels.isEmpty() || oneIn(3)) {
      parts.add(() -> assign("branch_labels", references(draft.labels)));
    }
    if (oneIn(3)) {
      Collections.shuffle(parts, random);
    }
    for (Runnable part : parts) {
      noise();
      part.run();
    }
    noise();
    if (!draft.ending.isEmpty()) {
      dynamic("text that a newer Python might take");
      statements.add(draft.ending);
    }
    return encode(assemble());
  }

  // --- values ----------------------------------------------------------------------------------

  /** An expression whose value is this string. */
  private String string(String text) {
    if (mayBeDynamic && oneIn(4)) {
      return dynamicString(text);
    }
    int cut = text.isEmpty() ? 0 : random.nextInt(text.length() + 1);
    String head = text.substring(0, cut);
    String tail = text.substring(cut);
    return switch (random.nextInt(22)) {
      case 0 -> prefixed(text);
      case 1 -> escaped(text);
      case 2 -> plain(head) + pick(" ", "  \t") + plain(tail);
      case 3 -> "(" + plain(head) + "\n    " + plain(tail) + "  # " + plain("zz") + "\n)";
      case 4 -> plain(head) + " + " + plain(tail);
      case 5 -> "((" + plain(text) + "))";
      case 6 -> "'" + escape(head, '\'') + "\\\n" + escape(tail, '\'') + "'";
      case 7 -> "\"%s\" % " + plain(text);
      case 8 -> plain(text) + " if True else " + plain("zz");
      case 9 -> "(" + plain("zz") + ", " + plain(text) + ")[" + pick("1", "-1") + "]";
      case 10 -> earlier(plain(text));
      case 11 -> plain(head) + " \\\n  " + plain(tail);
      case 12 -> "(" + earlier(plain(head)) + " + " + plain(tail) + ")";
      case 13 -> pick("'''", "\"\"\"").transform(q -> q + escape(text, q.charAt(0)) + q);
      default -> plain(text);
    };
  }

  private String dynamicString(String text) {
    dynamic("calls and names in strings");
    return switch (random.nextInt(5)) {
      case 0 -> "str(" + plain(text) + ")";
      case 1 -> "''.join([" + plain(text) + "])";
      case 2 -> "f\"{" + earlier(plain(text)) + "}\"";
      case 3 -> plain(text) + ".strip()";
      default -> "{1: " + plain(text) + "}[1]";
    };
  }

  private String plain(String text) {
    char quote = oneIn(2) ? '"' : '\'';
    return quote + escape(text, quote) + quote;
  }

  private String prefixed(String text) {
    if (text.indexOf('\\') >= 0 || text.indexOf('\'') >= 0) {
      return plain(text);
    }
    boolean braces = text.indexOf('{') >= 0 || text.indexOf('}') >= 0;
    String prefix =
        braces ? pick("u", "U", "r", "R") : pick("u", "U", "r", "R", "f", "F", "rf", "Fr");
    return prefix + "'" + text + "'";
  }

  private static String escape(String text, char quote) {
    return text.replace("\\", "\\\\").replace("" + quote, "\\" + quote);
  }

  private String escaped(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      String form = pick("\\x%02x", "\\%03o", "\\u%04X", "\\U%08x", "", "", "");
      boolean tooNarrow = c > 255 && form.matches(".*[2o3].*");
      out.append(
          form.isEmpty() || tooNarrow ? escape(String.valueOf(c), '"') : form.formatted((int) c));
    }
    return out.append('"').toString();
  }

  /** A name that has been given this value before. */
  private String earlier(String value) {
    String name = "_C" + names++;
    switch (random.nextInt(3)) {
      case 0 -> statements.add(name + " = " + value);
      case 1 -> statements.add(name + " = 'zz'\n" + name + " = " + value);
      default -> {
        String other = "_C" + names++;
        statements.add(other + ": str = " + value + "\n" + name + " = " + other);
      }
    }
    return name;
  }

  /** An expression whose value is these names, in any of the forms that Alembic takes. */
  private String references(List<String> names) {
    if (mayBeDynamic && oneIn(5)) {
      dynamic("calls that make collections");
      return pick("tuple", "list") + "([" + items(names) + "])";
    }
    if (names.isEmpty()) {
      return pick(
          "None", "None", "None", "None", "()", "[]", "(None)", "( )", "None if True else 'zz'");
    }
    if (names.size() == 1 && !oneIn(4)) {
      return string(names.getFirst());
    }
    String items = items(names);
    return switch (random.nextInt(11)) {
      case 0 -> "[" + items + pick("", ",", ", ") + "]";
      case 1 -> {
        gaps.add(VersionGap.SETS);
        yield "{" + items + "}";
      }
      case 2 -> items + ",";
      case 3 -> "(\n    " + items + ",  # " + plain("zz") + "\n)";
      case 4 -> {
        List<String> rest = names.subList(1, names.size());
        yield "("
            + string(names.getFirst())
            + ",) + ("
            + (rest.isEmpty() ? "" : items(rest) + ",")
            + ")";
      }
      case 5 -> "(*" + earlierTuple(names) + ",)";
      case 6 -> earlierTuple(names);
      case 7 -> "(" + items + ", " + plain(names.getFirst()) + ")";
      case 8 -> "[*" + earlierTuple(names) + "]";
      default -> "(" + items + ",)";
    };
  }

  private String items(List<String> names) {
    return String.join(pick(", ", ",", " ,\t"), names.stream().map(this::string).toList());
  }

  private String earlierTuple(List<String> tuple) {
    String name = "_T" + names++;
    statements.add(
        name + " = (" + String.join(", ", tuple.stream().map(this::plain).toList()) + ",)");
    return name;
  }

  // --- statements ------------------------------------------------------------------------------

  private void assign(String name, String value) {
    if (mayBeDynamic && oneIn(4)) {
      assignDynamically(name, value);
      return;
    }
    String inside = "(" + value + ")";
    statements.add(
        switch (random.nextInt(22)) {
          case 0 -> name + ": " + annotation() + " = " + value;
          case 1 -> name + " = _alias = " + value;
          case 2 -> "_alias = " + name + " = " + value;
          case 3 -> name + ", _other = " + inside + ", 1";
          case 4 -> "[" + name + ", *_rest] = [" + inside + ", 2, 3]";
          case 5 ->
              name
                  + " = "
                  + pick("'zz'", "None", "42", "('zz', 'zy')")
                  + "\n"
                  + name
                  + " = "
                  + value;
          case 6 -> name + " = 'zz'; " + name + " = " + value;
          case 7 -> name + " = 'zz'\ndel " + name + "\n" + name + " = " + value;
          case 8 -> name + " \\\n  = \\\n  " + value;
          case 9 -> name + "\t=\t" + value + pick("", "  # revision = 'zz'", " ;", " ; pass");
          case 10 -> "_late = " + value + "\n" + name + " = _late";
          case 11 -> "(" + name + ") = " + value;
          case 12 -> "(_first, (" + name + ", _last)) = 1, (" + inside + ", 3)";
          case 13 -> name + ": " + annotation() + "\n" + name + " = " + value;
          case 14 -> "_t = (0, " + inside + ")\n" + name + " = _t[1]";
          default -> name + pick(" = ", "=", "  =  ") + value;
        });
  }

  private void assignDynamically(String name, String value) {
    dynamic("assignments that may not run");
    String inside = "(" + value + ")";
    statements.add(
        switch (random.nextInt(7)) {
          case 0 -> "if len('x'):\n    " + name + " = " + inside;
          case 1 -> "try:\n    " + name + " = " + inside + "\nexcept Exception:\n    pass";
          case 2 -> "for " + name + " in [" + inside + "]:\n    pass";
          case 3 -> "(" + name + " := " + inside + ")";
          case 4 -> "globals()['" + name + "'] = " + inside;
          case 5 -> "if len(''):\n    " + name + " = 1\nelse:\n    " + name + " = " + inside;
          default ->
              name
                  + " = None\ndef _set():\n    global "
                  + name
                  + "\n    "
                  + name
                  + " = "
                  + inside
                  + "\n_set()";
        });
  }

  private String annotation() {
    String found =
        pick(
            "str",
            "'str'",
            "str | None",
            "Union[str, None]",
            "Optional[str]",
            "Union[str, Sequence[str], None]",
            "typing.Any",
            "object",
            "tuple[str, ...]");
    if (found.contains("[") && !found.startsWith("tuple")) {
      imports.add("from typing import Optional, Sequence, Union");
    }
    if (found.startsWith("typing")) {
      imports.add("import typing");
    }
    return found;
  }

  private void noise() {
    while (oneIn(2)) {
      String snippet = NOISE.get(random.nextInt(NOISE.size()));
      boolean tabs = oneIn(4) && snippet.lines().noneMatch(line -> line.matches(" {1,3}\\S.*"));
      statements.add(tabs ? snippet.replace("    ", "\t") : snippet);
    }
    while (oneIn(3)) {
      statements.add(pick("", "", "   ", "\t", "\f", "# comment"));
    }
  }

  // --- the file --------------------------------------------------------------------------------

  private String assemble() {
    List<String> lines = new ArrayList<>();
    if (oneIn(2)) {
      lines.add(
          pick(
              "\"\"\"Add a table\n\nRevision ID: zz\nRevises: nope\n\nrevision = \"zz\"\n\"\"\"",
              "'''revision = \"zz\"'''",
              "r\"\"\"down_revision = 'nope'\\d\"\"\"",
              "# revision = 'zz'"));
    }
    if (oneIn(5)) {
      lines.add("from __future__ import annotations");
    }
    lines.addAll(imports);
    lines.addAll(statements);
    return String.join("\n", lines) + pick("\n", "\n", "\n\n", "");
  }

  private byte[] encode(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String eol = pick("\n", "\n", "\n", "\n", "\r\n", "\r", "mixed");
    boolean latin1 = oneIn(8) && text.chars().allMatch(c -> c < 256);
    String cookie = "";
    if (latin1) {
      cookie =
          pick(
                  "# -*- coding: latin-1 -*-",
                  "#!/usr/bin/python\n# vim: set fileencoding=iso-8859-1 :")
              + "\n# caf\u00e9\n";
    } else if (oneIn(8)) {
      cookie = pick("# -*- coding: utf-8 -*-\n", "#!/usr/bin/env python\n# coding=utf8\n");
    }
    if (!latin1 && oneIn(10)) {
      out.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    }
    StringBuilder lines = new StringBuilder();
    for (char c : (cookie + text).toCharArray()) {
      if (c == '\n') {
        lines.append(eol.equals("mixed") ? pick("\n", "\r\n", "\r") : eol);
      } else {
        lines.append(c);
      }
    }
    out.writeBytes(lines.toString().getBytes(latin1 ? ISO_8859_1 : UTF_8));
    return out.toByteArray();
  }

  private void dynamic(String what) {
    dynamic.add(what);
  }

  private boolean oneIn(int chances) {
    return random.nextInt(chances) == 0;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}

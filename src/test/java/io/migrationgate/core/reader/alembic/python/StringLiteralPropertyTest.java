package io.migrationgate.core.reader.alembic.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever string is written down in Python's ways, it is read back. */
class StringLiteralPropertyTest {

  @Property
  void readsBackWhatIsEscaped(@ForAll("texts") String text, @ForAll("quotes") String quote)
      throws PythonSyntaxException {
    StringBuilder literal = new StringBuilder(quote);
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\\' || c == quote.charAt(0)) {
                literal.append('\\').appendCodePoint(c);
              } else if (c < ' ') {
                literal.append(String.format(Locale.ROOT, "\\x%02x", c));
              } else {
                literal.appendCodePoint(c);
              }
            });
    assertThat(value(literal + quote)).isEqualTo(new Value.Text(text));
  }

  @Property
  void readsBackWhatIsWrittenAsNumbers(@ForAll("texts") String text) throws PythonSyntaxException {
    StringBuilder literal = new StringBuilder("'");
    text.codePoints()
        .forEach(c -> literal.append(String.format(Locale.ROOT, c < 8 ? "\\%03o" : "\\U%08X", c)));
    assertThat(value(literal + "'")).isEqualTo(new Value.Text(text));
  }

  @Property
  void readsBackTheTextOfAnFString(@ForAll("texts") String text) throws PythonSyntaxException {
    String literal =
        "f'''"
            + text.replace("\\", "\\\\")
                .replace("'", "\\'")
                .replace("\r", "\\r")
                .replace("{", "{{")
                .replace("}", "}}")
            + "'''";
    assertThat(value(literal)).isEqualTo(new Value.Text(text));
  }

  @Provide
  Arbitrary<String> texts() {
    // What Python's source cannot hold is left out: NUL, and halves of surrogate pairs.
    return Arbitraries.integers()
        .between(1, Character.MAX_CODE_POINT)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .edgeCases(config -> config.add((int) '\\', (int) '\'', (int) '"', (int) '{', (int) '\n'))
        .list()
        .ofMaxSize(12)
        .map(StringLiteralPropertyTest::joined);
  }

  @Provide
  Arbitrary<String> quotes() {
    return Arbitraries.of("'", "\"", "'''", "\"\"\"");
  }

  private static String joined(List<Integer> codePoints) {
    StringBuilder text = new StringBuilder();
    codePoints.forEach(text::appendCodePoint);
    return text.toString();
  }

  private static Value value(String literal) throws PythonSyntaxException {
    byte[] source = ("x = " + literal + "\n").getBytes(StandardCharsets.UTF_8);
    return PythonModule.read(source).binding("x").orElseThrow().value();
  }
}

package io.migrationgate.core.reader.alembic.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonLexerTest {

  @Test
  void takesATextApart() throws PythonSyntaxException {
    assertThat(
            tokens(
                """
                def f(a):  # comment
                    return a + 1.5

                x = "s"
                """))
        .containsExactly(
            "KEYWORD def",
            "NAME f",
            "OPERATOR (",
            "NAME a",
            "OPERATOR )",
            "OPERATOR :",
            "NEWLINE",
            "INDENT",
            "KEYWORD return",
            "NAME a",
            "OPERATOR +",
            "NUMBER 1.5",
            "NEWLINE",
            "DEDENT",
            "NAME x",
            "OPERATOR =",
            "STRING \"s\"",
            "NEWLINE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'a'",
        "\"it's\"",
        "''",
        "'\\''",
        "'''a\n'b''c'''",
        "R'\\\\'",
        "rb'\\''",
        "Br'a'",
        "u'a'",
        "'a\\\nb'",
        "'\\N{BULLET}\\x41\\u00e9\\U0001F600\\101\\q'"
      })
  void takesAStringWhole(String string) throws PythonSyntaxException {
    assertThat(tokens(string)).containsExactly("STRING " + string, "NEWLINE");
  }

  @Test
  void letsABackslashTakeTheQuoteInARawStringToo() {
    assertThatThrownBy(() -> tokens("r'\\'")).hasMessage("line 1: has an open string");
  }

  @Test
  void readsTheFieldsOfAnFStringAsCode() throws PythonSyntaxException {
    assertThat(tokens("f'a{{b}}{c!r:>{d}} e'"))
        .containsExactly(
            "FORMAT_START f'",
            "FORMAT_TEXT a{{b}}",
            "OPERATOR {",
            "NAME c",
            "OPERATOR !",
            "NAME r",
            "OPERATOR :",
            "FORMAT_TEXT >",
            "OPERATOR {",
            "NAME d",
            "OPERATOR }",
            "OPERATOR }",
            "FORMAT_TEXT  e",
            "FORMAT_END '",
            "NEWLINE");
  }

  @Test
  void letsAFieldUseTheQuotesOfItsString() throws PythonSyntaxException {
    assertThat(tokens("f'{x['a']}'"))
        .containsExactly(
            "FORMAT_START f'",
            "OPERATOR {",
            "NAME x",
            "OPERATOR [",
            "STRING 'a'",
            "OPERATOR ]",
            "OPERATOR }",
            "FORMAT_END '",
            "NEWLINE");
  }

  @Test
  void tellsAPrefixFromAKeyword() throws PythonSyntaxException {
    assertThat(tokens("1 if'a'in'b'else'c'"))
        .contains("KEYWORD if", "STRING 'a'", "KEYWORD in", "STRING 'b'", "KEYWORD else");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0", "00", "0_0", "1_000", "0x_fF", "0o17", "0b1", "1.", ".5", "1.5e-10", "1E5", "1_0.0_1",
        "2j", "1e5J", "007.5", "09j"
      })
  void takesANumberWhole(String number) throws PythonSyntaxException {
    assertThat(tokens(number)).containsExactly("NUMBER " + number, "NEWLINE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "007", "1_", "1__0", "0x", "0xg", "0b2", "0o8", "1a", "1e", "1e+", "1._5", "1.real"
      })
  void refusesABrokenNumber(String number) {
    assertThatThrownBy(() -> tokens("x = " + number))
        .hasMessageStartingWith("line 1: has the invalid number " + number.charAt(0));
  }

  @Test
  void endsANumberBeforeAKeyword() throws PythonSyntaxException {
    assertThat(tokens("1if 1else 0xfor 2")).contains("NUMBER 1", "NUMBER 0xf", "KEYWORD or");
  }

  @Test
  void joinsLines() throws PythonSyntaxException {
    assertThat(tokens("x = (\n  1,  # one\n\n  2\n)\ny = \\\n  3"))
        .filteredOn(token -> token.equals("NEWLINE"))
        .hasSize(2);
  }

  @Test
  void countsLinesByAnyLineEnd() throws PythonSyntaxException {
    PythonLexer lexer = lexer("a\nb\r\nc\rd'''\n\r\n\r'''\\\n  e");
    List<String> lines = new ArrayList<>();
    while (lexer.next() != Token.END) {
      if (lexer.kind() == Token.NAME) {
        lines.add(lexer.spelling() + lexer.line());
      }
    }
    assertThat(lines).containsExactly("a1", "b2", "c3", "d4", "e8");
  }

  @Test
  void measuresIndentationAsPythonDoes() throws PythonSyntaxException {
    assertThat(tokens("if a:\n\tif b:\n\t\tc\n  # comment\n        \n\td\n"))
        .filteredOn(token -> token.endsWith("DENT"))
        .containsExactly("INDENT", "INDENT", "DEDENT", "DEDENT");
  }

  @Test
  void refusesIndentationThatDependsOnTheWidthOfATab() {
    assertThatThrownBy(() -> tokens("if a:\n        b\n\tc\n"))
        .hasMessage("line 3: mixes tabs and blanks in its indentation");
  }

  @Test
  void refusesIndentationThatFitsNowhere() {
    assertThatThrownBy(() -> tokens("if a:\n    b\n  c\n"))
        .hasMessage(
            "line 3: is indented less than the block above, and more than the one around it");
  }

  @Test
  void namesTheBracketThatIsOpen() {
    assertThatThrownBy(() -> tokens("x = [\n  (1,\n")).hasMessage("line 2: '(' is never closed");
    assertThatThrownBy(() -> tokens("x = (\n  1]\n"))
        .hasMessage("line 2: closes with ']' what '(' opened on line 1");
    assertThatThrownBy(() -> tokens("x = 1)\n"))
        .hasMessage("line 1: has a ')' that closes nothing");
  }

  @Test
  void namesTheLineWhereAStringBegins() {
    assertThatThrownBy(() -> tokens("x = 1\ny = '''a\nb\n"))
        .hasMessage("line 2: opens a triple-quoted string that never ends");
    assertThatThrownBy(() -> tokens("x = f'{a'\n")).isInstanceOf(PythonSyntaxException.class);
    assertThatThrownBy(() -> tokens("x = f'}'\n"))
        .hasMessage("line 1: has a single '}' in an f-string");
  }

  @Test
  void knowsConflictMarkersFromShifts() throws PythonSyntaxException {
    assertThatThrownBy(() -> tokens("a\n<<<<<<< HEAD\nb\n"))
        .isInstanceOfSatisfying(
            PythonSyntaxException.class,
            conflict ->
                assertThat(conflict.certainty())
                    .isEqualTo(PythonSyntaxException.Certainty.CONFLICT))
        .hasMessage("line 2: holds a conflict marker");
    assertThat(tokens("'''\n<<<<<<< HEAD\n'''; a << b")).contains("OPERATOR <<");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'\\x4'", "'\\u12'", "'\\U00110000'", "'\\N'", "b'\\x'", "b'é'", "f'\\N{'"})
  void refusesABrokenEscape(String string) {
    assertThatThrownBy(() -> tokens(string)).isInstanceOf(PythonSyntaxException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$", "?", "`", "a ! b", "\u0001", "“a”", "a\u00a0b", "\\ ", "<>"})
  void refusesStrayCharacters(String text) {
    assertThatThrownBy(() -> tokens(text)).isInstanceOf(PythonSyntaxException.class);
  }

  @Test
  void comparesNamesNormalised() throws PythonSyntaxException {
    PythonLexer lexer = lexer("ｒｅｖｉｓｉｏｎ");
    lexer.next();
    assertThat(lexer.kind()).isEqualTo(Token.NAME);
    assertThat(lexer.name()).isEqualTo("revision");
    assertThat(lexer.nameHash()).isEqualTo(NameFilter.hash("revision"));
  }

  @Test
  void keepsToThePythonsLimits() throws PythonSyntaxException {
    assertThat(tokens("(".repeat(200) + ")".repeat(200))).hasSize(401);
    assertThatThrownBy(() -> tokens("(".repeat(201)))
        .hasMessage("line 1: nests brackets too deeply");
  }

  private static List<String> tokens(String text) throws PythonSyntaxException {
    PythonLexer lexer = lexer(text);
    List<String> tokens = new ArrayList<>();
    while (lexer.next() != Token.END) {
      tokens.add(
          switch (lexer.kind()) {
            case NEWLINE, INDENT, DEDENT -> lexer.kind().name();
            default -> lexer.kind() + " " + lexer.spelling();
          });
    }
    return tokens;
  }

  private static PythonLexer lexer(String text) {
    return new PythonLexer(text.getBytes(StandardCharsets.UTF_8));
  }
}

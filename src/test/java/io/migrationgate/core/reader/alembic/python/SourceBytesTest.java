package io.migrationgate.core.reader.alembic.python;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceBytesTest {

  private static final String MARK = "\uFEFF";

  @Test
  void leavesUtf8AsItIs() throws PythonSyntaxException {
    byte[] text = "x = 'é'\n".getBytes(UTF_8);
    assertThat(SourceBytes.toUtf8(text)).isSameAs(text);
  }

  @Test
  void dropsTheByteOrderMark() throws PythonSyntaxException {
    assertThat(SourceBytes.toUtf8((MARK + "x").getBytes(UTF_8))).isEqualTo("x".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# -*- coding: latin-1 -*-\n",
        "#coding=iso-8859-1\n",
        "#!/usr/bin/python\n# vim: set fileencoding=Latin_1 :\n",
        "\n  # coding: l1\n",
      })
  void decodesWhatACommentAtTheTopDeclares(String head) throws PythonSyntaxException {
    byte[] utf8 = SourceBytes.toUtf8((head + "x = 'é'\n").getBytes(ISO_8859_1));
    assertThat(new String(utf8, UTF_8)).isEqualTo(head + "x = 'é'\n");
  }

  @Test
  void decodesOtherEncodings() throws PythonSyntaxException {
    byte[] source = "# coding: cp1251\nx = 'Ж'\n".getBytes(Charset.forName("windows-1251"));
    assertThat(new String(SourceBytes.toUtf8(source), UTF_8)).endsWith("x = 'Ж'\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x = 1\n# coding: latin-1\n", "#\n#\n# coding: latin-1\n", "'coding: latin-1'\n"})
  void looksForADeclarationNowhereElse(String head) {
    assertThatThrownBy(() -> SourceBytes.toUtf8((head + "y = 'é'\n").getBytes(ISO_8859_1)))
        .hasMessageEndingWith(
            "contains the byte 0xe9, which is not UTF-8, and declares no other encoding");
  }

  @Test
  void namesTheLineOfAWrongByte() {
    assertThatThrownBy(() -> SourceBytes.toUtf8("a\r\nb\rc = 'é'\n".getBytes(ISO_8859_1)))
        .hasMessageStartingWith("line 3: contains the byte 0xe9");
    assertThatThrownBy(() -> SourceBytes.toUtf8("a\n\0".getBytes(UTF_8)))
        .hasMessage("line 2: contains a NUL byte");
  }

  @Test
  void refusesAContradictionBetweenMarkAndDeclaration() {
    assertThatThrownBy(() -> SourceBytes.toUtf8((MARK + "# coding: latin-1\n").getBytes(UTF_8)))
        .hasMessage("line 1: declares the encoding latin-1 after a UTF-8 byte order mark");
    // Python has a name of its own for UTF-8 here, and takes no other.
    assertThatThrownBy(() -> SourceBytes.toUtf8((MARK + "# coding: utf8\n").getBytes(UTF_8)))
        .isInstanceOf(PythonSyntaxException.class);
  }

  @Test
  void isNotSureOfAnEncodingItDoesNotKnow() {
    assertThatThrownBy(() -> SourceBytes.toUtf8("# coding: klingon\n".getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            PythonSyntaxException.class,
            unknown ->
                assertThat(unknown.certainty())
                    .isEqualTo(PythonSyntaxException.Certainty.DOUBTFUL));
  }
}

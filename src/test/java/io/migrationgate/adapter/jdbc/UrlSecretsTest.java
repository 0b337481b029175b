package io.migrationgate.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationgate.core.applied.UrlSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs as files and variables hold them. */
class UrlSecretsTest {

  private static final String URL = "postgres://app:s3cret@db/shop?sslmode=require";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        URL,
        URL + "\r\n",
        "\ufeff" + URL + "\n",
        "\"" + URL + "\"\n",
        "\ufeff ' " + URL + "' ",
      })
  void whatStandsAroundAUrlIsNoPartOfIt(String text) throws Exception {
    assertThat(inFile(text)).isEqualTo(URL);
    assertThat(inVariable(text)).isEqualTo(URL);
  }

  @Test
  void aQuoteOfThePasswordIsLeft() throws Exception {
    assertThat(inFile("postgres://app:'x'@db/'")).isEqualTo("postgres://app:'x'@db/'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DATABASE_URL=" + URL,
        "DATABASE_URL=\"" + URL + "\"",
        "export DATABASE_URL=" + URL,
        "\ufeffurl=" + URL,
      })
  void anAssignmentIsSaidToBeOne(String text) {
    UnusableUrlException ofFile =
        catchThrowableOfType(UnusableUrlException.class, () -> inFile(text));
    UnusableUrlException ofVariable =
        catchThrowableOfType(UnusableUrlException.class, () -> inVariable(text));

    assertThat(ofFile.reason()).isEqualTo(ofVariable.reason()).contains("equals sign");
    assertThat(ofFile.remedy()).contains("URL alone");
    assertThat(ofFile.reason() + ofFile.remedy() + ofVariable.remedy()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\ufeff\n", "\"\""})
  void anEmptyFileIsSaid(String text) {
    assertThat(catchThrowableOfType(UnusableUrlException.class, () -> inFile(text)).reason())
        .isEqualTo("is an empty file");
  }

  private String inFile(String text) throws IOException, UnusableUrlException {
    Files.writeString(folder.resolve("url"), text);
    return new UrlSecrets(Map.of(), folder).fetch(new UrlSource.InFile("url"));
  }

  private String inVariable(String text) throws UnusableUrlException {
    return new UrlSecrets(Map.of("URL", text), folder).fetch(new UrlSource.Variable("URL"));
  }
}

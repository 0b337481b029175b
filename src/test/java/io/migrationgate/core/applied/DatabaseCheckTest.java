package io.migrationgate.core.applied;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused as a check of a database, in words that repeat no password. */
class DatabaseCheckTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://a:s3cret@h/x",
        "$(s3cret)",
        "s3cret:x",
        "3s3cret",
        "host=db password=s3cret",
      })
  void whatIsNoVariableIsNotRepeated(String given) {
    assertThat(refusal(Map.of("url-env", given)))
        .contains("DATABASE_URL")
        .doesNotContain("s3cret", "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://a:s3cret@h/x",
        "host=db password=s3cret",
        " password = s3cret",
        "DATABASE_URL=postgres:s3cret",
      })
  void whatIsAUrlIsNoFileAndIsNotRepeated(String given) {
    assertThat(refusal(Map.of("url-file", given)))
        .contains("/run/secrets/database-url")
        .doesNotContain("s3cret", "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"url", "./database url", "/run/secrets/a=b/url", "C:\\secrets\\url"})
  void filesMayHaveUnusualNames(String path) {
    assertThat(DatabaseCheck.of(Map.of("url-file", path)).url())
        .isEqualTo(new UrlSource.InFile(path));
  }

  @Test
  void aKeyIsRepeatedWhereItCanBeNoPassword() {
    assertThat(refusal(Map.of("url-env", "URL", "atempts", "1")))
        .startsWith("there is no key atempts; did you mean attempts?");
    assertThat(refusal(Map.of("url-env", "URL", "s3cret@h/x?a", "1")))
        .startsWith("there is no such key; there are ahead, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"migrated-by", "behind", "attempts", "timeout"})
  void aValueIsRepeatedWhereItCanBeNoPassword(String key) {
    assertThat(refusal(Map.of("url-env", "URL", key, "maybe"))).endsWith(", not maybe");
    assertThat(refusal(Map.of("url-env", "URL", key, "a:s3cret@h")))
        .startsWith(key)
        .doesNotContain("s3cret");
  }

  private static String refusal(Map<String, String> keys) {
    IllegalArgumentException refused =
        catchThrowableOfType(IllegalArgumentException.class, () -> DatabaseCheck.of(keys));
    assertThat(refused).isNotNull();
    return String.valueOf(refused.getMessage());
  }
}

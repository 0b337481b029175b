package io.migrationgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Strings as Go's {@code %q} writes them, which is what the kubelet uses. */
class AnnotationLinesTest {

  @Test
  void valuesAreUnquoted() {
    assertThat(
            AnnotationLines.parse(
                """
                a="plain"
                b="say \\"yes\\" \\\\ \\t tab\\nline"
                c="umlaut ü and \\u00e9 and \\U0001f600 and \\x07"
                d=""
                """))
        .isEqualTo(
            Map.of(
                "a", "plain",
                "b", "say \"yes\" \\ \t tab\nline",
                "c", "umlaut ü and é and 😀 and \007",
                "d", ""));
  }

  @Test
  void anEqualsSignInAValueEndsNoKey() {
    assertThat(AnnotationLines.parse("a=\"b=c\"")).isEqualTo(Map.of("a", "b=c"));
  }

  @Test
  void whatIsNoAnnotationGrantsNothing() {
    assertThat(
            AnnotationLines.parse(
                """
                unquoted=value
                open="value
                ="no key"
                bad="\\q"
                short="\\u12"
                escaped="end\\"
                beyond="\\UFFFFFFFF"
                """))
        .isEmpty();
  }
}

package io.migrationgate.operator.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewFormatTest {

  private static final String REVIEW =
      """
      {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "7",
       "operation": "CREATE", "namespace": "shop", "kind": {"group": "", "kind": "Pod"},
       "object": {"metadata": {"name": null, "generateName": "api-"}, "spec": {"x": 1.10}}}}""";

  private final ReviewFormat format = new ReviewFormat();

  @Test
  void readsAQuestionWholly() throws Exception {
    PodReview review = format.read(REVIEW.getBytes(UTF_8));

    assertThat(review.uid()).isEqualTo("7");
    assertThat(review.namespace()).isEqualTo("shop");
    assertThat(review.creation()).isTrue();
    assertThat(review.pod())
        .hasToString("{metadata={name=null, generateName=api-}, spec={x=1.10}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"UPDATE\"",
        "\"DELETE\"",
        "\"CREATE\", \"subResource\": \"ephemeralcontainers\"",
        "\"CREATE\", \"subResource\": \"binding\"",
      })
  void caresForNothingButNewPods(String operation) throws Exception {
    PodReview review = format.read(REVIEW.replace("\"CREATE\"", operation).getBytes(UTF_8));

    assertThat(review.creation()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{\"apiVersion\": \"admission.k8s.io/v1beta1\", \"kind\": \"AdmissionReview\"}",
        "{\"apiVersion\": \"admission.k8s.io/v1\", \"kind\": \"AdmissionReview\"}",
        "{\"apiVersion\": \"admission.k8s.io/v1\", \"kind\": \"AdmissionReview\", \"request\": {}}",
      })
  void refusesWhatIsNoReview(String body) {
    assertThatThrownBy(() -> format.read(body.getBytes(UTF_8)))
        .isInstanceOf(MalformedReviewException.class);
  }

  @Test
  void refusesAPodThatIsNone() {
    String body = REVIEW.replaceAll("\"object\": .*", "\"object\": 5}}");

    assertThatThrownBy(() -> format.read(body.getBytes(UTF_8)))
        .isInstanceOf(MalformedReviewException.class)
        .hasMessage("request.object is not an object");
  }

  @Test
  void doesNotRepeatWhatItCannotRead() {
    assertThatThrownBy(() -> format.read("{\"password\": hunter2}".getBytes(UTF_8)))
        .hasMessage("the body is not JSON");
  }

  @Test
  void sendsAPatchInBase64() throws Exception {
    JsonNode answer =
        new ObjectMapper()
            .readTree(
                format.write(
                    "7",
                    new Answer(
                        Answer.Outcome.INJECTED,
                        List.of(Map.of("op", "remove", "path", "/x")),
                        List.of("a\nb \u00e9"))));

    assertThat(answer.at("/response/uid").asText()).isEqualTo("7");
    assertThat(answer.at("/response/allowed").asBoolean()).isTrue();
    assertThat(answer.at("/response/patchType").asText()).isEqualTo("JSONPatch");
    assertThat(
            new ObjectMapper()
                .readTree(Base64.getDecoder().decode(answer.at("/response/patch").asText()))
                .at("/0/path")
                .asText())
        .isEqualTo("/x");
    assertThat(answer.at("/response/warnings/0").asText()).isEqualTo("a?b ?");
  }

  @Test
  void sendsNoPatchWhereThereIsNone() throws Exception {
    JsonNode answer = new ObjectMapper().readTree(format.write("7", Answer.unchanged()));

    assertThat(answer.at("/response").has("patch")).isFalse();
    assertThat(answer.at("/response").has("patchType")).isFalse();
    assertThat(answer.at("/response").has("warnings")).isFalse();
  }

  @Test
  void keepsWarningsAsShortAsTheServerTakesThem() {
    Answer answer = Answer.ungated(Answer.Outcome.UNFIT, "x".repeat(1_000));

    assertThat(answer.warnings().getFirst()).hasSize(256).endsWith("...");
  }
}

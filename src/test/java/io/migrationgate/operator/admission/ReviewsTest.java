package io.migrationgate.operator.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.migrationgate.core.injection.GateImage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReviewsTest {

  private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));

  @Test
  void rehearseWhatIsDoneInEarnest() throws Exception {
    Reviews.Reply reply = Rehearsal.reviews().answer(Rehearsal.REVIEW.getBytes(UTF_8), SOON);

    assertThat(reply.outcome()).isEqualTo(Answer.Outcome.INJECTED);
    assertThat(response(reply).get("patch").asText()).isNotEmpty();
  }

  @Test
  void allowAPodWhateverGoesWrong() throws Exception {
    Reviews broken =
        new Reviews(
            new PodAdmission(
                (name, deadline) -> {
                  throw new IllegalStateException("a mistake, with something secret in it");
                },
                Optional.of(new GateImage("gate:1", Optional.empty())),
                () -> ClusterAbilities.NONE,
                InstantSource.system()));

    Reviews.Reply reply = broken.answer(Rehearsal.REVIEW.getBytes(UTF_8), SOON);

    assertThat(reply.outcome()).isEqualTo(Answer.Outcome.FAILED);
    assertThat(response(reply).get("allowed").asBoolean()).isTrue();
    assertThat(response(reply).get("warnings").toString())
        .contains("the webhook failed")
        .doesNotContain("secret");
  }

  private static JsonNode response(Reviews.Reply reply) throws Exception {
    return new ObjectMapper().readTree(reply.body()).get("response");
  }
}

package io.migrationgate.operator.admission;

import org.jboss.logging.Logger;

/** Questions of the API server, in bytes, and their answers. */
final class Reviews {

  private static final Logger LOG = Logger.getLogger(Reviews.class);

  private final ReviewFormat format = new ReviewFormat();
  private final PodAdmission admission;

  Reviews(PodAdmission admission) {
    this.admission = admission;
  }

  /** What goes back. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them, and copying would cost.
  record Reply(Answer.Outcome outcome, byte[] body) {}

  Reply answer(byte[] body, Deadline deadline) throws MalformedReviewException {
    PodReview review = format.read(body);
    Answer answer = answer(review, deadline);
    return new Reply(answer.outcome(), format.write(review.uid(), answer));
  }

  /** An error in here is no reason for a pod not to start. */
  private Answer answer(PodReview review, Deadline deadline) {
    try {
      return admission.answer(review, deadline);
    } catch (RuntimeException | StackOverflowError unexpected) {
      LOG.errorf(
          unexpected,
          "a pod in %s could not be looked at; it starts without the gate",
          review.namespace());
      return Answer.ungated(
          Answer.Outcome.FAILED,
          "the webhook failed, see the operator's log: the pod starts without the gate");
    }
  }
}

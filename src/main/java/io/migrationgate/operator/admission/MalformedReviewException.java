package io.migrationgate.operator.admission;

/** Why a request is no review of a pod. */
final class MalformedReviewException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedReviewException(String message) {
    super(message, null, false, false);
  }
}

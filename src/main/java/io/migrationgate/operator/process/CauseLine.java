package io.migrationgate.operator.process;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** A failure in one line, as whoever runs the operator can use it. */
final class CauseLine {

  /** A cause may lead back to itself. */
  private static final int DEEPEST = 20;

  private static final int NO_ANSWER = -1;

  private static final String FOR_NOW = "the API server cannot answer for now: ";

  private CauseLine() {}

  static String of(Throwable failure) {
    return expected(failure).orElseGet(() -> oneLine(innermost(failure)));
  }

  /** What an API server does in the ordinary run of things; nothing where it is something else. */
  static Optional<String> expected(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
      if (cause instanceof KubernetesClientException answer) {
        Optional<String> line = ofAnswer(answer);
        if (line.isPresent()) {
          return line;
        }
      }
      // Watches fail with what their connection failed with.
      if (cause instanceof CompletionException
          && cause.getCause() instanceof Exception inner
          && isNoConnection(inner)) {
        return Optional.of("the API server does not answer: " + oneLine(inner));
      }
    }
    return Optional.empty();
  }

  private static boolean isNoConnection(Exception cause) {
    return cause instanceof SocketException
        || cause instanceof UnknownHostException
        || cause instanceof TimeoutException;
  }

  private static Optional<String> ofAnswer(KubernetesClientException answer) {
    return switch (answer.getCode()) {
      case NO_ANSWER, 0 ->
          answer.getCause() instanceof IOException unreachable
              ? Optional.of("the API server does not answer: " + oneLine(unreachable))
              : Optional.empty();
      // The server's words name who may not do what, and where.
      case 403 -> Optional.of("a permission is missing: " + said(answer));
      case 401 -> Optional.of("the API server does not know who this is: " + said(answer));
      case 404 -> Optional.of("not there any more: " + said(answer));
      case 409 -> Optional.of("changed by somebody else meanwhile: " + said(answer));
      case 500 -> Optional.of(ofServerError(said(answer)));
      case 410, 429, 503, 504 -> Optional.of(FOR_NOW + said(answer));
      default -> Optional.empty();
    };
  }

  /** An apply of a field that the definition of the resource does not have is one, too. */
  private static String ofServerError(String said) {
    return said.contains("field not declared in schema")
        ? "the resource migrationgates.migrationgate.io is older than this operator,"
            + " apply crds/migrationgates.migrationgate.io.yaml: "
            + said
        : FOR_NOW + said;
  }

  private static String said(KubernetesClientException answer) {
    Status status = answer.getStatus();
    return status == null || status.getMessage() == null
        ? oneLine(answer)
        : line(status.getMessage());
  }

  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause.getCause() != null && depth < DEEPEST; depth++) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String oneLine(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : line(message);
  }

  private static String line(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}

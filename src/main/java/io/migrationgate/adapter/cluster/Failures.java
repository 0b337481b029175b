package io.migrationgate.adapter.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;

/** What the client throws, in one line for people. */
final class Failures {

  private static final int UNPROCESSABLE = 422;

  private Failures() {}

  static ClusterException of(KubernetesClientException failure, String server) {
    String said = said(failure);
    // Without an answer there is no code.
    if (failure.getCode() <= 0) {
      return unreadable(
          "the API server " + server + " cannot be reached: " + firstLine(root(failure)));
    }
    return switch (failure.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          unreadable("the API server " + server + " does not know this account: log in again");
      case HttpURLConnection.HTTP_FORBIDDEN -> unreadable("this account may not do that: " + said);
      case HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE ->
          new ClusterException(ClusterException.Kind.WRONG, said);
      default -> unreadable("the API server " + server + " answered: " + said);
    };
  }

  private static ClusterException unreadable(String message) {
    return new ClusterException(ClusterException.Kind.UNREADABLE, message);
  }

  private static String said(KubernetesClientException failure) {
    return failure.getStatus() == null || failure.getStatus().getMessage() == null
        ? firstLine(failure)
        : oneLine(failure.getStatus().getMessage());
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  static String firstLine(Throwable failure) {
    return Optional.ofNullable(failure.getMessage())
        .flatMap(message -> message.lines().findFirst())
        .orElse(failure.getClass().getSimpleName());
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\n\\s*", " ");
  }
}

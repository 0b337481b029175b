package io.migrationgate.adapter.jdbc;

import io.migrationgate.core.applied.Obstacle;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What the JDK says below what a driver says. */
final class Causes {

  /** Causes can go round in circles. */
  private static final int DEEPEST = 16;

  private Causes() {}

  static Optional<Obstacle> obstacle(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      Obstacle known =
          switch (cause) {
            case UnknownHostException _, UnresolvedAddressException _ -> Obstacle.UNKNOWN_HOST;
            case ConnectException _, NoRouteToHostException _, PortUnreachableException _ ->
                Obstacle.REFUSED;
            case InterruptedIOException _ -> Obstacle.TIMED_OUT;
            case SSLException _, GeneralSecurityException _ -> Obstacle.INSECURE;
            default -> Obstacle.FAILED;
          };
      if (known != Obstacle.FAILED) {
        return Optional.of(known);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }
}

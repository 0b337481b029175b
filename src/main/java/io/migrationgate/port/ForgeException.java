package io.migrationgate.port;

import java.time.Instant;

/**
 * A forge did not answer. The message is one line that says what was asked of whom, what went
 * wrong, and what to do; it never holds a token.
 */
public final class ForgeException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public sealed interface Reason {}

  /** Which forge or repository is meant, or how to reach it safely, was not said. */
  public record NotConfigured() implements Reason {}

  /** The token is missing, wrong, expired, or may not do this. */
  public record NoPermission() implements Reason {}

  /** Too much was asked in too short a time. */
  public record RateLimited(Instant retryAt) implements Reason {}

  /** No connection, no answer in time, or an answer of a server in trouble. */
  public record Unreachable() implements Reason {}

  /** No such repository or pull request, or none that this token may see. */
  public record NotFound() implements Reason {}

  /** An answer that is none. */
  public record Unexpected() implements Reason {}

  private final transient Reason reason;

  public ForgeException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}

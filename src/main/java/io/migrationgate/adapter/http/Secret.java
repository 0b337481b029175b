package io.migrationgate.adapter.http;

/** A token. What prints it by mistake prints stars. */
public final class Secret {
  private static final String STARS = "***";

  private final String value;

  public Secret(String value) {
    if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      // As a header's value it would be refused, by an exception that quotes it.
      throw new IllegalArgumentException("a token is made of visible ASCII characters");
    }
    this.value = value;
  }

  String reveal() {
    return value;
  }

  /** A text of a server, which may have repeated what it was sent. */
  String blotOutIn(String text) {
    return text.replace(value, STARS);
  }

  @Override
  public String toString() {
    return STARS;
  }
}

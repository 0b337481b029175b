package io.migrationgate.adapter.http;

import java.util.Optional;

/**
 * One request.
 *
 * @param purpose in words that continue "cannot"
 * @param target what follows the address of the interface, query included, starting with a slash
 * @param json the body
 * @param writes whether it changes something at the forge
 * @param repeatable whether sending it twice does no more than sending it once
 * @param accept the type of answer wanted
 * @param limit in bytes; what is longer is cut there
 */
public record Call(
    String purpose,
    String method,
    String target,
    Optional<String> json,
    boolean writes,
    boolean repeatable,
    String accept,
    int limit) {

  /** Lists of a hundred pull requests are some hundred KiB; diffs may come with them. */
  private static final int LONGEST_ANSWER = 64 << 20;

  private static final String JSON = "application/json";

  public static Call get(String purpose, String target) {
    return new Call(purpose, "GET", target, Optional.empty(), false, true, JSON, LONGEST_ANSWER);
  }

  /** The bytes of a file. */
  public static Call raw(String purpose, String target, String accept, int limit) {
    return new Call(purpose, "GET", target, Optional.empty(), false, true, accept, limit);
  }

  /** A question that is too long for an address. */
  public static Call query(String purpose, String target, String json) {
    return new Call(purpose, "POST", target, Optional.of(json), false, true, JSON, LONGEST_ANSWER);
  }

  public static Call create(String purpose, String target, String json) {
    return new Call(purpose, "POST", target, Optional.of(json), true, false, JSON, LONGEST_ANSWER);
  }

  public static Call replace(String purpose, String method, String target, String json) {
    return new Call(purpose, method, target, Optional.of(json), true, true, JSON, LONGEST_ANSWER);
  }
}

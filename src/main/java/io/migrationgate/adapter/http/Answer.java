package io.migrationgate.adapter.http;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** What came back. */
public final class Answer {
  private final int status;
  private final HttpHeaders headers;
  private final BoundedBody.Body body;

  Answer(int status, HttpHeaders headers, BoundedBody.Body body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  int status() {
    return status;
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** A header that holds a number; -1 if there is none. */
  long number(String name) {
    String text = header(name);
    if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    return Long.parseLong(text);
  }

  public byte[] bytes() {
    return body.bytes();
  }

  String text() {
    return new String(body.bytes(), StandardCharsets.UTF_8);
  }

  /** Whether the body was longer than asked for. */
  public boolean isCut() {
    return body.isCut();
  }

  /** Whether this is a page and another one follows. */
  boolean hasNext() {
    if (!header("x-next-page").isEmpty()) {
      return true;
    }
    for (String line : headers.allValues("link")) {
      for (String link : line.split(",", -1)) {
        if (link.contains("rel=\"next\"") || link.contains("rel=next")) {
          return true;
        }
      }
    }
    return false;
  }

  /** How many there are on all pages together; -1 if that is not told. */
  long total() {
    return Math.max(number("x-total-count"), number("x-total"));
  }
}

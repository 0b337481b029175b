package io.migrationgate.core.edit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of a file or of a part of one; unlike an array they never change. */
public final class Bytes {

  public static final Bytes NONE = new Bytes(new byte[0]);

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  public static Bytes of(byte[] content) {
    return new Bytes(content.clone());
  }

  public static Bytes utf8(String text) {
    return of(text, StandardCharsets.UTF_8);
  }

  public static Bytes of(String text, Charset encoding) {
    return new Bytes(text.getBytes(encoding));
  }

  public byte[] toArray() {
    return content.clone();
  }

  public int length() {
    return content.length;
  }

  public boolean isEmpty() {
    return content.length == 0;
  }

  public byte at(int offset) {
    return content[offset];
  }

  public Bytes slice(int from, int to) {
    return new Bytes(Arrays.copyOfRange(content, from, to));
  }

  void writeTo(ByteArrayOutputStream out, int from, int to) {
    out.write(content, from, to - from);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** For messages and diffs: what is not UTF-8 shows as the replacement character. */
  @Override
  public String toString() {
    return new String(content, StandardCharsets.UTF_8);
  }
}

package io.migrationgate.operator.certificate;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The distinguished encoding of ASN.1, as far as a certificate needs it. */
final class Der {

  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int CONTEXT = 0x80;
  private static final int CONSTRUCTED = 0x20;

  /** From this year on two digits are too few: RFC 5280, 4.1.2.5. */
  private static final int FOUR_DIGITS_FROM = 2050;

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return element(SEQUENCE, parts);
  }

  static byte[] set(byte[]... parts) {
    return element(SET, parts);
  }

  static byte[] truth() {
    return element(0x01, new byte[] {(byte) 0xFF});
  }

  static byte[] integer(BigInteger value) {
    return element(0x02, value.toByteArray());
  }

  static byte[] integer(long value) {
    return integer(BigInteger.valueOf(value));
  }

  /** Bits of which the last so many do not count. */
  static byte[] bits(int unused, byte... bytes) {
    return element(0x03, new byte[] {(byte) unused}, bytes);
  }

  static byte[] octets(byte[] bytes) {
    return element(0x04, bytes);
  }

  static byte[] text(String value) {
    return element(0x0C, value.getBytes(StandardCharsets.UTF_8));
  }

  /** An object identifier, written as numbers with dots. */
  static byte[] identifier(String dotted) {
    String[] numbers = dotted.split("\\.", -1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    seven(bytes, 40 * Long.parseLong(numbers[0]) + Long.parseLong(numbers[1]));
    for (int i = 2; i < numbers.length; i++) {
      seven(bytes, Long.parseLong(numbers[i]));
    }
    return element(0x06, bytes.toByteArray());
  }

  /** Seven bits in a byte, the highest first; the eighth says that more follow. */
  private static void seven(ByteArrayOutputStream bytes, long number) {
    int shift = 0;
    while (number >> (shift + 7) != 0) {
      shift += 7;
    }
    for (; shift > 0; shift -= 7) {
      bytes.write((int) (number >> shift & 0x7F | 0x80));
    }
    bytes.write((int) (number & 0x7F));
  }

  static byte[] time(Instant instant) {
    boolean four = instant.atOffset(ZoneOffset.UTC).getYear() >= FOUR_DIGITS_FROM;
    String text =
        DateTimeFormatter.ofPattern(four ? "uuuuMMddHHmmss'Z'" : "uuMMddHHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .format(instant);
    return element(four ? 0x18 : 0x17, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** An element within a numbered one. */
  static byte[] tagged(int number, byte[] element) {
    return element(CONTEXT | CONSTRUCTED | number, element);
  }

  /** A numbered element in place of one of a type of its own. */
  static byte[] numbered(int number, byte[] content) {
    return element(CONTEXT | number, content);
  }

  private static byte[] element(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(length + 6);
    bytes.write(tag);
    if (length < 0x80) {
      bytes.write(length);
    } else {
      byte[] digits = BigInteger.valueOf(length).toByteArray();
      int zero = digits[0] == 0 ? 1 : 0;
      bytes.write(0x80 | digits.length - zero);
      bytes.write(digits, zero, digits.length - zero);
    }
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }

  /** The first element within another one, whole. */
  static byte[] firstWithin(byte[] element) {
    int start = 2 + longLength(element, 0);
    int end = start + 2 + longLength(element, start) + length(element, start);
    byte[] first = new byte[end - start];
    System.arraycopy(element, start, first, 0, first.length);
    return first;
  }

  private static int longLength(byte[] bytes, int at) {
    return (bytes[at + 1] & 0x80) == 0 ? 0 : bytes[at + 1] & 0x7F;
  }

  private static int length(byte[] bytes, int at) {
    int more = longLength(bytes, at);
    if (more == 0) {
      return bytes[at + 1];
    }
    int length = 0;
    for (int i = 0; i < more; i++) {
      length = length << 8 | bytes[at + 2 + i] & 0xFF;
    }
    return length;
  }
}

package io.migrationgate.core.message;

import java.nio.charset.StandardCharsets;

/** How words and sentences stand in a message: one line each, whatever files put into them. */
final class MessageText {

  private static final String HEX = "0123456789ABCDEF";
  private static final String NOTHING = "-";

  private MessageText() {}

  /** A word without blanks, commas or line breaks. */
  static String word(String text) {
    if (text.isEmpty()) {
      return NOTHING;
    }
    StringBuilder encoded = new StringBuilder(text.length());
    boolean alone = text.equals(NOTHING);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b > ' ' && b < 0x7f && b != '%' && b != ',' && b != '=' && b != ';' && !alone;
      if (plain) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
      }
    }
    return encoded.toString();
  }

  /** What {@link #word} was made from; where it was damaged, as much as can be told. */
  static String unword(String word) {
    if (word.equals(NOTHING)) {
      return "";
    }
    if (word.indexOf('%') < 0) {
      return word;
    }
    byte[] source = word.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[source.length];
    int length = 0;
    for (int i = 0; i < source.length; i++) {
      if (source[i] == '%' && i + 2 < source.length) {
        int high = Character.digit(source[i + 1], 16);
        int low = Character.digit(source[i + 2], 16);
        if (high >= 0 && low >= 0) {
          decoded[length++] = (byte) (high << 4 | low);
          i += 2;
          continue;
        }
      }
      decoded[length++] = source[i];
    }
    return new String(decoded, 0, length, StandardCharsets.UTF_8);
  }

  /** A sentence on one line, without what a terminal would take for a command. */
  static String sentence(String text) {
    StringBuilder line = new StringBuilder(text.length());
    boolean blank = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || c == ' ' || c == '\u2028' || c == '\u2029') {
        blank = !line.isEmpty();
      } else {
        if (blank) {
          line.append(' ');
          blank = false;
        }
        line.append(c);
      }
    }
    return line.toString();
  }

  static int bytes(CharSequence text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }

  /** The beginning of a sentence, in so many bytes at most. */
  static String shortened(String text, int bytes) {
    if (bytes(text) <= bytes) {
      return text;
    }
    String ellipsis = "…";
    int left = bytes - bytes(ellipsis);
    int end = 0;
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      int size = bytes(text.substring(end, next));
      if (size > left) {
        break;
      }
      left -= size;
      end = next;
    }
    return text.substring(0, end) + ellipsis;
  }
}

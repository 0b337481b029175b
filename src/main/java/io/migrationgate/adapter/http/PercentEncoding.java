package io.migrationgate.adapter.http;

import java.nio.charset.StandardCharsets;

/** Text inside an address. */
public final class PercentEncoding {
  private static final String HEX = "0123456789ABCDEF";

  private PercentEncoding() {}

  /** One part, whatever is in it; a slash does not separate. */
  public static String part(String text) {
    return encode(text, "-._~");
  }

  /** A path whose slashes separate. */
  public static String path(String text) {
    return encode(text, "-._~/");
  }

  private static String encode(String text, String plain) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      int value = octet & 0xff;
      boolean alphanumeric =
          (value >= '0' && value <= '9')
              || (value >= 'A' && value <= 'Z')
              || (value >= 'a' && value <= 'z');
      if (alphanumeric || (value < 0x80 && plain.indexOf(value) >= 0)) {
        encoded.append((char) value);
      } else {
        encoded.append('%').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 0xf));
      }
    }
    return encoded.toString();
  }
}

package io.migrationgate.core.reader.alembic.python;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A source file as UTF-8, whatever encoding it declares (PEP 263). */
final class SourceBytes {

  private SourceBytes() {}

  /**
   * Returns the text as UTF-8 without byte order mark; the array itself where it is that already.
   *
   * @throws PythonSyntaxException if Python could not decode the file
   */
  static byte[] toUtf8(byte[] raw) throws PythonSyntaxException {
    boolean marked = isMarked(raw);
    byte[] text = marked ? Arrays.copyOfRange(raw, 3, raw.length) : raw;
    boolean ascii = isAsciiWithoutNul(text);
    String declared = declaredEncoding(text);
    if (marked && declared != null && !isCanonicalUtf8(declared)) {
      throw PythonSyntaxException.certain(
          1, "declares the encoding " + declared + " after a UTF-8 byte order mark");
    }
    if (declared == null || isUtf8(declared)) {
      return ascii ? text : validUtf8(text);
    }
    return decode(text, declared);
  }

  /** The encoding of a file that {@link #toUtf8} takes. */
  static Charset encoding(byte[] raw) throws PythonSyntaxException {
    String declared = isMarked(raw) ? null : declaredEncoding(raw);
    return declared == null || isUtf8(declared) ? StandardCharsets.UTF_8 : charset(declared);
  }

  /** Whether the file begins with UTF-8's byte order mark. */
  static boolean isMarked(byte[] raw) {
    return raw.length >= 3
        && raw[0] == (byte) 0xEF
        && raw[1] == (byte) 0xBB
        && raw[2] == (byte) 0xBF;
  }

  private static boolean isAsciiWithoutNul(byte[] text) throws PythonSyntaxException {
    int anySign = 0;
    for (byte b : text) {
      // Negative for NUL and for all that is not ASCII; a loop without branches is much faster.
      anySign |= b - 1;
    }
    if (anySign >= 0) {
      return true;
    }
    for (int i = 0; i < text.length; i++) {
      if (text[i] == 0) {
        throw PythonSyntaxException.certain(lineOf(text, i), "contains a NUL byte");
      }
    }
    return false;
  }

  private static byte[] validUtf8(byte[] text) throws PythonSyntaxException {
    ByteBuffer in = ByteBuffer.wrap(text);
    CharBuffer scratch = CharBuffer.allocate(Math.min(text.length, 8192) + 1);
    var decoder = strict(StandardCharsets.UTF_8);
    while (true) {
      var result = decoder.decode(in, scratch, true);
      if (result.isUnderflow()) {
        return text;
      }
      if (result.isOverflow()) {
        scratch.clear();
        continue;
      }
      throw PythonSyntaxException.certain(
          lineOf(text, in.position()),
          String.format(
              Locale.ROOT,
              "contains the byte 0x%02x, which is not UTF-8, and declares no other encoding",
              text[in.position()] & 0xFF));
    }
  }

  private static byte[] decode(byte[] text, String declared) throws PythonSyntaxException {
    Charset charset = charset(declared);
    try {
      CharBuffer decoded = strict(charset).decode(ByteBuffer.wrap(text));
      return decoded.toString().getBytes(StandardCharsets.UTF_8);
    } catch (CharacterCodingException wrong) {
      throw PythonSyntaxException.certain(1, "is not in the encoding it declares, " + declared);
    }
  }

  private static Charset charset(String declared) throws PythonSyntaxException {
    String name = declared.toLowerCase(Locale.ROOT).replace('_', '-');
    if (name.startsWith("utf-16") || name.startsWith("utf-32") || name.startsWith("utf16")) {
      throw PythonSyntaxException.certain(1, "declares the encoding " + declared);
    }
    String known =
        switch (name) {
          case "latin-1", "latin1", "l1", "iso8859-1" -> "ISO-8859-1";
          case "ascii", "us-ascii", "646" -> "US-ASCII";
          case "mac-roman", "macroman" -> "x-MacRoman";
          case "mac-cyrillic" -> "x-MacCyrillic";
          default -> name.startsWith("cp125") ? "windows-" + name.substring(2) : name;
        };
    try {
      return Charset.forName(known);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      throw PythonSyntaxException.doubtful(
          1, "declares the encoding " + declared + ", which is not known here");
    }
  }

  private static java.nio.charset.CharsetDecoder strict(Charset charset) {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  private static boolean isUtf8(String name) {
    String normal = normal(name);
    return isCanonicalUtf8(name)
        || normal.equals("utf8")
        || normal.equals("u8")
        || normal.equals("utf")
        || normal.equals("cp65001");
  }

  /** Python's tokenizer, unlike its codecs, does not know the other names. */
  private static boolean isCanonicalUtf8(String name) {
    String normal = normal(name);
    return normal.equals("utf-8") || normal.startsWith("utf-8-");
  }

  private static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The encoding named in a comment of the first line, or of the second after a comment or blank.
   */
  private static @Nullable String declaredEncoding(byte[] text) {
    int start = 0;
    for (int line = 0; line < 2; line++) {
      int end = start;
      while (end < text.length && text[end] != '\n' && text[end] != '\r') {
        end++;
      }
      int first = start;
      while (first < end && (text[first] == ' ' || text[first] == '\t' || text[first] == '\f')) {
        first++;
      }
      if (first < end && text[first] != '#') {
        return null;
      }
      String found = encodingIn(text, first, end);
      if (found != null) {
        return found;
      }
      start =
          end < text.length && text[end] == '\r' && end + 1 < text.length && text[end + 1] == '\n'
              ? end + 2
              : end + 1;
      if (start >= text.length) {
        return null;
      }
    }
    return null;
  }

  /** PEP 263's {@code coding[:=]\s*([-\w.]+)}. */
  private static @Nullable String encodingIn(byte[] text, int from, int to) {
    for (int i = from; i + 7 <= to; i++) {
      if (text[i] == 'c'
          && text[i + 1] == 'o'
          && text[i + 2] == 'd'
          && text[i + 3] == 'i'
          && text[i + 4] == 'n'
          && text[i + 5] == 'g'
          && (text[i + 6] == ':' || text[i + 6] == '=')) {
        int start = i + 7;
        while (start < to && (text[start] == ' ' || text[start] == '\t')) {
          start++;
        }
        int end = start;
        while (end < to && isEncodingCharacter(text[end])) {
          end++;
        }
        if (end > start) {
          return new String(text, start, end - start, StandardCharsets.US_ASCII);
        }
      }
    }
    return null;
  }

  private static boolean isEncodingCharacter(byte b) {
    return b >= 'a' && b <= 'z'
        || b >= 'A' && b <= 'Z'
        || b >= '0' && b <= '9'
        || b == '-'
        || b == '_'
        || b == '.';
  }

  private static int lineOf(byte[] text, int offset) {
    int line = 1;
    for (int i = 0; i < offset; i++) {
      if (text[i] == '\n' || text[i] == '\r' && (i + 1 >= text.length || text[i + 1] != '\n')) {
        line++;
      }
    }
    return line;
  }
}

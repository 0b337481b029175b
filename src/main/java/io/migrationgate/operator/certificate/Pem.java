package io.migrationgate.operator.certificate;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Blocks of text that hold certificates and keys. */
final class Pem {

  static final String CERTIFICATE = "CERTIFICATE";
  static final String PRIVATE_KEY = "PRIVATE KEY";

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  private Pem() {}

  /** One block; its bytes may be secret. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  record Block(String type, byte[] bytes) {

    /** Without the bytes. */
    @Override
    public String toString() {
      return type;
    }
  }

  static String write(String type, byte[] bytes) {
    return BEGIN
        + type
        + DASHES
        + "\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
        + "\n"
        + END
        + type
        + DASHES
        + "\n";
  }

  /** The blocks of a text; what stands between them is left aside. */
  static List<Block> read(String text) throws BrokenCertificateException {
    List<Block> blocks = new ArrayList<>();
    int at = text.indexOf(BEGIN);
    while (at >= 0) {
      int typeEnd = text.indexOf(DASHES, at + BEGIN.length());
      if (typeEnd < 0) {
        throw new BrokenCertificateException("a block of PEM begins and is not named");
      }
      String type = text.substring(at + BEGIN.length(), typeEnd);
      int end = text.indexOf(END + type + DASHES, typeEnd);
      if (end < 0) {
        throw new BrokenCertificateException("a block of PEM does not end");
      }
      blocks.add(new Block(type, decoded(text.substring(typeEnd + DASHES.length(), end))));
      at = text.indexOf(BEGIN, end);
    }
    return blocks;
  }

  private static byte[] decoded(String base64) throws BrokenCertificateException {
    try {
      // A lenient decoder would pass over what is no Base64 at all.
      return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException garbled) {
      throw new BrokenCertificateException("a block of PEM is not Base64");
    }
  }
}

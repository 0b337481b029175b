package io.migrationgate.core.message;

import java.util.Optional;

/** Why {@code hold} is not waiting any longer, for its own termination message. */
public final class HoldMessage {

  private static final String VERSION = "migration-gate-hold/1";

  private HoldMessage() {}

  /**
   * The message, in so many bytes at most.
   *
   * @param reason one word in camel case
   */
  public static String write(String reason, String sentence, int budget) {
    String head = VERSION + " " + MessageText.word(reason) + "\nsays ";
    String end = "\n" + MessageWriter.END + "\n";
    int room = budget - MessageText.bytes(head) - MessageText.bytes(end);
    return head + MessageText.shortened(MessageText.sentence(sentence), room) + end;
  }

  /** The word of a message, also of one that was cut behind its first line. */
  public static Optional<String> word(String text) {
    int newline = text.indexOf('\n');
    return newline > 0 && text.startsWith(VERSION + " ")
        ? Optional.of(MessageText.unword(text.substring(VERSION.length() + 1, newline)))
        : Optional.empty();
  }
}

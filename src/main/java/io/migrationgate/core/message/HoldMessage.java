package io.migrationgate.core.message;

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
}

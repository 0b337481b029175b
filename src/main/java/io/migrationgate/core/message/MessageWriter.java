package io.migrationgate.core.message;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes a message into a number of bytes.
 *
 * <p>The kubelet shares 12,288 bytes among the containers of a pod and cuts what is longer,
 * wherever that is. So a message is made of lines, and what matters most comes first: the verdict
 * with its reason, then every chain with its heads, then the sentences for people, then what later
 * images are compared by. It closes with a line that says so; without that line nobody takes it for
 * a pass.
 *
 * <pre>
 * migration-gate/1 Blocked MultipleHeads
 * chain main verdict=Blocked reason=MultipleHeads revisions=41 heads=2 ids=1975ea83b712,ae1027a6acf2
 * says main 2 heads, 1 allowed: ...
 * mend main migration-gate merge ...
 * sums main 1f3.2kd...
 * end
 * </pre>
 */
public final class MessageWriter {

  /** The beginning of every message; the number rises when old readers would misunderstand. */
  static final String VERSION = "migration-gate/1";

  static final String END = "end";

  /** What a kubelet takes from one container at most. */
  public static final int MOST = 4096;

  /** What is left for one container in a pod of a dozen; for when nobody counted them. */
  public static final int USUAL = 768;

  /** In less there is no room for a verdict, a reason and a chain. */
  public static final int LEAST = 128;

  private static final int MAX_WORD = 200;
  private static final int MAX_SENTENCE = 1024;

  /** A shorter beginning of a sentence tells nothing. */
  private static final int WORTHWHILE = 40;

  private final StringBuilder lines = new StringBuilder();
  private int left;

  private MessageWriter(int budget) {
    this.left = budget - MessageText.bytes(END) - 1;
  }

  /** The whole message, for a file. */
  public static String whole(GateMessage message) {
    return write(message, Integer.MAX_VALUE);
  }

  /**
   * As much of a message as there is room for.
   *
   * @param budget in bytes of UTF-8; never less than {@link #LEAST}
   */
  public static String write(GateMessage message, int budget) {
    if (budget < LEAST) {
      throw new IllegalArgumentException("a message needs " + LEAST + " bytes, not " + budget);
    }
    MessageWriter writer = new MessageWriter(budget);
    writer.add(VERSION + " " + message.outcome().word() + " " + word(message.reason()));
    writer.addFacts(message);
    writer.addSentences(message);
    writer.lines.append(END).append('\n');
    return writer.lines.toString();
  }

  private void addFacts(GateMessage message) {
    String more = "more chains=" + (message.chains().size() + message.leftOut());
    int reserve = MessageText.bytes(more) + 1;
    left -= reserve;
    int shown = 0;
    for (ChainNote note : message.chains()) {
      if (!add(fact(note)) && !add(fact(note, Math.max(0, left - 1)))) {
        break;
      }
      shown++;
    }
    left += reserve;
    int hidden = message.chains().size() + message.leftOut() - shown;
    if (hidden > 0) {
      add("more chains=" + hidden);
    }
    for (DatabaseNote note : message.databases()) {
      if (!add(fact(note))) {
        break;
      }
    }
  }

  private void addSentences(GateMessage message) {
    for (ChainNote note : message.chains()) {
      addSentence("says " + word(note.name()), note.message());
      addSentence("mend " + word(note.name()), note.remedy());
    }
    for (DatabaseNote note : message.databases()) {
      addSentence("database-says " + word(note.chain()), note.message());
      addSentence("database-mend " + word(note.chain()), note.remedy());
    }
    for (ChainNote note : message.chains()) {
      if (!note.sums().isEmpty()) {
        add("sums " + word(note.name()) + " " + word(note.sums()));
      }
    }
  }

  private static String fact(ChainNote note) {
    StringBuilder line = start(note);
    for (int i = 0; i < note.heads().size(); i++) {
      line.append(i == 0 ? " ids=" : ",").append(word(note.heads().get(i)));
    }
    return line.toString();
  }

  /** With as many heads as there is room for. */
  private static String fact(ChainNote note, int room) {
    StringBuilder line = start(note);
    int from = line.length();
    List<String> shown = new ArrayList<>();
    for (String head : note.heads()) {
      shown.add(word(head));
      int length = from + " ids=".length() + MessageText.bytes(String.join(",", shown));
      if (length > room) {
        shown.removeLast();
        break;
      }
    }
    return shown.isEmpty() ? line.toString() : line + " ids=" + String.join(",", shown);
  }

  private static StringBuilder start(ChainNote note) {
    StringBuilder line = new StringBuilder("chain ").append(word(note.name()));
    line.append(" verdict=").append(note.outcome().word());
    line.append(" reason=").append(word(note.reason()));
    for (int i = 0; i < note.also().size(); i++) {
      line.append(i == 0 ? " also=" : ",").append(word(note.also().get(i)));
    }
    if (note.revisions().isPresent()) {
      line.append(" revisions=").append(note.revisions().getAsInt());
    }
    if (note.headCount().isPresent()) {
      line.append(" heads=").append(note.headCount().getAsInt());
    }
    return line;
  }

  private static String fact(DatabaseNote note) {
    StringBuilder line = new StringBuilder("database ").append(word(note.chain()));
    line.append(" verdict=").append(note.outcome().word());
    line.append(" state=").append(word(note.state()));
    for (int i = 0; i < note.revisions().size(); i++) {
      line.append(i == 0 ? " ids=" : ",").append(word(note.revisions().get(i)));
    }
    return line.toString();
  }

  private static String word(String text) {
    return MessageText.word(MessageText.shortened(text, MAX_WORD));
  }

  private void addSentence(String start, String text) {
    String sentence = MessageText.shortened(MessageText.sentence(text), MAX_SENTENCE);
    int room = left - MessageText.bytes(start) - 2;
    if (!sentence.isEmpty() && (room >= WORTHWHILE || room >= MessageText.bytes(sentence))) {
      add(start + " " + MessageText.shortened(sentence, room));
    }
  }

  private boolean add(String line) {
    int size = MessageText.bytes(line) + 1;
    if (size > left) {
      return false;
    }
    left -= size;
    lines.append(line).append('\n');
    return true;
  }
}

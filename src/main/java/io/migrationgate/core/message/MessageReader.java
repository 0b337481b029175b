package io.migrationgate.core.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads what {@link MessageWriter} wrote, also where somebody cut it.
 *
 * <p>Whatever it is given, it never finds a pass in it that was not written, whole, by the gate.
 */
public final class MessageReader {

  private final List<ChainNote> chains = new ArrayList<>();
  private final List<DatabaseNote> databases = new ArrayList<>();
  private int leftOut;

  private MessageReader() {}

  public static GateMessage read(String text) {
    return new MessageReader().message(text);
  }

  private GateMessage message(String text) {
    if (!text.startsWith(MessageWriter.VERSION + " ")) {
      return GateMessage.unknown(
          !text.isEmpty() && MessageWriter.VERSION.startsWith(text)
              ? GateMessage.CUT
              : GateMessage.NO_VERDICT);
    }
    int newline = text.indexOf('\n');
    String first = newline < 0 ? text : text.substring(0, newline);
    List<String> words = words(first, newline >= 0);
    Optional<Outcome> outcome = words.size() < 2 ? Optional.empty() : Outcome.named(words.get(1));
    if (outcome.isEmpty()) {
      return GateMessage.unknown(newline < 0 ? GateMessage.CUT : GateMessage.NO_VERDICT);
    }
    String reason = words.size() < 3 ? GateMessage.CUT : MessageText.unword(words.get(2));
    boolean ended = newline >= 0 && readLines(text, newline + 1);
    if (outcome.get() == Outcome.PASS && !(ended && supportsPass())) {
      return new GateMessage(Outcome.UNKNOWN, GateMessage.CUT, chains, databases, leftOut);
    }
    return new GateMessage(outcome.get(), reason, chains, databases, leftOut);
  }

  /** Whether what follows is what the gate writes of a pass: chains, and none that is not one. */
  private boolean supportsPass() {
    boolean supported = !chains.isEmpty() || leftOut > 0;
    for (ChainNote note : chains) {
      supported &= note.outcome() == Outcome.PASS;
    }
    for (DatabaseNote note : databases) {
      supported &= note.outcome() == Outcome.PASS;
    }
    return supported;
  }

  /** Returns whether the last line was there, and was the last. */
  private boolean readLines(String text, int from) {
    int start = from;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      String line = text.substring(start, end);
      if (line.equals(MessageWriter.END)) {
        return end + 1 >= text.length();
      }
      read(line, newline >= 0);
      start = end + 1;
    }
    return false;
  }

  private void read(String line, boolean whole) {
    int blank = line.indexOf(' ');
    if (blank < 0) {
      return;
    }
    String keyword = line.substring(0, blank);
    switch (keyword) {
      case "chain" -> readChain(words(line, whole));
      case "database" -> readDatabase(words(line, whole));
      case "sums" -> readSums(words(line, whole));
      case "more" -> leftOut = number(pairs(words(line, whole)), "chains").orElse(0);
      case "says", "mend", "database-says", "database-mend" ->
          readSentence(keyword, line, blank + 1);
      default -> {
        // A later version's.
      }
    }
  }

  /** Words are ended by a blank or by the end of a whole line: half a word would be another one. */
  private static List<String> words(String line, boolean whole) {
    List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
    if (!whole) {
      String last = words.removeLast();
      int comma = last.lastIndexOf(',');
      if (comma > 0) {
        words.add(last.substring(0, comma));
      }
    }
    return words;
  }

  private void readChain(List<String> words) {
    if (words.size() < 2) {
      return;
    }
    Map<String, String> pairs = pairs(words);
    String name = MessageText.unword(words.get(1));
    chains.add(
        new ChainNote(
            name,
            outcome(pairs),
            MessageText.unword(pairs.getOrDefault("reason", GateMessage.CUT)),
            words(pairs, "also"),
            number(pairs, "revisions"),
            number(pairs, "heads"),
            words(pairs, "ids"),
            "",
            ""));
  }

  private void readDatabase(List<String> words) {
    if (words.size() < 2) {
      return;
    }
    Map<String, String> pairs = pairs(words);
    String chain = MessageText.unword(words.get(1));
    databases.add(
        new DatabaseNote(
            chain,
            outcome(pairs),
            MessageText.unword(pairs.getOrDefault("state", GateMessage.CUT)),
            words(pairs, "ids"),
            "",
            ""));
  }

  private void readSums(List<String> words) {
    if (words.size() > 2) {
      String name = MessageText.unword(words.get(1));
      String sums = MessageText.unword(words.get(2));
      chains.replaceAll(note -> note.name().equals(name) ? note.addingUpTo(sums) : note);
    }
  }

  private static Map<String, String> pairs(List<String> words) {
    Map<String, String> pairs = new HashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        pairs.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return pairs;
  }

  private static Outcome outcome(Map<String, String> pairs) {
    return Outcome.named(pairs.getOrDefault("verdict", "")).orElse(Outcome.UNKNOWN);
  }

  private static OptionalInt number(Map<String, String> pairs, String key) {
    String digits = pairs.getOrDefault(key, "");
    boolean plain = !digits.isEmpty() && digits.length() < 10;
    for (int i = 0; i < digits.length(); i++) {
      plain &= digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
    }
    return plain ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
  }

  private static List<String> words(Map<String, String> pairs, String key) {
    String joined = pairs.getOrDefault(key, "");
    List<String> words = new ArrayList<>();
    if (!joined.isEmpty()) {
      for (String word : joined.split(",", -1)) {
        words.add(MessageText.unword(word));
      }
    }
    return words;
  }

  private void readSentence(String keyword, String line, int from) {
    int blank = line.indexOf(' ', from);
    if (blank < 0) {
      return;
    }
    String name = MessageText.unword(line.substring(from, blank));
    String sentence = line.substring(blank + 1);
    switch (keyword) {
      case "says" -> chains.replaceAll(n -> n.name().equals(name) ? n.saying(sentence) : n);
      case "mend" -> chains.replaceAll(n -> n.name().equals(name) ? n.mendedBy(sentence) : n);
      case "database-says" ->
          databases.replaceAll(n -> n.chain().equals(name) ? n.saying(sentence) : n);
      default -> databases.replaceAll(n -> n.chain().equals(name) ? n.mendedBy(sentence) : n);
    }
  }
}

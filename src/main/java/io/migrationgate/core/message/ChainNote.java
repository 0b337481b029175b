package io.migrationgate.core.message;

import java.util.List;
import java.util.OptionalInt;

/**
 * What is to be said of one chain.
 *
 * @param reason one word in camel case, for machines: {@code MultipleHeads}
 * @param also the reasons of whatever else is wrong, each once
 * @param revisions how many there are; none where they could not all be read
 * @param headCount none where the heads cannot be told
 * @param heads the first of them
 * @param message what is wrong and where, for people; empty where nothing is
 * @param remedy what to do about it
 * @param sums of its ids, by which a later image is compared with this one; empty where not known
 */
public record ChainNote(
    String name,
    Outcome outcome,
    String reason,
    List<String> also,
    OptionalInt revisions,
    OptionalInt headCount,
    List<String> heads,
    String message,
    String remedy,
    String sums) {

  /** Enough to recognise a fork by; the count tells the rest. */
  public static final int MAX_HEADS = 8;

  public ChainNote {
    also = List.copyOf(also);
    heads = List.copyOf(heads.subList(0, Math.min(MAX_HEADS, heads.size())));
  }

  /** A chain with one problem at most. */
  public ChainNote(
      String name,
      Outcome outcome,
      String reason,
      OptionalInt revisions,
      OptionalInt headCount,
      List<String> heads,
      String message,
      String remedy) {
    this(name, outcome, reason, List.of(), revisions, headCount, heads, message, remedy);
  }

  /** A chain that no later one is compared with by its ids. */
  public ChainNote(
      String name,
      Outcome outcome,
      String reason,
      List<String> also,
      OptionalInt revisions,
      OptionalInt headCount,
      List<String> heads,
      String message,
      String remedy) {
    this(name, outcome, reason, also, revisions, headCount, heads, message, remedy, "");
  }

  /** A chain of which nothing is known but why. */
  public static ChainNote unreadable(String name, String reason, String message, String remedy) {
    return new ChainNote(
        name,
        Outcome.UNKNOWN,
        reason,
        List.of(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        List.of(),
        message,
        remedy);
  }

  ChainNote saying(String sentence) {
    return new ChainNote(
        name, outcome, reason, also, revisions, headCount, heads, sentence, remedy, sums);
  }

  ChainNote mendedBy(String sentence) {
    return new ChainNote(
        name, outcome, reason, also, revisions, headCount, heads, message, sentence, sums);
  }

  ChainNote addingUpTo(String ids) {
    return new ChainNote(
        name, outcome, reason, also, revisions, headCount, heads, message, remedy, ids);
  }
}

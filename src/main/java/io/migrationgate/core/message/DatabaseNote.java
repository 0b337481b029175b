package io.migrationgate.core.message;

import java.util.List;

/**
 * What is to be said of the database of one chain.
 *
 * @param state one word in camel case, for machines: {@code DatabaseBehind}
 * @param revisions those that the state is about, such as the pending ones; the first of them
 */
public record DatabaseNote(
    String chain,
    Outcome outcome,
    String state,
    List<String> revisions,
    String message,
    String remedy) {

  /** The first few show what it is about. */
  public static final int MAX_REVISIONS = 8;

  public DatabaseNote {
    revisions = List.copyOf(revisions.subList(0, Math.min(MAX_REVISIONS, revisions.size())));
  }

  DatabaseNote saying(String sentence) {
    return new DatabaseNote(chain, outcome, state, revisions, sentence, remedy);
  }

  DatabaseNote mendedBy(String sentence) {
    return new DatabaseNote(chain, outcome, state, revisions, message, sentence);
  }
}

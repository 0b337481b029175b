package io.migrationgate.core.message;

import java.util.ArrayList;
import java.util.List;

/**
 * The verdict of the gate in a pod.
 *
 * @param reason one word in camel case: that of the worst chain or database
 * @param leftOut how many chains did not fit
 */
public record GateMessage(
    Outcome outcome,
    String reason,
    List<ChainNote> chains,
    List<DatabaseNote> databases,
    int leftOut) {

  /** The reason of a pass. */
  public static final String PASSED = "Passed";

  /** The reason where there is no message, or none that can be read. */
  public static final String NO_VERDICT = "NoVerdict";

  /** The reason where there was nothing to judge. */
  public static final String NO_CHAIN = "NoChain";

  /** The reason where a message ends too early to be believed. */
  public static final String CUT = "MessageCut";

  private static final List<Outcome> WORST_FIRST =
      List.of(Outcome.BLOCKED, Outcome.UNKNOWN, Outcome.PASS);

  public GateMessage {
    chains = List.copyOf(chains);
    databases = List.copyOf(databases);
  }

  /** What these amount to, the worst first. */
  public static GateMessage of(List<ChainNote> chains, List<DatabaseNote> databases) {
    if (chains.isEmpty()) {
      return unknown(NO_CHAIN);
    }
    List<ChainNote> sorted = new ArrayList<>(chains.size());
    List<DatabaseNote> asked = new ArrayList<>(databases.size());
    // Not by a comparator: linking one takes as long as reading a hundred files.
    for (Outcome outcome : WORST_FIRST) {
      for (ChainNote note : chains) {
        if (note.outcome() == outcome) {
          sorted.add(note);
        }
      }
      for (DatabaseNote note : databases) {
        if (note.outcome() == outcome) {
          asked.add(note);
        }
      }
    }
    Outcome worst = Outcome.PASS;
    String reason = PASSED;
    // Of equally bad ones the chain counts: a database is only compared with what the files say.
    if (!sorted.isEmpty() && sorted.getFirst().outcome() != Outcome.PASS) {
      worst = sorted.getFirst().outcome();
      reason = sorted.getFirst().reason();
    }
    if (!asked.isEmpty() && asked.getFirst().outcome().compareTo(worst) > 0) {
      worst = asked.getFirst().outcome();
      reason = asked.getFirst().state();
    }
    return new GateMessage(worst, reason, sorted, asked, 0);
  }

  /** Nothing can be told, and so nothing may pass. */
  public static GateMessage unknown(String reason) {
    return new GateMessage(Outcome.UNKNOWN, reason, List.of(), List.of(), 0);
  }
}

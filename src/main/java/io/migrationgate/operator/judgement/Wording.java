package io.migrationgate.operator.judgement;

import io.migrationgate.core.message.ChainNote;
import io.migrationgate.core.message.DatabaseNote;
import io.migrationgate.core.message.GateMessage;
import io.migrationgate.core.message.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Sentences for people, no longer than Kubernetes shows. */
public final class Wording {

  /** What conditions and Events may hold. */
  public static final int LONGEST = 1024;

  private static final String CUT = " ...";

  private Wording() {}

  /** A text that is cut where it would be too long. */
  public static String limited(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - CUT.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
  }

  /** What is wrong, and how it is mended: of the worst, and how much else there is. */
  public static String of(GateMessage verdict) {
    List<String> all = new ArrayList<>();
    for (ChainNote note : verdict.chains()) {
      if (note.outcome() != Outcome.PASS) {
        all.add(sentence(note.name(), note.reason(), note.message(), note.remedy()));
      }
    }
    for (DatabaseNote note : verdict.databases()) {
      if (note.outcome() != Outcome.PASS) {
        all.add(
            sentence(
                "the database of " + note.chain(), note.state(), note.message(), note.remedy()));
      }
    }
    if (all.isEmpty()) {
      return verdict.outcome() == Outcome.PASS
          ? "every chain is in order"
          : "the gate in the pod has left no verdict that can be read (" + verdict.reason() + ")";
    }
    int more = all.size() - 1 + verdict.leftOut();
    return limited(
        all.getFirst() + (more == 0 ? "" : " And " + more + " more: see its status."), LONGEST);
  }

  private static String sentence(String what, String reason, String message, String remedy) {
    return what
        + ": "
        + (message.isEmpty() ? reason : message)
        + (remedy.isEmpty() ? "" : ". Fix: " + remedy);
  }

  /** A number of things, as one says it. */
  static String count(long number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }
}

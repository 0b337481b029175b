package io.migrationgate.gate;

import io.migrationgate.core.message.ChainNote;
import io.migrationgate.core.message.DatabaseNote;
import io.migrationgate.core.message.GateMessage;
import io.migrationgate.core.message.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What {@code hold} writes into its log, where somebody looks for why the pod does not start. */
final class HoldText {

  private static final String INDENT = "  ";

  private HoldText() {}

  /** All that is known, and what to do. */
  static List<String> block(GateMessage verdict, PodIdentity pod) {
    List<String> lines = new ArrayList<>();
    lines.add("This pod is held before its app starts: " + headline(verdict) + ".");
    for (ChainNote note : verdict.chains()) {
      if (note.outcome() != Outcome.PASS) {
        lines.add("");
        add(note.name(), note.message(), note.remedy(), lines);
      }
    }
    for (DatabaseNote note : verdict.databases()) {
      if (note.outcome() != Outcome.PASS) {
        lines.add("");
        add("database of " + note.chain(), note.message(), note.remedy(), lines);
      }
    }
    if (verdict.outcome() == Outcome.UNKNOWN && verdict.chains().isEmpty()) {
      lines.add("");
      lines.add(
          INDENT
              + "The container migration-gate-check left no verdict that could be read; its log says"
              + " why.");
    }
    lines.add("");
    lines.add("Pods that are running already go on serving. To let this one go all the same:");
    lines.add(INDENT + pod.releaseCommand());
    return lines;
  }

  static String headline(GateMessage verdict) {
    return switch (verdict.outcome()) {
      case PASS -> "nothing is wrong";
      case BLOCKED -> verdict.reason();
      case UNKNOWN -> "it cannot be told whether it may start (" + verdict.reason() + ")";
    };
  }

  private static void add(String subject, String message, String remedy, List<String> lines) {
    lines.add(INDENT + subject + ": " + message);
    if (!remedy.isEmpty()) {
      lines.add(INDENT + INDENT + "fix: " + remedy);
    }
  }

  /** In a log that somebody follows, one line is enough to see that it still waits. */
  static String reminder(GateMessage verdict, String waited) {
    return "Still held after " + waited + ": " + headline(verdict) + ". The fix is above.";
  }

  static String ofEnd(LetGo end) {
    return switch (end) {
      case LetGo.Passed passed -> "The chains are in order: the pod may start.";
      case LetGo.Audited audited ->
          "Would be held (" + audited.reason() + "), but the gate only watches: the pod may start.";
      case LetGo.UnknownAllowed allowed ->
          "It cannot be told whether the pod may start ("
              + allowed.reason()
              + "), which is allowed: the pod may start.";
      case LetGo.Released released ->
          "Released ("
              + released.why()
              + "): the pod may start in spite of "
              + released.reason()
              + ".";
      case LetGo.DatabaseReady ready -> "The database is as it should be now: the pod may start.";
      case LetGo.TimedOut timedOut ->
          timedOut.passes()
              ? "Waited long enough (" + timedOut.reason() + "): the pod may start all the same."
              : "Waited long enough (" + timedOut.reason() + "): the pod fails.";
    };
  }
}

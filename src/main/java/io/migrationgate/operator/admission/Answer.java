package io.migrationgate.operator.admission;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a pod. It is always allowed: who wants it otherwise has a policy for that, which
 * works without this process too.
 *
 * @param patch operations of JSON Patch; none where the pod stays as it is
 * @param warnings what whoever makes the pod is told
 */
record Answer(Outcome outcome, List<Map<String, @Nullable Object>> patch, List<String> warnings) {

  /** What the API server passes on whole. */
  private static final int LONGEST_WARNING = 256;

  private static final int MOST_WARNINGS = 8;

  Answer {
    patch = List.copyOf(patch);
    warnings = warnings.stream().limit(MOST_WARNINGS).map(Answer::sendable).toList();
  }

  /** How it ended; a label of the metric. */
  enum Outcome {
    INJECTED("injected"),
    /** Nothing is asked for, or everything is there. */
    UNCHANGED("unchanged"),
    /** Such as one for Windows. */
    LEFT_ALONE("left-alone"),
    NO_GATE("no-gate"),
    UNFIT("unfit"),
    /** The API server did not say in time what the gate is. */
    UNREADABLE("unreadable"),
    /** A mistake of the operator, or of whoever set it up. */
    FAILED("failed");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  static Answer unchanged() {
    return new Answer(Outcome.UNCHANGED, List.of(), List.of());
  }

  static Answer ungated(Outcome outcome, String warning) {
    return new Answer(outcome, List.of(), List.of(warning));
  }

  /** One line, in the bytes that an HTTP header takes. */
  private static String sendable(String warning) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < warning.length() && line.length() < LONGEST_WARNING; i++) {
      char c = warning.charAt(i);
      line.append(c < ' ' || c > '~' ? '?' : c);
    }
    if (warning.length() > LONGEST_WARNING) {
      line.setLength(LONGEST_WARNING - 3);
      line.append("...");
    }
    return line.toString();
  }
}

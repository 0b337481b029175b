package io.migrationgate.operator.metrics;

import java.util.Locale;

/** How far a labelled pod has come, as a label's value. */
public enum PodState {
  /** Its gate has not judged yet. */
  JUDGING,
  /** It waits in front of its app. */
  HELD,
  /** Its app may run, for whatever reason. */
  PASSED,
  /** It has no gate in it. */
  UNGATED,
  /** The gate's own containers do not start. */
  STUCK,
  /** It has waited as long as it was to. */
  GAVE_UP;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

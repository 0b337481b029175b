package io.migrationgate.operator.judgement;

/** The aspects of a gate that have a condition. */
public final class ConditionTypes {

  /** Pods may start, and nothing more. */
  public static final String READY = "Ready";

  /** The files of every chain are in order. */
  public static final String HEAD_COUNT = "HeadCount";

  /** The databases are as they have to be; only where one is asked. */
  public static final String DATABASE = "Database";

  /** While pods are held, those of before go on serving. */
  public static final String OLD_PODS_KEPT = "OldPodsKept";

  /** There is a decision to let pods start; only while there is one. */
  public static final String RELEASED = "Released";

  /** There are labelled pods without a gate in them; only while there are. */
  public static final String UNGATED = "Ungated";

  /** New pods are being judged; only while they are. For kstatus. */
  public static final String RECONCILING = "Reconciling";

  /** Nothing goes on before somebody does something; only while it is so. For kstatus. */
  public static final String STALLED = "Stalled";

  /** Pods that run would not start again; only where that is found out. */
  public static final String WILL_FAIL_ON_RESTART = "WillFailOnRestart";

  private ConditionTypes() {}
}

package io.migrationgate.core.injection;

/** What the gate's parts are called in a pod, and where they lie in its containers. */
public final class GateNames {

  public static final String LABEL = "migrationgate.io/gate";
  public static final String INJECTED = "migrationgate.io/injected";
  public static final String RELEASE = "migrationgate.io/release";
  public static final String RELEASE_UNTIL = "migrationgate.io/release-until";

  /** The gate whose webhook put the containers in; pods that were given them by hand have none. */
  public static final String GATE_UID = "migrationgate.io/gate-uid";

  /** The condition of a pod that says whether its gate let it through. */
  public static final String PASSED = "migrationgate.io/Passed";

  /** On a pod that judges the images of others: the gate that wants to know. */
  public static final String PROBE = "migrationgate.io/probe";

  static final String INJECTED_VALUE = "v1";
  static final String BEFORE_INJECTION = "migrationgate.io/before-injection";

  static final String COPIER = "migration-gate-copier";
  public static final String CHECK = "migration-gate-check";
  public static final String HOLD = "migration-gate-hold";
  private static final String FILES = "migration-gate-files-";

  static final String VOLUME = "migration-gate";
  static final String POD_VOLUME = "migration-gate-pod";
  private static final String IMAGE_VOLUME = "migration-gate-image-";

  static final String FOLDER = "/migration-gate";
  static final String POD_FOLDER = "/migration-gate-pod";
  static final String VERDICT = FOLDER + "/verdict";
  static final String TERMINATION_MESSAGE = "/dev/termination-log";

  private GateNames() {}

  static String filesContainer(String container) {
    return FILES + container;
  }

  static String imageVolume(String container) {
    return IMAGE_VOLUME + container;
  }

  static String imageFolder(String container) {
    return "/migration-gate-images/" + container;
  }

  static String copiedFolder(String container) {
    return FOLDER + "/files/" + container;
  }

  /** The names are reserved: whatever has them was put there by the gate. */
  public static boolean isContainer(String name) {
    return name.equals(COPIER) || name.equals(CHECK) || name.equals(HOLD) || name.startsWith(FILES);
  }

  public static boolean isVolume(String name) {
    return name.equals(VOLUME) || name.equals(POD_VOLUME) || name.startsWith(IMAGE_VOLUME);
  }
}

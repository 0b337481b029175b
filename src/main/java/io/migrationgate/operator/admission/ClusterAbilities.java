package io.migrationgate.operator.admission;

/**
 * What a cluster can do that others cannot.
 *
 * @param imageVolumes mount an image as a volume, on every node
 * @param restartRules start a whole pod over in its place when a container fails
 */
public record ClusterAbilities(boolean imageVolumes, boolean restartRules) {

  /** What every cluster can do. */
  public static final ClusterAbilities NONE = new ClusterAbilities(false, false);
}

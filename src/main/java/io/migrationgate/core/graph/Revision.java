package io.migrationgate.core.graph;

import java.util.List;

/**
 * One revision file.
 *
 * @param parents what {@code down_revision} names, in order; empty for a base
 * @param dependsOn what {@code depends_on} names: ids or branch labels
 * @param lines where in the file each fact stands
 * @param fingerprint equal for files with equal bytes, so that copies can be told from variants
 */
public record Revision(
    RevisionId id,
    List<RevisionId> parents,
    List<String> dependsOn,
    List<String> branchLabels,
    String file,
    Lines lines,
    long fingerprint) {

  /** The line of each assignment; 0 where the file has none. */
  public record Lines(int revision, int downRevision, int dependsOn, int branchLabels) {}

  public Revision {
    parents = List.copyOf(parents);
    dependsOn = List.copyOf(dependsOn);
    branchLabels = List.copyOf(branchLabels);
  }

  public Revision withId(RevisionId other) {
    return new Revision(other, parents, dependsOn, branchLabels, file, lines, fingerprint);
  }

  public SourceLocation location() {
    return new SourceLocation(file, lines.revision());
  }

  public SourceLocation parentsLocation() {
    return new SourceLocation(file, lines.downRevision());
  }

  public SourceLocation dependsOnLocation() {
    return new SourceLocation(file, lines.dependsOn());
  }

  public SourceLocation branchLabelsLocation() {
    return new SourceLocation(file, lines.branchLabels());
  }

  public String fileName() {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  /** Whether this one follows it, or depends on it. */
  public boolean names(RevisionId other) {
    return parents.contains(other) || dependsOn.contains(other.value());
  }

  /**
   * Alembic takes {@code depends_on = ""} for no dependency, and yet does not count such a revision
   * among the real bases.
   */
  boolean hasEmptyDependency() {
    return dependsOn.size() == 1 && dependsOn.getFirst().isEmpty();
  }
}

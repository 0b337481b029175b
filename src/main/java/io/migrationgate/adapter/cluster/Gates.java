package io.migrationgate.adapter.cluster;

import io.migrationgate.api.v1alpha1.MigrationGate;
import java.util.List;
import java.util.Optional;

/** The gates of a namespace. */
public interface Gates {

  Optional<MigrationGate> find(String name) throws ClusterException;

  /** All of them; empty too where the cluster knows no such resource. */
  List<MigrationGate> all() throws ClusterException;

  /** Whether the cluster knows the resource at all. */
  boolean areKnown() throws ClusterException;

  /**
   * Changes the releases of a gate, and nothing else in it, if its spec is still the one that was
   * seen.
   *
   * @param rehearsal whether the server only tries it
   * @return whether it was done; false where somebody else has changed the spec meanwhile
   */
  boolean changeReleases(MigrationGate seen, List<ReleaseEdit> edits, boolean rehearsal)
      throws ClusterException;
}

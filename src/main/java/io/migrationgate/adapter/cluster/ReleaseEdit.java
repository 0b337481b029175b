package io.migrationgate.adapter.cluster;

import io.migrationgate.api.v1alpha1.ReleaseSpec;

/** A change of a gate's list of releases; places are those of the list before any change. */
public sealed interface ReleaseEdit {

  /** One more, at the end. */
  record Add(ReleaseSpec release) implements ReleaseEdit {}

  /** One ends at another time. */
  record EndAt(int place, String until) implements ReleaseEdit {}

  /** One goes. */
  record Drop(int place) implements ReleaseEdit {}
}

package io.migrationgate.cli.collision;

import java.util.Optional;

/**
 * A file that a branch has changed, renamed, added or deleted.
 *
 * @param before empty if it was added
 * @param after empty if it was deleted
 */
public record FileDifference(Optional<FileVersion> before, Optional<FileVersion> after) {

  static FileDifference added(FileVersion after) {
    return new FileDifference(Optional.empty(), Optional.of(after));
  }

  static FileDifference deleted(FileVersion before) {
    return new FileDifference(Optional.of(before), Optional.empty());
  }

  static FileDifference changed(FileVersion before, FileVersion after) {
    return new FileDifference(Optional.of(before), Optional.of(after));
  }
}

package io.migrationgate.port;

import java.util.Optional;

/**
 * A file in which two commits differ, or that only one of them has. Where git takes a file for one
 * that was renamed, the paths differ.
 */
public record TreeDifference(Optional<TreeFile> before, Optional<TreeFile> after) {}

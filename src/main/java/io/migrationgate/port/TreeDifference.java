package io.migrationgate.port;

import java.util.Optional;

/** A path at which two commits differ. A rename is two of them. */
public record TreeDifference(Optional<TreeFile> before, Optional<TreeFile> after) {}

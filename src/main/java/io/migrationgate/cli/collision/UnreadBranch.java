package io.migrationgate.cli.collision;

import io.migrationgate.core.collision.OpenBranch;

/** An open branch of which nothing can be said, and why: "is larger than ...". */
public record UnreadBranch(OpenBranch branch, String reason) {}

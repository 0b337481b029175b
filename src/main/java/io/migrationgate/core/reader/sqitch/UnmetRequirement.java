package io.migrationgate.core.reader.sqitch;

/** A dependency that sqitch does not find above the change that has it. */
record UnmetRequirement(PlannedChange change, Dependency dependency) {}

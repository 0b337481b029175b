package io.migrationgate.core.applied;

/**
 * A row of sqitch's {@code changes}.
 *
 * @param id its SHA-1, which the ids of all changes before it went into
 */
public record DeployedChange(String project, String name, String id) {}

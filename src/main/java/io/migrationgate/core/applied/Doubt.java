package io.migrationgate.core.applied;

/**
 * Why a database that seems to have run nothing may be the wrong place to look.
 *
 * @param reason as the end of a sentence, without its full stop
 * @param remedy what to do, in whole sentences
 */
public record Doubt(String reason, String remedy) {}

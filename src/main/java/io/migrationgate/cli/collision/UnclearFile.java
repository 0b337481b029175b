package io.migrationgate.cli.collision;

/**
 * A file of which it cannot be told what a branch has done to it.
 *
 * @param path from the root of the repository
 * @param reason in words, to stand behind the path, with what to do
 */
public record UnclearFile(String path, String reason) {}

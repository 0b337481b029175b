package io.migrationgate.core.lint;

/**
 * A file that is read as text.
 *
 * @param path as a person would write it
 */
record TextFile(String path, String text) {}

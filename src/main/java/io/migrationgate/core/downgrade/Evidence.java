package io.migrationgate.core.downgrade;

/**
 * One thing that a step does.
 *
 * @param what as a person would name it: {@code op.drop_table}, {@code DELETE FROM}
 * @param line in the file of the step; 0 where it is about the file as a whole
 */
public record Evidence(Mark mark, String what, int line) {}

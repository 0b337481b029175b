package io.migrationgate.port;

/**
 * The commit of a branch's own line with which a file arrived there, by a merge as a rule.
 *
 * @param position 0 is the newest commit of the line: the lower, the later
 * @param subject the first line of its message
 */
public record Landing(CommitId commit, int position, String subject) {}

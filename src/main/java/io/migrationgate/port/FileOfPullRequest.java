package io.migrationgate.port;

/** A file as it stands at the head commit of a pull request. */
public record FileOfPullRequest(OpenPullRequest pullRequest, String path) {}

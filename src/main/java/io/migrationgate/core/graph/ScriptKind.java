package io.migrationgate.core.graph;

/** The scripts of a sqitch change, by the names of their folders. */
public enum ScriptKind {
  DEPLOY("deploy"),
  REVERT("revert"),
  VERIFY("verify");

  private final String folder;

  ScriptKind(String folder) {
    this.folder = folder;
  }

  public String folder() {
    return folder;
  }
}

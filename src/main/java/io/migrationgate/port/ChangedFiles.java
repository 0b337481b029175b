package io.migrationgate.port;

import java.util.List;

/** What a forge tells of the files of one pull request. */
public sealed interface ChangedFiles {

  /** All of them. */
  record Complete(List<ChangedFile> files) implements ChangedFiles {
    public Complete {
      files = List.copyOf(files);
    }
  }

  /**
   * Some of them: forges stop listing at some thousand files, or lines. Who judges by these alone
   * cannot say that nothing collides.
   *
   * @param reason in words, to stand behind the name of the pull request
   */
  record Truncated(List<ChangedFile> files, String reason) implements ChangedFiles {
    public Truncated {
      files = List.copyOf(files);
    }
  }

  /** The pull request was closed, merged or deleted since it was listed. */
  record Gone() implements ChangedFiles {}
}

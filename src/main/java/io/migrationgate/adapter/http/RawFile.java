package io.migrationgate.adapter.http;

import io.migrationgate.port.FileContent;
import io.migrationgate.port.ForgeException;
import io.migrationgate.port.OpenPullRequest;
import java.util.function.Function;

/** A file that is sent as it is. */
public final class RawFile {
  private RawFile() {}

  /**
   * At the head of a pull request: by its commit, or where the forge does not hand that out any
   * more, by the ref that it keeps for the pull request itself.
   *
   * @param at what is asked for at a commit or ref
   */
  public static FileContent atHead(
      ApiClient client, OpenPullRequest pullRequest, String ownRef, Function<String, Call> at)
      throws ForgeException {
    String commit = pullRequest.headCommit();
    FileContent content = read(client, at.apply(commit));
    return content instanceof FileContent.Absent && !commit.equals(ownRef)
        ? read(client, at.apply(ownRef))
        : content;
  }

  /** Absent where the forge knows no such file. */
  public static FileContent read(ApiClient client, Call call) throws ForgeException {
    Answer answer;
    try {
      answer = client.send(call);
    } catch (ForgeException failure) {
      if (failure.reason() instanceof ForgeException.NotFound) {
        return new FileContent.Absent();
      }
      throw failure;
    }
    return answer.isCut() ? new FileContent.TooLarge() : new FileContent.Bytes(answer.bytes());
  }
}

package io.migrationgate.adapter.http;

import io.migrationgate.port.FileContent;
import io.migrationgate.port.ForgeException;

/** A file that is sent as it is. */
public final class RawFile {
  private RawFile() {}

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

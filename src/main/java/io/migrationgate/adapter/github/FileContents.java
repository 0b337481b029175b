package io.migrationgate.adapter.github;

import io.migrationgate.adapter.http.ApiClient;
import io.migrationgate.adapter.http.Call;
import io.migrationgate.adapter.http.JsonValue;
import io.migrationgate.adapter.http.PercentEncoding;
import io.migrationgate.adapter.http.RawFile;
import io.migrationgate.port.FileContent;
import io.migrationgate.port.FileOfPullRequest;
import io.migrationgate.port.ForgeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands in files, several in one request.
 *
 * <p>GraphQL hands out text, decoded by a guess at its encoding. Where that text does not give back
 * as many bytes as the file has, the bytes themselves are asked for.
 */
final class FileContents {
  private static final int FILES_A_REQUEST = 20;
  private static final String RAW = "application/vnd.github.raw+json";

  private final ApiClient client;
  private final GraphQl graphQl;
  private final GitHubRepository repository;

  FileContents(ApiClient client, GraphQl graphQl, GitHubRepository repository) {
    this.client = client;
    this.graphQl = graphQl;
    this.repository = repository;
  }

  List<FileContent> of(List<FileOfPullRequest> files, int limit) throws ForgeException {
    List<JsonValue> blobs = new ArrayList<>(files.size());
    client.each(Batch.of(files, FILES_A_REQUEST), this::ask).forEach(blobs::addAll);
    record Asked(FileOfPullRequest file, JsonValue blob) {}
    List<Asked> asked = new ArrayList<>(blobs.size());
    for (int i = 0; i < blobs.size(); i++) {
      asked.add(new Asked(files.get(i), blobs.get(i)));
    }
    return client.each(asked, one -> content(one.file(), one.blob(), limit));
  }

  private List<JsonValue> ask(List<FileOfPullRequest> batch) throws ForgeException {
    StringBuilder declared = new StringBuilder();
    StringBuilder fields = new StringBuilder();
    Map<String, @Nullable String> variables = new HashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      FileOfPullRequest file = batch.get(i);
      declared.append(",$e").append(i).append(":String!");
      fields.append(" f").append(i).append(":object(expression:$e").append(i);
      fields.append("){... on Blob{byteSize isTruncated text}}");
      variables.put("e" + i, file.pullRequest().headCommit() + ":" + file.path());
    }
    JsonValue answer =
        graphQl.ask(
            "read files of pull requests of " + repository.fullName(),
            declared.toString(),
            fields.toString(),
            variables);
    List<JsonValue> blobs = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      blobs.add(answer.at("f" + i));
    }
    return blobs;
  }

  private FileContent content(FileOfPullRequest file, JsonValue blob, int limit)
      throws ForgeException {
    if (blob.isNull()) {
      // A fork's commit may be out of reach by its hash; the repository has a ref of its own for
      // it.
      return raw(file, "refs/pull/" + file.pullRequest().number() + "/head", limit);
    }
    if (!blob.has("byteSize")) {
      return new FileContent.Absent();
    }
    long size = blob.number("byteSize");
    if (size > limit) {
      return new FileContent.TooLarge();
    }
    byte[] bytes = blob.textOr("text", "").getBytes(StandardCharsets.UTF_8);
    return bytes.length == size && !blob.flag("isTruncated")
        ? new FileContent.Bytes(bytes)
        : raw(file, file.pullRequest().headCommit(), limit);
  }

  private FileContent raw(FileOfPullRequest file, String ref, int limit) throws ForgeException {
    return RawFile.read(
        client,
        Call.raw(
            "read a file of " + repository.fullName() + "#" + file.pullRequest().number(),
            repository.target()
                + "/contents/"
                + PercentEncoding.path(file.path())
                + "?ref="
                + PercentEncoding.part(ref),
            RAW,
            limit));
  }
}

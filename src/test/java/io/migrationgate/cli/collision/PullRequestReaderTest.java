package io.migrationgate.cli.collision;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.port.ChangedFile;
import io.migrationgate.port.ChangedFiles;
import io.migrationgate.port.FileContent;
import io.migrationgate.port.FileOfPullRequest;
import io.migrationgate.port.Forge;
import io.migrationgate.port.OpenPullRequest;
import io.migrationgate.port.TreeFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PullRequestReaderTest {

  private static final List<String> FOLDERS = List.of("db/versions");

  @Test
  void onlyMigrationsAreFetchedAndWhatTheyReplaceComesFromTheBase() throws Exception {
    Pages forge =
        new Pages(
            new ChangedFiles.Complete(
                List.of(
                    ChangedFile.added("db/versions/0003.py"),
                    ChangedFile.removed("db/versions/0001.py"),
                    ChangedFile.renamed("db/versions/0002.py", "db/versions/0002_b.py"),
                    ChangedFile.modified("README.md"),
                    ChangedFile.added("db/versions.txt"))));

    OpenBranches read = read(forge);

    assertThat(forge.fetched).containsExactly("db/versions/0003.py", "db/versions/0002_b.py");
    assertThat(read.unread()).isEmpty();
    BranchFiles files = read.read().getFirst();
    assertThat(files.branch()).hasToString("#15 (feature)");
    assertThat(files.before())
        .extracting(FileVersion::path)
        .containsExactly("db/versions/0001.py", "db/versions/0002.py");
    assertThat(files.after())
        .extracting(FileVersion::path)
        .containsExactly("db/versions/0003.py", "db/versions/0002_b.py");
  }

  @Test
  void aListThatIsCutOffIsSaidAndStillCompared() throws Exception {
    OpenBranches read =
        read(
            new Pages(
                new ChangedFiles.Truncated(
                    List.of(ChangedFile.added("db/versions/0003.py")), "changes too many files")));

    assertThat(read.unread())
        .extracting(UnreadBranch::reason)
        .containsExactly("changes too many files");
    assertThat(read.read().getFirst().after()).hasSize(1);
  }

  @Test
  void whatTheBaseHasNoMoreIsNotGuessedAt() throws Exception {
    BranchFiles files =
        read(new Pages(
                new ChangedFiles.Complete(
                    List.of(
                        ChangedFile.modified("db/versions/0009.py"),
                        ChangedFile.removed("db/versions/0008.py")))))
            .read()
            .getFirst();

    assertThat(files.differences()).isEmpty();
    assertThat(files.unclear())
        .extracting(UnclearFile::path)
        .containsExactly("db/versions/0009.py");
  }

  @Test
  void whatWasClosedMeanwhileClaimsNothing() throws Exception {
    OpenBranches read = read(new Pages(new ChangedFiles.Gone()));

    assertThat(read.read()).isEmpty();
    assertThat(read.unread()).isEmpty();
  }

  private static OpenBranches read(Pages forge) throws Exception {
    List<FileVersion> base =
        List.of(version("db/versions/0001.py"), version("db/versions/0002.py"));
    return new PullRequestReader(forge, FOLDERS, base, path -> Optional.empty())
        .read(
            List.of(
                new OpenPullRequest(
                    15, "Title", "feature", "abc", "main", "https://x", "someone", false, true)));
  }

  private static FileVersion version(String path) {
    return new FileVersion(path, TreeFile.Kind.REGULAR, content(path));
  }

  private static FileContent content(String text) {
    return new FileContent.Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A forge with one pull request, which remembers what it was asked for. */
  private static final class Pages implements Forge {
    private final ChangedFiles changes;
    private final List<String> fetched = new ArrayList<>();

    private Pages(ChangedFiles changes) {
      this.changes = changes;
    }

    @Override
    public String repository() {
      return "example.org/acme/shop";
    }

    @Override
    public List<OpenPullRequest> openPullRequests(String baseBranch) {
      return List.of();
    }

    @Override
    public List<ChangedFiles> changedFiles(List<OpenPullRequest> pullRequests) {
      return List.of(changes);
    }

    @Override
    public List<FileContent> contents(List<FileOfPullRequest> files, int limit) {
      files.forEach(file -> fetched.add(file.path()));
      return files.stream().map(file -> content(file.path())).toList();
    }

    @Override
    public void publishComment(int number, String marker, String body) {
      throw new UnsupportedOperationException();
    }
  }
}

package io.migrationgate.adapter.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationgate.cli.collision.BranchReader;
import io.migrationgate.git.GitProject;
import io.migrationgate.port.CommitId;
import io.migrationgate.port.FileContent;
import io.migrationgate.port.RepositoryException;
import io.migrationgate.port.TreeDifference;
import io.migrationgate.port.TreeFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real git, in repositories made here. */
class GitRepositoryIT {

  private static final List<String> FOLDERS = List.of("migrations/versions");

  @TempDir Path temp;
  private GitProject project;

  @BeforeEach
  void begin() throws Exception {
    project = GitProject.in(temp.resolve("a project")).revision("0001.py", "0001", "None");
  }

  @Test
  void findsBranchesTagsAndHashesAndNothingElse() throws Exception {
    project.git("tag", "v1");
    String hash = project.git("rev-parse", "HEAD");
    try (GitRepository repository = GitRepository.around(project.folder().resolve("migrations"))) {
      assertThat(repository.workTree()).isEqualTo(project.folder().toRealPath().toString());
      for (String name : List.of("main", "v1", hash, "HEAD", "refs/heads/main")) {
        assertThat(repository.find(name)).as(name).contains(new CommitId(hash));
      }
      for (String name : List.of("", "nope", "--all", "HEAD:alembic.ini", "FETCH_HEAD")) {
        assertThat(repository.find(name)).as(name).isEmpty();
      }
    }
  }

  @Test
  void saysThatAFolderIsInNoRepository() throws Exception {
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    assertThatThrownBy(() -> GitRepository.around(elsewhere))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("in no git repository");
  }

  /** Merging the base into a branch moves the merge base: what came with it is not the branch's. */
  @Test
  void aMergeIntoTheBranchMovesTheMergeBase() throws Exception {
    project.branch("feature", "main").revision("0003.py", "0003", "'0001'");
    project.checkout("main").revision("0002.py", "0002", "'0001'");
    project.checkout("feature").merge("main");
    try (GitRepository repository = GitRepository.around(project.folder())) {
      CommitId main = commit(repository, "main");
      CommitId feature = commit(repository, "feature");
      assertThat(repository.mergeBase(main, feature)).contains(main);
      assertThat(repository.differences(main, feature, FOLDERS))
          .map(difference -> difference.after().orElseThrow().path())
          .containsExactly("migrations/versions/0003.py");
    }
  }

  @Test
  void aRenameIsTwoDifferencesAndADeletionOne() throws Exception {
    project.revision("0002.py", "0002", "'0001'");
    project.branch("feature", "main");
    project.git("mv", "migrations/versions/0001.py", "migrations/versions/0001 über.py");
    project.git("rm", "-q", "migrations/versions/0002.py");
    project.commit("Rename and delete");
    try (GitRepository repository = GitRepository.around(project.folder())) {
      List<TreeDifference> found =
          repository.differences(
              commit(repository, "main"), commit(repository, "feature"), FOLDERS);
      assertThat(found)
          .flatMap(difference -> difference.after().map(TreeFile::path).stream().toList())
          .containsExactly("migrations/versions/0001 über.py");
      assertThat(found)
          .flatMap(difference -> difference.before().map(TreeFile::path).stream().toList())
          .containsExactly("migrations/versions/0001.py", "migrations/versions/0002.py");
    }
  }

  @Test
  void readsAFileAsACommitHasItAndNotAsItLiesThere() throws Exception {
    project.write("migrations/versions/0001.py", "changed since");
    try (GitRepository repository = GitRepository.around(project.folder())) {
      TreeFile file = repository.files(commit(repository, "HEAD"), FOLDERS).getFirst();
      assertThat(repository.content(file, 1000))
          .isInstanceOfSatisfying(
              FileContent.Bytes.class,
              content ->
                  assertThat(new String(content.bytes(), StandardCharsets.UTF_8))
                      .isEqualTo("revision = '0001'\ndown_revision = None\n"));
    }
  }

  @Test
  void doesNotReadMoreThanTheLimitAndGoesOn() throws Exception {
    project.revision("0002.py", "0002", "'0001'");
    project.write("migrations/versions/0003.py", "x").commit("Small");
    try (GitRepository repository = GitRepository.around(project.folder())) {
      List<TreeFile> files = repository.files(commit(repository, "HEAD"), FOLDERS);
      assertThat(repository.content(files.get(0), 5)).isInstanceOf(FileContent.TooLarge.class);
      assertThat(repository.content(files.get(2), 5)).isInstanceOf(FileContent.Bytes.class);
    }
  }

  @Test
  void tellsWithWhichMergeAFileArrived() throws Exception {
    project.branch("one", "main").revision("0002.py", "0002", "'0001'");
    project.branch("two", "main").revision("0003.py", "0003", "'0001'");
    project.checkout("main").merge("two").merge("one");
    String first = "migrations/versions/0003.py";
    String second = "migrations/versions/0002.py";
    try (GitRepository repository = GitRepository.around(project.folder())) {
      var landings = repository.landings(commit(repository, "main"), List.of(first, second));
      assertThat(landings.get(second).subject()).isEqualTo("Merge one");
      assertThat(landings.get(first).subject()).isEqualTo("Merge two");
      assertThat(landings.get(second).position()).isLessThan(landings.get(first).position());
    }
  }

  @Test
  void historiesWithNothingInCommonHaveNoMergeBase() throws Exception {
    project.git("checkout", "-q", "--orphan", "other");
    project.commit("Another beginning");
    try (GitRepository repository = GitRepository.around(project.folder())) {
      assertThat(repository.mergeBase(commit(repository, "main"), commit(repository, "other")))
          .isEmpty();
    }
  }

  @Test
  void aShallowCloneWithoutTheMergeBaseIsNamedAndHelped() throws Exception {
    project.branch("feature", "main").revision("0003.py", "0003", "'0001'");
    project.checkout("main").revision("0002.py", "0002", "'0001'");
    GitProject shallow = project.cloned(temp.resolve("shallow"), "--depth=1", "--no-single-branch");
    try (GitRepository repository = GitRepository.around(shallow.folder())) {
      CommitId main = commit(repository, "origin/main");
      CommitId feature = commit(repository, "origin/feature");
      assertThatThrownBy(() -> repository.mergeBase(main, feature))
          .isInstanceOf(RepositoryException.class)
          .hasMessageContaining("shallow")
          .hasMessageContaining("fetch-depth: 0");
    }
  }

  /** Counted by what is read, which is what takes the time, and the same on every machine. */
  @Test
  void twoHundredBranchesReadTheBaseOnceAndOfEachOnlyWhatItChanged() throws Exception {
    int revisions = 50;
    int branches = 200;
    for (int number = 2; number <= revisions; number++) {
      String id = String.format("%04d", number);
      project.write(
          "migrations/versions/" + id + ".py",
          "revision = '" + id + "'\ndown_revision = '" + String.format("%04d", number - 1) + "'\n");
    }
    project.commit("Fifty revisions");
    project.branch("work", "main");
    List<String> names = new ArrayList<>();
    for (int number = 0; number < branches; number++) {
      project.git("checkout", "-q", "--detach", "main");
      project.revision("0051_" + number + ".py", "0051" + number, "'0050'");
      project.git("branch", "open-" + number);
      names.add("open-" + number);
    }
    try (GitRepository repository = GitRepository.around(project.folder())) {
      CommitId main = commit(repository, "main");
      BranchReader reader = new BranchReader(repository, main, "main", FOLDERS);
      assertThat(reader.base()).hasSize(revisions);
      assertThat(reader.named(names, main).read()).hasSize(branches);
      assertThat(repository.objectsRead()).isEqualTo(revisions + branches);
    }
  }

  private static CommitId commit(GitRepository repository, String name) throws RepositoryException {
    return repository.find(name).orElseThrow();
  }
}

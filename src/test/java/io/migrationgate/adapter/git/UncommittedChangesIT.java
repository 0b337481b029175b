package io.migrationgate.adapter.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationgate.cli.CommandRun;
import io.migrationgate.cli.ExitCode;
import io.migrationgate.git.GitProject;
import io.migrationgate.port.RepositoryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What git says of files before they are edited, and what follows where it cannot say. */
class UncommittedChangesIT {

  private static final List<String> FILES =
      List.of("migrations/versions/1.py", "migrations/versions/2.py", "new.py");

  @TempDir Path temp;

  private GitProject project() throws Exception {
    return GitProject.in(temp.resolve("project"))
        .revision("1.py", "1", "None")
        .revision("2.py", "2", "'1'")
        .write("new.py", "");
  }

  @Test
  void onlyTrackedFilesThatDifferCount() throws Exception {
    GitProject project = project().write("migrations/versions/2.py", "changed");

    assertThat(new UncommittedChanges(project.folder()).among(FILES))
        .containsExactly("migrations/versions/2.py");
  }

  @Test
  void withoutARepositoryNothingIsCommittedAndNothingIsRefused() throws Exception {
    assertThat(new UncommittedChanges(temp).among(List.of("1.py"))).isEmpty();
  }

  @Test
  void aRepositoryThatGitCannotReadIsNotTakenForACleanOne() throws Exception {
    GitProject project = project();
    Files.writeString(project.folder().resolve(".git/index"), "damaged");

    assertThatThrownBy(() -> new UncommittedChanges(project.folder()).among(FILES))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("git status failed in ");

    String before = Files.readString(project.folder().resolve("migrations/versions/2.py"));
    CommandRun run = CommandRun.in(project.folder(), "renumber", "2", "3");
    assertThat(run.code()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(run.err()).contains("git status failed in ").contains("--allow-dirty");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(project.folder().resolve("migrations/versions/2.py")).hasContent(before);
    assertThat(CommandRun.in(project.folder(), "renumber", "2", "3", "--allow-dirty").code())
        .isEqualTo(ExitCode.PASS);
  }

  @Test
  void noRepositoryIsWhatGitSaysOfADamagedOneToo() throws Exception {
    GitProject project = project();
    Files.delete(project.folder().resolve(".git/HEAD"));

    assertThatThrownBy(() -> new UncommittedChanges(project.folder()).among(FILES))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("not a git repository");
  }
}

package io.migrationgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person can type, and what comes of typing something else. */
class CommandLineInterfaceTest {

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          check --heads x                      | 'x' is not an int
          check --heads 0                      | --heads must be at least 1
          check --heads 2 --branch a           | either --heads or --branch
          check --format yaml                  | there is no yaml; there are text, json, github
          check --severity nonsense=off        | there is no kind nonsense; there are invalid-
          check --severity cycle=maybe         | write cycle=error, =unknown, =warning or =off
          check --color sometimes              | write auto, always or never
          check --no-such-option               | Unknown option: '--no-such-option'
          check -c a.ini .                     | either paths or Alembic's own -c and -n
          graph --format svg                   | there is no svg; there are ascii, mermaid and dot
          check --branch=                      | give a label
          chek                                 | there is no command chek; there are check, graph
          """)
  void misuseIsOneLineAndExitCode2(String line, String message) {
    CommandRun run = CommandRun.of(line.split(" "));

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).startsWith("migration-gate: ").contains(message);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void withoutACommandItSaysWhichThereAre() {
    CommandRun run = CommandRun.of();

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("Usage: migration-gate", "check", "graph", "completion");
  }

  @Test
  void everyCommandHasHelp() {
    assertThat(CommandRun.of("--help").out()).contains("Exit codes: 0 pass, 1 blocked");
    assertThat(CommandRun.of("check", "--help").out()).contains("Usage: migration-gate check");
    assertThat(CommandRun.of("graph", "--help").code()).isEqualTo(ExitCode.PASS);
  }

  @Test
  void oneLineForEachChain() throws IOException {
    new VersionsFolder(temp.resolve("billing")).revision("1", "None");
    new VersionsFolder(temp.resolve("games")).revision("1", "None").revision("2", "'1'");

    CommandRun run = CommandRun.in(temp, "check");

    assertThat(run.code()).isEqualTo(ExitCode.PASS);
    assertThat(run.out())
        .isEqualTo(
            """
            billing: OK (exactly 1 head)
            games: OK (exactly 1 head)
            """);
  }

  @Test
  void chainsCanBePickedByName() throws IOException {
    new VersionsFolder(temp.resolve("billing")).revision("1", "None").revision("2", "None");
    new VersionsFolder(temp.resolve("games")).revision("1", "None");

    assertThat(CommandRun.in(temp, "check", "--chain", "games").code()).isEqualTo(ExitCode.PASS);
    CommandRun wrong = CommandRun.in(temp, "check", "--chain", "gamez");
    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("there is no chain gamez; found: billing, games");
  }

  @Test
  void blockedWeighsMoreThanUnknown() throws IOException {
    new VersionsFolder(temp.resolve("a")).file("1.py", "revision = f()\n");
    assertThat(CommandRun.in(temp, "check").code()).isEqualTo(ExitCode.UNKNOWN);

    new VersionsFolder(temp.resolve("b")).revision("1", "None").revision("2", "None");
    assertThat(CommandRun.in(temp, "check").code()).isEqualTo(ExitCode.BLOCKED);
  }

  @Test
  void branchesCanBeAllowedByLabel() throws IOException {
    new VersionsFolder(temp)
        .file("e.py", "revision='e'\ndown_revision=None\nbranch_labels=('expand',)\n")
        .file("c.py", "revision='c'\ndown_revision=None\nbranch_labels=('contract',)\n");

    CommandRun run = CommandRun.in(temp, "check", "--branch", "expand,contract");

    assertThat(run.out()).endsWith("OK (2 heads, one for each of expand, contract at most)\n");
  }

  @Test
  void anImageIsReadInsideItsRoot() throws IOException {
    Path image = Files.createDirectories(temp.resolve("image"));
    new VersionsFolder(image.resolve("app")).revision("1", "None");
    Files.writeString(
        image.resolve("app/alembic.ini"), "[alembic]\nscript_location = /app/migrations\n");

    CommandRun run = CommandRun.of("check", "--root", image.toString(), "/app");

    assertThat(run.out()).isEqualTo("app: OK (exactly 1 head)\n");
  }

  @Test
  void alembicsOwnOptionsMeanWhatTheyMeanThere() throws IOException {
    new VersionsFolder(temp).revision("1", "None");
    Files.writeString(
        temp.resolve("other.ini"),
        "[alembic]\nscript_location = nowhere\n[games]\nscript_location = migrations\n");

    assertThat(CommandRun.in(temp, "check", "-c", "other.ini", "-n", "games").out())
        .isEqualTo("games: OK (exactly 1 head)\n");
    CommandRun broken = CommandRun.in(temp, "check", "-c", "other.ini");
    assertThat(broken.code()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(broken.err())
        .startsWith("migration-gate: other.ini:2 sets script_location to nowhere");
  }

  @Test
  void aRevisionFileStandsForTheChainThatItBelongsTo() throws IOException {
    new VersionsFolder(temp.resolve("billing")).revision("1", "None");
    new VersionsFolder(temp.resolve("games")).revision("1", "None").revision("2", "'1'");

    CommandRun run =
        CommandRun.in(
            temp, "check", "games/migrations/versions/1.py", "games/migrations/versions/2.py");

    assertThat(run.out()).isEqualTo("games: OK (exactly 1 head)\n");
  }

  @Test
  void aScriptFolderThatAConfigurationClaimsIsNoChainOfItsOwn() throws IOException {
    Files.createDirectories(temp.resolve("m/versions"));
    Files.createDirectories(temp.resolve("a/versions"));
    Files.writeString(temp.resolve("m/env.py"), "");
    Files.writeString(temp.resolve("a/versions/1.py"), "revision = '1'\ndown_revision = None\n");
    Files.writeString(
        temp.resolve("alembic.ini"),
        "[alembic]\nscript_location = m\nversion_locations = a/versions\n");

    assertThat(CommandRun.in(temp, "check").out())
        .endsWith(": OK (exactly 1 head)\n")
        .hasLineCount(1);
  }

  @Test
  void severalChainsEndWithATotalUnlessAllIsWell() throws IOException {
    new VersionsFolder(temp.resolve("a")).revision("1", "None").revision("2", "None");
    new VersionsFolder(temp.resolve("b")).revision("1", "None");

    assertThat(CommandRun.in(temp, "check").out())
        .endsWith("\n\nb: OK (exactly 1 head)\n\n2 chains: 1 OK, 1 blocked, 0 unknown\n");
  }

  @Test
  void aSectionThatIsNotThereIsSaidToBeMissing() throws IOException {
    new VersionsFolder(temp).revision("1", "None");

    assertThat(CommandRun.in(temp, "check", "-n", "nosuch").err())
        .contains("has no section [nosuch]; there are alembic");
  }

  @Test
  void completionOffersCommandsFilesAndChoices() {
    String script = CommandRun.of("completion").out();

    assertThat(script)
        .contains(
            "complete -F",
            "check graph merge renumber reparent completion",
            "text\" \"json",
            "compgen -f");
  }
}

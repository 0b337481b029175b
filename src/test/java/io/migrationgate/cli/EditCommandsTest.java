package io.migrationgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the editing commands change, to the byte, and what they refuse. */
class EditCommandsTest {

  @TempDir Path temp;

  private VersionsFolder chain;

  @BeforeEach
  void createChain() throws IOException {
    chain = new VersionsFolder(temp);
  }

  @Test
  void nothingButTheTokensChanges() throws IOException {
    chain.revision("0001", "None");
    byte[] before =
        ("\ufeff\"\"\"\u00fcber 0002\r\n\r\nRevision ID: 0002\r\nRevises: 0001\r\nCreate Date: 0002\r\n"
                + "\"\"\"\r\n# revision = '0002'\r\nrevision: str = \"0002\"  # 0002\r\n"
                + "down_revision = ('0001')\r\n\r\ndef upgrade():\r\n\tx = '0002'\r\n")
            .getBytes(StandardCharsets.UTF_8);
    Files.write(chain.path().resolve("0002_x.py"), before);
    chain.file("0003_y.py", "revision = '0003'\ndown_revision = u'0002'\ndepends_on=['0002']");

    CommandRun run = CommandRun.in(temp, "renumber", "0002", "0009");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PASS);
    assertThat(chain.path().resolve("0002_x.py")).doesNotExist();
    assertThat(Files.readString(chain.path().resolve("0009_x.py")))
        .isEqualTo(
            "\ufeff\"\"\"\u00fcber 0002\r\n\r\nRevision ID: 0009\r\nRevises: 0001\r\nCreate Date: 0002\r\n"
                + "\"\"\"\r\n# revision = '0002'\r\nrevision: str = \"0009\"  # 0002\r\n"
                + "down_revision = ('0001')\r\n\r\ndef upgrade():\r\n\tx = '0002'\r\n");
    assertThat(chain.path().resolve("0003_y.py"))
        .hasContent("revision = '0003'\ndown_revision = u'0009'\ndepends_on=['0009']");
    assertThat(CommandRun.in(temp, "check").code()).isEqualTo(ExitCode.PASS);
  }

  @ParameterizedTest
  @CsvSource({"renumber 0002 0012", "reparent 0002 --onto 0001", "merge"})
  void nothingIsDoneWhereAFileHidesRevisions(String command) throws IOException {
    chain.revision("0001", "None").revision("0002", "'0001'");
    chain.file("0003.py", "revision = '0003'\ndown_revision = str('0002')\n");
    String before = Files.readString(chain.path().resolve("0002.py"));

    CommandRun run = CommandRun.in(temp, command.split(" "));

    assertThat(run.code()).isEqualTo(ExitCode.BLOCKED);
    assertThat(run.err()).contains("mend this first: migrations/versions/0003.py:2");
    assertThat(chain.path().resolve("0002.py")).hasContent(before);
  }

  @Test
  void noCommandIsSuggestedWhereAFileHidesRevisions() throws IOException {
    chain.revision("0001", "None").file("0002_a.py", "0002", "'0001'");
    chain.file("0002_b.py", "0002", "'0001'");
    chain.file("0003.py", "revision = str('0003')\ndown_revision = '0002'\n");

    CommandRun run = CommandRun.in(temp, "check");

    assertThat(run.out())
        .contains("2 files have the revision id 0002", "First mend what hides revisions")
        .doesNotContain("migration-gate renumber");
  }

  @Test
  void anEqualCopyGoesBeforeTheOthersAreTold() throws IOException {
    chain.revision("0001", "None").file("0002_a.py", "0002", "'0001'");
    chain.file("0002_b.py", "revision = '0002'\ndown_revision = '0001'\nx = 1\n");
    chain.file("0002_copy.py", "0002", "'0001'");

    assertThat(CommandRun.in(temp, "check").out())
        .contains("fix:   rm migrations/versions/0002_copy.py");
  }

  @Test
  void otherEncodingsStayWhatTheyAre() throws IOException {
    chain.revision("1", "None");
    String text =
        "# coding: latin-1\n\"\"\"\u00e9\n\nRevises: 1\n\"\"\"\nrevision='2'; down_revision='1'\n";
    Files.write(chain.path().resolve("2.py"), text.getBytes(StandardCharsets.ISO_8859_1));
    chain.revision("3", "'1'");

    CommandRun run = CommandRun.in(temp, "reparent", "2");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PASS);
    assertThat(Files.readString(chain.path().resolve("2.py"), StandardCharsets.ISO_8859_1))
        .isEqualTo(text.replace("Revises: 1", "Revises: 3").replace("='1'", "='3'"));
  }

  @Test
  void aBaseGetsAParent() throws IOException {
    chain.revision("1", "None");
    chain.file("2.py", "\"\"\"x\n\nRevises: \n\"\"\"\nrevision = '2'\ndown_revision = None\n");

    assertThat(CommandRun.in(temp, "reparent", "2").code()).isEqualTo(ExitCode.PASS);

    assertThat(chain.path().resolve("2.py"))
        .hasContent("\"\"\"x\n\nRevises: 1\n\"\"\"\nrevision = '2'\ndown_revision = '1'\n");
  }

  @Test
  void ofAMergeOneParentGivesWay() throws IOException {
    chain.revision("1", "None").revision("2", "'1'").revision("3", "'1'");
    chain.revision("4", "'3'").revision("5", "('2', '3')");

    assertThat(CommandRun.in(temp, "reparent", "5", "--onto", "4").err())
        .contains("follows several revisions: say with --from");
    assertThat(CommandRun.in(temp, "reparent", "5", "--onto", "4", "--from", "3").code())
        .isEqualTo(ExitCode.PASS);
    assertThat(chain.path().resolve("5.py"))
        .hasContent("revision = '5'\ndown_revision = ('2', '4')\n");
  }

  @Test
  void theNextFreeNumberIsTakenAndOtherPlacesAreReported() throws IOException {
    chain.revision("007", "None").revision("008", "'007'").revision("009", "'008'");
    Files.writeString(temp.resolve("flags.yaml"), "a: 1\nafter: \"008\"\nnot: 1008\n");
    Files.createDirectories(temp.resolve(".git"));
    Files.writeString(temp.resolve(".git/x"), "008");
    Files.write(temp.resolve("binary"), new byte[] {'0', '0', '8', 0});

    // That .git is no repository, so git cannot tell what is committed.
    CommandRun run = CommandRun.in(temp, "renumber", "migrations/versions/008.py", "--allow-dirty");

    assertThat(run.out())
        .isEqualTo(
            """
            done: gives 008.py the id 010 in place of 008, as 1 file that named it does now
              renamed  migrations/versions/008.py to migrations/versions/010.py
              changed  migrations/versions/009.py
            """);
    assertThat(run.err())
        .isEqualTo("note: 008 also stands here, where nothing was changed:\n  flags.yaml:2\n");
    assertThat(temp.resolve("flags.yaml")).content().contains("008");
  }

  @Test
  void aDryRunShowsWhatWouldBeDoneAndDoesNothing() throws IOException {
    chain.revision("1", "None").revision("2", "'1'").revision("3", "'1'");
    Map<String, String> before = contents();

    CommandRun run = CommandRun.in(temp, "reparent", "3", "--dry-run");

    assertThat(run.out())
        .isEqualTo(
            """
            diff --git a/migrations/versions/3.py b/migrations/versions/3.py
            --- a/migrations/versions/3.py
            +++ b/migrations/versions/3.py
            @@ -1,2 +1,2 @@
             revision = '3'
            -down_revision = '1'
            +down_revision = '2'
            """);
    assertThat(CommandRun.in(temp, "merge", "--dry-run").code()).isEqualTo(ExitCode.PASS);
    assertThat(CommandRun.in(temp, "renumber", "3", "--dry-run").code()).isEqualTo(ExitCode.PASS);
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void aMergeOfHashesGetsTheSameHashEveryTime() throws IOException {
    chain.revision("a1b2c3d4e5f6", "None");
    chain.revision("b1b2c3d4e5f6", "'a1b2c3d4e5f6'").revision("c1b2c3d4e5f6", "'a1b2c3d4e5f6'");

    String one = header(CommandRun.in(temp, "merge", "--dry-run").out());
    String other = header(CommandRun.in(temp, "merge", "--dry-run").out());

    assertThat(one).isEqualTo(other).matches("diff .*versions/[0-9a-f]{12}_merge_heads.py b/.*");
  }

  private static String header(String diff) {
    return diff.lines().findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          renumber 9                      | there is no revision 9 in
          renumber 2 1                    | 1 is the id of migrations/versions/1.py
          renumber 2 2                    | nothing would change
          renumber 2 a-b                  | is no id
          renumber 2 --deployed 1,2       | 2 is deployed
          renumber 2 --deployed-from ids  | 2 is deployed
          renumber c                      | c.py:1 gives revision in a form that cannot be edited
          renumber 7                      | 2 files have the id 7: name the one that is meant
          renumber migrations/versions/7b.py 9 | say with --keep-children
          reparent 2 --onto 1             | follows 1 already: nothing would change
          reparent 2 --onto 2             | 2 would follow itself
          reparent 1 --onto 2             | follow each other in a circle
          reparent 3 --onto 2             | there is no revision 3
          merge                           | mend this first: migrations/versions/7.py:1 2 files have
          """)
  void whatWouldDoHarmIsRefusedAndChangesNothing(String line, String reason) throws IOException {
    Files.writeString(temp.resolve("ids"), "# in production\n1\n2  # since May\n");
    chain.revision("1", "None").revision("2", "'1'");
    chain.file("c.py", "revision = 'cc'[1]\ndown_revision = '2'\n");
    chain.revision("7", "'c'").file("7b.py", "7", "'c'").revision("8", "'7'");
    Map<String, String> before = contents();

    CommandRun run = CommandRun.in(temp, line.split(" +"));

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.BLOCKED);
    assertThat(run.err()).startsWith("migration-gate: ").contains(reason);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void deployedIdsThatNoFileHasAreRefused() throws IOException {
    chain.revision("0001_users", "None").revision("0002_orders", "'0001_users'");
    Files.writeString(temp.resolve("mixed"), "0001_users\n0099_of_another_branch\n");
    Files.writeString(temp.resolve("strange"), "0099_of_another_branch\n");
    String renumber = "renumber 0002_orders --dry-run ";

    CommandRun misspelt = CommandRun.in(temp, (renumber + "--deployed 0002_order").split(" "));
    assertThat(misspelt.code()).isEqualTo(ExitCode.USAGE);
    assertThat(misspelt.err())
        .contains(" is 0002_order; did you mean 0002_orders?")
        .hasLineCount(1);
    assertThat(CommandRun.in(temp, (renumber + "--deployed 0001_users").split(" ")).code())
        .isEqualTo(ExitCode.PASS);
    // A database may be ahead of the branch, but it has to be one of this chain.
    assertThat(CommandRun.in(temp, (renumber + "--deployed-from mixed").split(" ")).code())
        .isEqualTo(ExitCode.PASS);
    CommandRun strange = CommandRun.in(temp, (renumber + "--deployed-from strange").split(" "));
    assertThat(strange.err()).contains("--deployed-from: no id in strange is one of ");
    assertThat(strange.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void oneHeadNeedsNoMerge() throws IOException {
    chain.revision("1", "None");

    CommandRun run = CommandRun.in(temp, "merge");

    assertThat(run.code()).isEqualTo(ExitCode.BLOCKED);
    assertThat(run.err()).contains("has one head, 1: there is nothing to merge");
  }

  @Test
  void aTemplateThatHasToBeRunIsReplacedAndThatIsSaid() throws IOException {
    chain.revision("1", "None").revision("2", "'1'").revision("3", "'1'");
    Files.writeString(
        temp.resolve("migrations/script.py.mako"), "% for x in y:\nrevision = ${x}\n% endfor\n");

    CommandRun run = CommandRun.in(temp, "merge");

    assertThat(run.err())
        .isEqualTo(
            "note: migrations/script.py.mako can only be filled in by running it: the built-in one"
                + " is used\n");
    assertThat(chain.path().resolve("4_merge_heads.py")).exists();
    assertThat(CommandRun.in(temp, "check").code()).isEqualTo(ExitCode.PASS);
  }

  @Test
  void twoChainsAreNotGuessedBetween() throws IOException {
    new VersionsFolder(temp.resolve("a")).revision("1", "None");
    new VersionsFolder(temp.resolve("b")).revision("2", "None").revision("3", "'2'");
    Files.delete(temp.resolve("alembic.ini"));

    CommandRun merge = CommandRun.in(temp, "merge");

    assertThat(merge.code()).isEqualTo(ExitCode.USAGE);
    assertThat(merge.err()).contains("say which with --chain, a or b");
    // An id that only one of them has is no guess.
    assertThat(CommandRun.in(temp, "renumber", "3").out()).contains("the id 4 in place of 3");
  }

  @Test
  void fromInsideItsFolderTheConfigurationAboveStillSaysHowFilesAreNamed() throws IOException {
    chain.revision("1", "None").revision("2", "'1'").revision("3", "'1'");
    Files.writeString(temp.resolve("migrations/env.py"), "");
    Files.writeString(
        temp.resolve("alembic.ini"),
        "[alembic]\nscript_location = migrations\nfile_template = of_%%(rev)s\n");

    for (String folder : List.of("migrations", "migrations/versions")) {
      assertThat(CommandRun.in(temp.resolve(folder), "merge", "--dry-run").out())
          .contains("of_4.py");
    }
    assertThat(CommandRun.in(temp.resolve("migrations"), "merge").code()).isEqualTo(ExitCode.PASS);
    assertThat(chain.path().resolve("of_4.py")).exists();
  }

  @Test
  void theLengthOfASlugMayStandInThePyproject() throws IOException {
    chain.revision("1", "None").revision("2", "'1'").revision("3", "'1'");
    Files.delete(temp.resolve("alembic.ini"));
    Path pyproject = temp.resolve("pyproject.toml");
    String table = "[tool.alembic]\nscript_location = \"migrations\"\ntruncate_slug_length = ";

    Files.writeString(pyproject, table + "12\n");
    CommandRun run = CommandRun.in(temp, "merge", "--dry-run", "-m", "scores and referees");
    assertThat(run.out()).contains("versions/4_scores_and_.py");

    Files.writeString(pyproject, table + "\"twelve\"\n");
    assertThat(CommandRun.in(temp, "check").out())
        .contains("sets truncate_slug_length to something that is no number");
  }

  @ParameterizedTest
  @CsvSource({"Moon/Base, BLOCKED", "utc, PASS", "Europe/Berlin, PASS", "UTC+1, BLOCKED"})
  void aTimeZoneThatAlembicWouldRefuseIsRefused(String zone, ExitCode code) throws IOException {
    chain.revision("1", "None").revision("2", "'1'").revision("3", "'1'");
    Files.writeString(
        temp.resolve("alembic.ini"),
        "[alembic]\nscript_location = migrations\ntimezone = " + zone + "\n");

    CommandRun run = CommandRun.in(temp, "merge", "--dry-run");

    assertThat(run.code()).isEqualTo(code);
    if (code == ExitCode.BLOCKED) {
      assertThat(run.err()).contains("sets timezone to " + zone + ", which is no time zone");
    }
  }

  /** A table is called users too, and so is a thousand lines. */
  @Test
  void aCommonWordIsNotLookedForElsewhere() throws IOException {
    chain.revision("users", "None");
    Files.writeString(temp.resolve("models.py"), "table = 'users'\n");

    CommandRun run = CommandRun.in(temp, "renumber", "users", "0001");

    assertThat(run.err())
        .contains("users is too common a word to look for in other places; git grep -nw users")
        .doesNotContain("models.py");
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(temp)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.toString(), Files.readString(file));
      }
    }
    return contents;
  }
}

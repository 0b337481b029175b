package io.migrationgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code renumber} changes of a sqitch project, to the byte, and what it refuses. */
class SqitchRenumberTest {

  @TempDir Path temp;

  private static String line(String text) {
    return text + SqitchProject.TAIL;
  }

  private SqitchProject merged(String lineEnd) throws IOException {
    return SqitchProject.in(
            temp, lineEnd, "01-users", "02-orders [01-users]", "03-refunds", "03-ratings")
        .scripts("01-users")
        .scripts("02-orders", "requires: 01-users")
        .scripts("03-refunds")
        .scripts("03-ratings");
  }

  @Test
  void ofTwoWithOneNumberTheLaterGivesWay() throws IOException {
    SqitchProject project = merged("\n");

    CommandRun run = CommandRun.in(temp, "renumber", "03");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PASS);
    assertThat(run.out())
        .isEqualTo(
            """
            done: renames 03-ratings to 04-ratings
              changed  sqitch.plan
              renamed  deploy/03-ratings.sql to deploy/04-ratings.sql
              renamed  revert/03-ratings.sql to revert/04-ratings.sql
              renamed  verify/03-ratings.sql to verify/04-ratings.sql
            """);
    assertThat(run.err())
        .startsWith("note: 2 changes have the number 03: the last gave way;")
        .contains("note: 03-ratings also stands here")
        .contains("  deploy/04-ratings.sql:4\n");
    assertThat(project.plan()).contains(line("04-ratings")).doesNotContain("\n03-ratings");
    assertThat(project.contents().get("deploy/04-ratings.sql"))
        .isEqualTo("-- Deploy app:04-ratings to sqlite\n\nBEGIN;\n-- 03-ratings\nCOMMIT;\n");
    assertThat(CommandRun.in(temp, "check").out()).endsWith(": OK (exactly 1 head)\n");
  }

  @Test
  void nothingButTheTokensChanges() throws IOException {
    SqitchProject project =
        SqitchProject.in(
            temp,
            "\r\n",
            "+ 01-users",
            "# 03-\u00e9t\u00e9 comes next",
            "\t03-\u00e9t\u00e9  [ ",
            "",
            "04-b [ 01-users  app:03-\u00e9t\u00e9 !03-\u00e9t\u00e9@v9 other:03-\u00e9t\u00e9 03-\u00e9t\u00e9s ]");
    // The brackets are for the second line alone.
    String plan =
        project
            .plan()
            .replace(
                "\u00e9t\u00e9  [ " + SqitchProject.TAIL, "\u00e9t\u00e9\t" + SqitchProject.TAIL)
            .replace("[ 01", "[01")
            .replace(" ]", "]")
            .replace(" 03-\u00e9t\u00e9s", "");
    Files.writeString(temp.resolve("sqitch.plan"), plan);
    project.scripts("01-users").scripts("03-\u00e9t\u00e9").scripts("04-b");
    byte[] script =
        ("\ufeff--  Deploy 03-\u00e9t\u00e9  to pg\r\n\r\n# Requires: 01-users, app:03-\u00e9t\u00e9@x\r\n"
                + "-- conflicts: 03-\u00e9t\u00e92 03-\u00e9t\u00e9\r\nSELECT 1;\r\n-- requires: 03-\u00e9t\u00e9")
            .getBytes(StandardCharsets.UTF_8);
    Files.write(temp.resolve("deploy/04-b.sql"), script);
    Map<String, String> before = project.contents();

    CommandRun run = CommandRun.in(temp, "renumber", "03-\u00e9t\u00e9", "02-\u00fc");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PASS);
    assertThat(project.plan())
        .isEqualTo(
            plan.replace("\t03-\u00e9t\u00e9\t", "\t02-\u00fc\t")
                .replace("app:03-\u00e9t\u00e9", "app:02-\u00fc")
                .replace("!03-\u00e9t\u00e9", "!02-\u00fc"));
    assertThat(Files.readString(temp.resolve("deploy/04-b.sql")))
        .isEqualTo(
            "\ufeff--  Deploy 02-\u00fc  to pg\r\n\r\n# Requires: 01-users, app:02-\u00fc@x\r\n"
                + "-- conflicts: 03-\u00e9t\u00e92 02-\u00fc\r\nSELECT 1;\r\n-- requires: 03-\u00e9t\u00e9");
    Map<String, String> expected = new TreeMap<>(before);
    expected.keySet().removeIf(file -> file.contains("03-") || file.equals("sqitch.plan"));
    expected.remove("deploy/04-b.sql");
    assertThat(project.contents()).containsAllEntriesOf(expected);
  }

  @Test
  void aLineMovesWhereTheNumbersWouldBeOutOfOrder() throws IOException {
    SqitchProject project =
        SqitchProject.in(temp, "\r\n", "01-a", "03-x [01-a]", "03-y", "# end", "04-z");
    Files.writeString(temp.resolve("sqitch.plan"), project.plan().stripTrailing());
    for (String name : new String[] {"01-a", "03-x", "03-y", "04-z"}) {
      project.scripts(name);
    }

    CommandRun run = CommandRun.in(temp, "renumber", "deploy/03-x.sql");

    assertThat(run.out()).startsWith("done: renames 03-x to 05-x and moves its line behind 04-z\n");
    String down = project.plan();
    assertThat(down)
        .endsWith(
            String.join(
                "\r\n",
                "",
                line("01-a"),
                line("03-y"),
                "# end",
                line("04-z"),
                line("05-x [01-a]")));

    assertThat(CommandRun.in(temp, "renumber", "05-x", "02").out())
        .startsWith("done: renames 05-x to 02-x and moves its line before 03-y\n");
    assertThat(project.plan())
        .endsWith(
            String.join(
                "\r\n",
                "",
                line("01-a"),
                line("02-x [01-a]"),
                line("03-y"),
                "# end",
                line("04-z")));
  }

  @Test
  void aLineStaysAboveWhatRequiresIt() throws IOException {
    SqitchProject project =
        SqitchProject.in(temp, "\n", "01-a", "02-x", "03-y [02-x]", "04-z [!02-x 03-y]");
    for (String name : new String[] {"01-a", "02-x", "03-y", "04-z"}) {
      project.scripts(name, "requires: 02-x");
    }

    CommandRun run = CommandRun.in(temp, "renumber", "02-x");

    assertThat(run.out())
        .startsWith("done: renames 02-x to 05-x, as 2 changes that name it do now\n")
        .contains("  changed  deploy/03-y.sql\n")
        .doesNotContain("deploy/01-a.sql");
    assertThat(run.err())
        .startsWith(
            "note: its line stays where it is, so the numbers are not in order: 03-y keeps it"
                + " there\n");
    assertThat(project.plan())
        .contains(line("05-x") + "\n" + line("03-y [05-x]") + "\n" + line("04-z [!05-x 03-y]"));
    assertThat(Files.readString(temp.resolve("deploy/04-z.sql")))
        .startsWith("-- Deploy app:04-z to sqlite\n-- requires: 05-x\n");
    assertThat(CommandRun.in(temp, "check").code()).isEqualTo(ExitCode.PASS);
  }

  @Test
  void aDryRunShowsTheChangeAndMakesNone() throws IOException {
    SqitchProject project = merged("\n");
    Map<String, String> before = project.contents();

    CommandRun run = CommandRun.in(temp, "renumber", "03-ratings", "--dry-run");

    assertThat(run.out())
        .contains("-" + line("03-ratings") + "\n+" + line("04-ratings") + "\n")
        .contains("rename from verify/03-ratings.sql\nrename to verify/04-ratings.sql\n")
        .contains("--- Deploy app:03-ratings to sqlite\n+-- Deploy app:04-ratings to sqlite\n");
    assertThat(project.contents()).isEqualTo(before);
  }

  @Test
  void reworkedCopiesGoAlongInEveryFolder() throws IOException {
    SqitchProject project =
        SqitchProject.in(temp, "\n", "01-a", "roles/b").scripts("01-a").scripts("roles/b");
    project.scripts("roles/b@old");

    CommandRun run = CommandRun.in(temp, "renumber", "roles/b", "roles/c");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PASS);
    assertThat(project.contents())
        .containsKeys("deploy/roles/c.sql", "verify/roles/c@old.sql")
        .doesNotContainKeys("deploy/roles/b.sql", "verify/roles/b@old.sql");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          renumber 09                      | there is no change 09 in
          renumber sqitch.plan             | name the change that is meant
          renumber words                   | has no number: say what it shall be called
          renumber 04-d 04-d               | nothing would change
          renumber 04-d 05-e               | is the name of line 10
          renumber 04-d 05                 | another change has the number 05
          renumber 04-d a:b                | 'a:b' contains :, which names may not
          renumber 04-d HEAD               | 'HEAD' is a name that sqitch keeps for itself
          renumber 04-d roles/d            | there is no folder deploy/roles for the script
          renumber 04-d taken              | verify/taken.sql exists already
          renumber 04-d --onto 01-a        | leave --onto, --keep-children and --move-children away
          renumber 04-d --deployed 04-d    | sqitch.plan:9 04-d is deployed
          renumber 04-d --deployed words,05-e| 05-e on line 10 is deployed
          renumber 04-d --deployed-from ids | is given by its id
          renumber 01-a                    | sqitch.plan:4 01-a stands before the tag @v1
          renumber 02-b                    | sqitch.plan:7 reworks 02-b of line 5
          renumber deploy/02-b@v1.sql      | sqitch.plan:7 reworks 02-b of line 5
          merge                            | is a sqitch plan, a line with one end
          reparent 04-d                    | a change follows the one on the line above
          """)
  void whatWouldDoHarmIsRefusedAndChangesNothing(String words, String reason) throws IOException {
    SqitchProject project =
        SqitchProject.in(
            temp, "\n", "01-a", "02-b", "@v1", "02-b [02-b@v1]", "words", "04-d", "05-e [04-d]");
    project.scripts("01-a").scripts("02-b").scripts("02-b@v1").scripts("words").scripts("04-d");
    project.scripts("05-e", "requires: 04-d");
    Files.writeString(temp.resolve("verify/taken.sql"), "");
    Files.writeString(temp.resolve("ids"), "0123456789abcdef0123456789abcdef01234567\n");
    Map<String, String> before = project.contents();

    CommandRun run = CommandRun.in(temp, words.split(" +"));

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.BLOCKED);
    assertThat(run.err()).startsWith("migration-gate: ").contains(reason);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(project.contents()).isEqualTo(before);
  }

  @Test
  void oneNameOnTwoLinesIsAmbiguous() throws IOException {
    SqitchProject.in(temp, "\n", "01-a", "02-b", "02-b [01-a]").scripts("01-a").scripts("02-b");

    CommandRun run = CommandRun.in(temp, "renumber", "02-b");

    assertThat(run.code()).isEqualTo(ExitCode.BLOCKED);
    assertThat(run.err()).contains("02-b is ambiguous: lines 5 and 6 of sqitch.plan");
  }

  @Test
  void theCheckNamesTheCommandUnlessItWouldBeRefused() throws IOException {
    merged("\n");
    assertThat(CommandRun.in(temp, "check").out()).contains("migration-gate renumber 03-ratings");

    Files.writeString(
        temp.resolve("sqitch.plan"), line("@v1") + "\n", java.nio.file.StandardOpenOption.APPEND);
    assertThat(CommandRun.in(temp, "check").out())
        .doesNotContain("migration-gate renumber")
        .contains("before the tag @v1");
  }

  @Test
  void besideAnAlembicChainEachCommandFindsItsOwn() throws IOException {
    new VersionsFolder(temp.resolve("py"))
        .revision("1", "None")
        .revision("2", "'1'")
        .revision("3", "'1'");
    Files.createDirectories(temp.resolve("db"));
    SqitchProject.in(temp.resolve("db"), "\n", "01-a").scripts("01-a");

    assertThat(CommandRun.in(temp, "renumber", "01-a", "02-a").out()).contains("renames 01-a");
    assertThat(CommandRun.in(temp, "renumber", "db/verify/02-a.sql").out()).contains("03-a");
    assertThat(CommandRun.in(temp, "merge").out()).contains("merges 2, 3 in 4");
    assertThat(CommandRun.in(temp, "merge", "db").err()).contains("is a sqitch plan");
  }

  @Test
  void otherChainsSayWhatToDoInstead() throws IOException {
    Files.createDirectories(temp.resolve("db/migration"));
    for (String name : new String[] {"V1__a.sql", "V2__b.sql", "V2__c.sql"}) {
      Files.writeString(temp.resolve("db/migration").resolve(name), "");
    }

    CommandRun run = CommandRun.in(temp, "renumber", "db/migration/V2__c.sql");

    assertThat(run.code()).isEqualTo(ExitCode.BLOCKED);
    assertThat(run.err())
        .contains("is a Flyway chain, which is mended by renaming its files; type: git mv ")
        .endsWith("V3__c.sql\n");
    assertThat(run.err().lines()).hasSize(1);
  }
}

package io.migrationgate.core.reader.numbered;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.cli.CommandRun;
import io.migrationgate.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names collide, by whose rules, and what to type. */
class NumberedChainsTest {

  private static final String FLYWAY = "src/main/resources/db/migration/";

  @TempDir Path project;

  @Test
  void aStraightFlywayChainPasses() throws Exception {
    files(FLYWAY, "V1__a.sql", "V1_1__b.sql", "V2__c.sql", "R__view.sql", "U2__c.sql", "B2__b.sql");

    assertThat(check().code()).isEqualTo(ExitCode.PASS);
  }

  @ParameterizedTest
  @CsvSource({
    "V1__a.sql, V1.0__b.sql",
    "V1_2__a.sql, V1.2__b.sql",
    "V01__a.sql, V1__b.sql",
    "R__a.sql, sub/R__a.sql",
    "V3__a.sql, sub/V3__a.sql"
  })
  void equalVersionsCollideInFlyway(String one, String other) throws Exception {
    files(FLYWAY, "V9__start.sql", one, other);

    CommandRun run = check();

    assertThat(run.code()).isEqualTo(ExitCode.BLOCKED);
    assertThat(run.out()).contains("duplicate-number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"V7_x.sql", "V__x.sql", "V1a__x.sql", "V7x.sql", "R1__x.sql", "V1..2__x.sql"})
  void whatFlywayWouldPassOverIsSaid(String name) throws Exception {
    files(FLYWAY, "V1__a.sql", name);

    assertThat(check().out()).contains("misnamed-file").contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"afterMigrate.sql", "Vacuum.sql", "Users.java", "README.md", "Rows.sql"})
  void whatIsNoMigrationIsPassedOver(String name) throws Exception {
    files(FLYWAY, "V1__a.sql", name);

    assertThat(check().code()).isEqualTo(ExitCode.PASS);
  }

  /** Flyway tells case apart: of such a file it says nothing, and does not run it. */
  @ParameterizedTest
  @ValueSource(strings = {"v4__low.sql", "u1__a.sql", "r__view.sql"})
  void whatBeginsInLowerCaseIsSaid(String name) throws Exception {
    files(FLYWAY, "V1__a.sql", name);

    CommandRun run = check();

    assertThat(run.code()).isEqualTo(ExitCode.BLOCKED);
    assertThat(run.out())
        .contains("misnamed-file: begins with a lower-case " + name.charAt(0))
        .contains(FLYWAY + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"users__all.sql", "values.sql", "rows__x.sql", "v__x.sql"})
  void whatIsInLowerCaseByChanceIsNot(String name) throws Exception {
    files(FLYWAY, "V1__a.sql", name);

    assertThat(check().code()).isEqualTo(ExitCode.PASS);
  }

  @Test
  void aMigrationLeadsToItsChain() throws Exception {
    files(FLYWAY, "V1__a.sql", "V1__b.sql");
    files(FLYWAY + "more/", "V2__c.sql");
    files("migrations/", "1_a.up.sql");
    files("seeds/", "all.sql");

    for (String name : new String[] {FLYWAY + "V1__a.sql", FLYWAY + "more/V2__c.sql"}) {
      CommandRun run = CommandRun.in(project, "check", name);
      assertThat(run.out()).contains("src/main/resources/db/migration: BLOCKED");
      assertThat(run.out()).doesNotContain("migrations: OK");
    }
    CommandRun stranger = CommandRun.in(project, "check", "seeds/all.sql");
    assertThat(stranger.err()).contains("seeds/all.sql belongs to no chain that can be read");
    assertThat(stranger.code()).isEqualTo(ExitCode.UNKNOWN);
  }

  @Test
  void anUndoNeedsWhatItUndoes() throws Exception {
    files(FLYWAY, "V1__a.sql", "U2__b.sql");

    assertThat(check().out()).contains("missing-up").contains("takes back 2");
  }

  @Test
  void foldersForEachDatabaseAreChainsOfTheirOwn() throws Exception {
    files(FLYWAY + "h2/", "V1__a.sql");
    files(FLYWAY + "postgres/", "V1__a.sql");

    CommandRun run = check();

    assertThat(run.code()).isEqualTo(ExitCode.PASS);
    assertThat(run.out()).contains("migration/h2: OK").contains("migration/postgres: OK");
  }

  @Test
  void copiesThatABuildMakesAreNoChains() throws Exception {
    files(FLYWAY, "V1__a.sql");
    files("target/classes/db/migration/", "V1__a.sql");

    assertThat(check().out()).doesNotContain("target");
  }

  @Test
  void theRemedyRenamesBothHalves() throws Exception {
    files(
        "migrations/",
        "000001_a.up.sql",
        "000001_a.down.sql",
        "000002_b.up.sql",
        "000002_b.down.sql",
        "000002_c.up.sql",
        "000002_c.down.sql");

    CommandRun run = check();

    assertThat(run.code()).isEqualTo(ExitCode.BLOCKED);
    assertThat(run.out())
        .contains(
            "git mv migrations/000002_c.up.sql migrations/000003_c.up.sql"
                + " && git mv migrations/000002_c.down.sql migrations/000003_c.down.sql")
        .containsOnlyOnce("duplicate-number");
  }

  @Test
  void aDownNeedsItsUpAndAnUpNoDown() throws Exception {
    files("migrations/", "1_a.up.sql", "2_b.up.sql", "3_c.down.sql");

    assertThat(check().out()).containsOnlyOnce("missing-up").contains("takes back 3");
  }

  @Test
  void timestampsHaveNoGaps() throws Exception {
    files("migrations/", "20240101120000_a.up.sql", "20250101120000_b.up.sql");

    assertThat(check().out()).contains("OK").doesNotContain("number-gap");
  }

  @Test
  void aPatternFindsDuplicatesGapsAndStrangers() throws Exception {
    settings("NNNN_<slug>.sql");
    files("steps/", "0001_a.sql", "0002_b.sql", "0002_c.sql", "0005_d.sql", "006_e.sql", "x.sql");
    files("steps/", "README.md");

    CommandRun run = check();

    assertThat(run.code()).isEqualTo(ExitCode.BLOCKED);
    assertThat(run.out())
        .contains("2 files have the number 0002: 0002_b.sql and 0002_c.sql")
        .contains("git mv steps/0002_c.sql steps/0006_c.sql")
        .contains("0003 to 0004 are missing between")
        .contains("a number of 3 digits where the pattern NNNN_<slug>.sql has 4")
        .contains("at steps/x.sql")
        .doesNotContain("README");
  }

  @Test
  void gapsCanBeSwitchedOff() throws Exception {
    settings("N-<slug>");
    files("steps/", "8-a", "9-b", "11-c");

    assertThat(check().out()).contains("10 is missing").contains("1 warning");
    assertThat(CommandRun.in(project, "check", "--severity", "number-gap=off").out())
        .doesNotContain("missing");
  }

  @Test
  void duplicatesAreDrawnBesideEachOther() throws Exception {
    settings("VN__<slug>.sql");
    files("steps/", "V1__a.sql", "V2__b.sql", "V2__c.sql", "V3__d.sql");

    assertThat(CommandRun.in(project, "graph").out()).contains("V2__b").contains("V2__c");
  }

  @Test
  void aPatternWithoutANumberIsExplained() throws Exception {
    settings("<slug>.sql");
    files("steps/", "a.sql");

    CommandRun run = check();

    assertThat(run.code()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(run.out()).contains("migration-gate.toml:1").contains("has no N for the digits");
  }

  @Test
  void aNamedChainThatIsGoneIsUnknown() throws Exception {
    settings("NN_<slug>.sql");

    CommandRun run = check();

    assertThat(run.code()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(run.out()).contains("names steps, which does not exist");
  }

  @Test
  void wrongSettingsAreToldALineEach() throws Exception {
    Files.writeString(
        project.resolve("migration-gate.toml"), "[lints]\n[[chains]]\ntool = \"x\"\n");

    CommandRun run = check();

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err().lines()).hasSize(3).allMatch(line -> line.startsWith("migration-gate: "));
  }

  private CommandRun check() {
    return CommandRun.in(project, "check");
  }

  private void settings(String pattern) throws IOException {
    Files.writeString(
        project.resolve("migration-gate.toml"),
        "[[chains]]\ntool = \"numbered\"\npath = \"steps\"\npattern = \"" + pattern + "\"\n");
  }

  private void files(String folder, String... names) throws IOException {
    for (String name : names) {
      Path file = project.resolve(folder + name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "-- " + name + "\n");
    }
  }
}

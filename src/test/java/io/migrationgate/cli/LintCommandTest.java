package io.migrationgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.migrationgate.core.lint.LintRule;
import io.migrationgate.core.lint.LintRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lint finds where the reference's examples end, and how it is told what to look for. */
class LintCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;

  private VersionsFolder chain;

  @BeforeEach
  void startChain() throws IOException {
    chain = new VersionsFolder(temp).revision("0001", "None");
  }

  // --- seeds -----------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          INSERT INTO app.t (k, v) VALUES ('a', 'b') ON CONFLICT (k) DO NOTHING \
          | INSERT INTO app.t (k, v) VALUES (...) ON CONFLICT (k) DO UPDATE SET v = COALESCE(NULLIF(t.v, ''), EXCLUDED.v)
          insert into t as s (k, n, b) values ('a', 1, true) on conflict (k) do nothing \
          | INSERT INTO t AS s (k, n, b) VALUES (...) ON CONFLICT (k) DO UPDATE SET n = COALESCE(s.n, EXCLUDED.n), b = COALESCE(s.b, EXCLUDED.b)
          INSERT IGNORE INTO `t` (`v`) VALUES (?) \
          | INSERT INTO `t` (`v`) VALUES (...) ON DUPLICATE KEY UPDATE `v` = COALESCE(NULLIF(`v`, ''), VALUES(`v`))
          INSERT OR IGNORE INTO t SELECT 1 \
          | INSERT INTO t VALUES (...) ON CONFLICT (the key) DO UPDATE SET x = COALESCE(NULLIF(t.x, ''), EXCLUDED.x)
          WITH s AS (SELECT 1) INSERT INTO t (v) SELECT * FROM s ON CONFLICT ON CONSTRAINT c DO NOTHING \
          | INSERT INTO t (v) VALUES (...) ON CONFLICT (the key) DO UPDATE SET v = COALESCE(NULLIF(t.v, ''), EXCLUDED.v)
          DO $$ BEGIN INSERT INTO t (k, v) VALUES (1, lower('x')) ON CONFLICT (k) DO NOTHING; END $$ \
          | INSERT INTO t (k, v) VALUES (...) ON CONFLICT (k) DO UPDATE SET v = COALESCE(NULLIF(t.v, ''), EXCLUDED.v)
          """)
  void aSeedIsShownInTheFormThatFillsGaps(String statement, String replacement) throws IOException {
    Files.writeString(temp.resolve("seed.sql"), "-- seeds\n\n" + statement + ";\n");

    JsonNode finding = only("seed-does-nothing");

    assertThat(finding.path("replacement").asText()).isEqualTo(replacement);
    assertThat(finding.at("/locations/0/path").asText()).isEqualTo("seed.sql");
    assertThat(finding.at("/locations/0/line").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t (k) VALUES (1)",
        "INSERT INTO t (k, v) VALUES (1, 2) ON CONFLICT (k) DO UPDATE SET v = 2",
        "INSERT INTO t (a, b) VALUES (1, 2) ON CONFLICT (a, b) DO NOTHING",
        "CREATE TABLE app.T (k int); INSERT INTO t (k, v) VALUES (1, 2) ON CONFLICT DO NOTHING",
        "-- INSERT INTO t (k, v) VALUES (1, 2) ON CONFLICT DO NOTHING",
        "SELECT 'INSERT INTO t (k, v) VALUES (1, 2) ON CONFLICT DO NOTHING'",
        "CREATE FUNCTION f() AS $$ INSERT INTO t (k, v) VALUES (1, 2) ON CONFLICT DO NOTHING $$",
        "INSERT INTO log (text) VALUES ('on conflict do nothing')",
      })
  void aSeedThatLosesNothingIsNotReported(String statement) throws IOException {
    Files.writeString(temp.resolve("seed.sql"), statement);

    assertThat(rules("lint")).isEmpty();
  }

  @Test
  void aTableThatMayExistAlreadyIsNoReasonToTrustASeed() throws IOException {
    Files.writeString(
        temp.resolve("seed.sql"),
        "CREATE TABLE IF NOT EXISTS t (k int); INSERT INTO t (k, v) VALUES (1, 2) ON CONFLICT DO"
            + " NOTHING");

    assertThat(rules("lint")).containsExactly("seed-does-nothing");
  }

  @Test
  void sqlalchemysOwnWordForItCountsToo() throws IOException {
    chain.file(
        "0002.py",
        migration("0002", "'0001'", "op.execute(insert(t).values(k=1).on_conflict_do_nothing())"));

    assertThat(only("seed-does-nothing").path("replacement").asText())
        .startsWith(".on_conflict_do_update(");
  }

  @Test
  void theTableThatAMigrationCreatesIsEmpty() throws IOException {
    chain.file(
        "0002.py",
        migration(
            "0002",
            "'0001'",
            "op.create_table('t'); op.execute('INSERT INTO t (k) VALUES (1) ON CONFLICT DO NOTHING')",
            "op.drop_table('t')"));

    assertThat(rules("lint")).isEmpty();
  }

  // --- what migrations do ----------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(
      strings = {
        "op.execute('ALTER TABLE t ADD c int')",
        "op.execute('-- why\\nUPDATE t SET c = 1')",
        "op.execute(statement())",
        "op.bulk_insert(t, [])",
        "op.get_bind().execute(sa.text('DROP TABLE t'))",
        "metadata.create_all(op.get_bind())",
        "with op.batch_alter_table('t') as b: b.drop_column('c')",
        "change()\n\ndef change():\n    op.drop_table('t')",
      })
  void aMergeThatDoesAnythingIsReported(String body) throws IOException {
    fork();
    chain.file("0004.py", migration("0004", "('0002', '0003')", body, "op.drop_table('x')"));

    assertThat(rules("lint")).contains("merge-not-empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass", "op.execute('SELECT 1')", "op.execute('SET lock_timeout = 1')"})
  void aMergeThatChangesNothingIsNot(String body) throws IOException {
    fork();
    chain.file("0004.py", migration("0004", "('0002', '0003')", body));

    assertThat(rules("lint")).isEmpty();
  }

  @Test
  void withSeveralDatabasesEachHasItsFunction() throws IOException {
    chain.file(
        "0002.py",
        """
        revision = '0002'
        down_revision = '0001'
        def upgrade(name):
            globals()['upgrade_%s' % name]()
        def upgrade_one():
            op.create_table('t')
        def downgrade_one():
            pass
        """);

    assertThat(only("downgrade-missing").path("message").asText())
        .isEqualTo("0002 has no downgrade, and its upgrade contains op.create_table");
  }

  // --- ids -------------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a1b2c3d4e5f6",
        "A1B2C3D4E5F6",
        "1a2b3c4d5e6f",
        "123456789abc",
        "0123456789",
        "abcdef",
        "fedcba987654",
        "1234567890",
        "deadbeef",
        "deadbeefdead",
        "aaaaaaaaaaaa",
        "000000000000",
        "abc123def456",
        "changeme"
      })
  void idsThatSomebodyMadeUp(String id) throws IOException {
    chain.revision(id, "'0001'");

    assertThat(rules("lint", "--rule", "number-not-above-parent=off"))
        .as(id)
        .containsExactly("placeholder-id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9e1f8a30c5d7",
        "0002",
        "000002",
        "20240105",
        "1975ea83b712",
        "ae1027a6acf4",
        "add_b"
      })
  void idsThatAreNotMadeUp(String id) throws IOException {
    chain.revision(id, "'0001'");

    assertThat(rules("lint")).isEmpty();
  }

  @Test
  void inACountingChainTheFirstIdThatDoesNotCountIsReportedWhileItIsTheHead() throws IOException {
    chain.revision("0002", "'0001'").revision("0003", "'0002'").revision("9e1f8a30c5d7", "'0003'");
    assertThat(rules("lint")).containsExactly("number-not-above-parent");

    chain.revision("0004", "'9e1f8a30c5d7'");
    assertThat(rules("lint")).isEmpty();
  }

  @Test
  void numbersAreComparedAcrossIdsWithoutAndThroughMergesAndCircles() throws IOException {
    chain
        .revision("0005", "'0001'")
        .revision("9e1f8a30c5d7", "'0005'")
        .revision("1975ea83b712", "('9e1f8a30c5d7', '0001')")
        .revision("0004", "'1975ea83b712'")
        .revision("bad1feed0c1e", "'face0ffbad1d'")
        .revision("face0ffbad1d", "'bad1feed0c1e'");

    CommandRun run = CommandRun.in(temp, "lint");

    assertThat(run.out()).contains("0004 follows a revision with the number 5");
  }

  @Test
  void namesOfFilesWithoutNumbersFollowTheCustomOfTheChain() throws IOException {
    chain
        .file("2024_01_05_start.py", "9e1f8a30c5d7", "'0001'")
        .file("2024_01_06_more.py", "1975ea83b712", "'9e1f8a30c5d7'");

    assertThat(rules("lint")).isEmpty();
  }

  // --- scripts ---------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Dockerfile.prod              | RUN x\\nCMD ["alembic", "upgrade",\\n  "head"]
          start.sh                     | cd app && /venv/bin/alembic -c alembic.ini upgrade head || exit 1
          start.sh                     | alembic \\\\\\n  upgrade --sql head
          Makefile                     | migrate:\\n\\tpoetry run alembic upgrade head # now
          .github/workflows/deploy.yml | run: python -m alembic -x a=b upgrade 'head'
          compose.yaml                 | command: ["alembic", "upgrade", "head"]
          compose.yaml                 | command: sh -c "flask db upgrade"
          Procfile                     | release: flask --app shop db upgrade && true
          """)
  void upgradesAreFoundHoweverTheyAreWritten(String name, String text) throws IOException {
    fork();
    write(name, text.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\"));

    JsonNode finding = only("upgrade-head-of-many");

    assertThat(finding.at("/locations/0/path").asText()).isEqualTo(name);
    assertThat(finding.path("message").asText()).endsWith(" has 2 heads: 0002, 0003");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          start.sh         | # alembic upgrade head
          start.sh         | echo alembic upgrade head
          start.sh         | alembic upgrade expand@head
          start.sh         | alembic current; upgrade head
          deploy.yml       | - name: alembic upgrade head
          notes.md         | alembic upgrade head
          .cache/start.sh  | alembic upgrade head
          start.sh         | alembic upgrade +1
          """)
  void whatIsNoUpgradeToTheHeadIsNot(String name, String text) throws IOException {
    fork();
    write(name, text);

    assertThat(rules("lint")).isEmpty();
  }

  @Test
  void aScriptBelongsToTheNearestChainOrToTheOneThatItNames() throws IOException {
    Path games = Files.createDirectories(temp.resolve("games"));
    new VersionsFolder(games).revision("1", "None");
    fork();
    write("games/start.sh", "alembic upgrade head\n");
    assertThat(rules("lint")).isEmpty();

    Files.move(temp.resolve("alembic.ini"), temp.resolve("main.ini"));
    write("games/start.sh", "alembic -c ../main.ini upgrade head\n");
    assertThat(rules("lint")).containsExactly("upgrade-head-of-many");
  }

  @Test
  void upgradeHeadsCanBeRefusedBeforeThereIsAFork() throws IOException {
    write("start.sh", "alembic upgrade heads\n");
    assertThat(rules("lint")).isEmpty();

    write("migration-gate.toml", "[lint.upgrade-heads-hides-fork]\none-head-too = true\n");
    assertThat(rules("lint")).containsExactly("upgrade-heads-hides-fork");
  }

  // --- a change --------------------------------------------------------------------------------

  @Test
  void onlyWhatTheChangeTouchesIsReported() throws IOException {
    chain
        .file("0002.py", migration("0002", "'0001'", "op.drop_table('t')"))
        .file("0003.py", migration("0003", "'0002'", "op.drop_table('t')"));
    write("migrations/versions/seed.sql", "INSERT IGNORE INTO t (k) VALUES (1)");

    CommandRun run =
        CommandRun.in(
            temp, "lint", "--format", "json", "--changed", "./migrations/versions/0003.py");

    JsonNode findings = JSON.readTree(run.out()).path("findings");
    assertThat(findings).hasSize(1);
    assertThat(findings.at("/0/locations/0/path").asText())
        .isEqualTo("migrations/versions/0003.py");
  }

  @Test
  void aChangeThatNamesNothingIsNotTakenForAGoodOne() throws IOException {
    chain.revision("0002", "'0001'");

    CommandRun nothing = CommandRun.in(temp, "lint", "--changed", "migrations/versoins/0002.py");
    assertThat(nothing.err())
        .isEqualTo(
            "note: --changed names no migration, SQL file or script that is here: nothing was"
                + " looked at\n");
    assertThat(nothing.code()).isEqualTo(ExitCode.PASS);
    assertThat(CommandRun.in(temp, "lint", "--changed", "migrations/versions/0002.py").err())
        .isEmpty();
  }

  @Test
  void whatNoRuleLooksAtIsSaid() throws IOException {
    Path flyway = Files.createDirectories(temp.resolve("flyway/db/migration"));
    Files.writeString(flyway.resolve("V1__a.sql"), "CREATE TABLE t (id int);\n");

    assertThat(CommandRun.in(temp.resolve("flyway"), "lint").err())
        .isEqualTo(
            "note: of db/migration (Flyway) lint looks at seeds in SQL files and which files there"
                + " are; its other rules are about Alembic's revisions\n");
  }

  @Test
  void theChangeCanComeFromStandardInput() throws IOException {
    chain.revision("0002", "'0001'").revision("0003", "'0002'").revision("0004", "'0003'");
    InputStream before = System.in;
    try {
      String list =
          """
          A\tmigrations/versions/0002.py
          M\tmigrations/versions/0003.py
          R100\tmigrations/versions/0009.py\tmigrations/versions/0004.py
          D\tmigrations/versions/gone.py
          """;
      System.setIn(new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)));
      assertThat(rules("lint", "--changed", "-", "--max-new", "1")).isEmpty();
      System.setIn(
          new ByteArrayInputStream(list.replace("M\t", "A\t").getBytes(StandardCharsets.UTF_8)));
      assertThat(rules("lint", "--changed", "-", "--max-new", "1"))
          .containsExactly("several-new-revisions");
      System.setIn(
          new ByteArrayInputStream(list.replace("M\t", "A\t").getBytes(StandardCharsets.UTF_8)));
      assertThat(rules("lint", "--changed", "-", "--max-new", "2")).isEmpty();
    } finally {
      System.setIn(before);
    }
  }

  // --- settings and exceptions -----------------------------------------------------------------

  @Test
  void levelsComeFromTheSettingsAndTheCommandLineWins() throws IOException {
    chain.file("0002.py", migration("0002", "'0001'", "op.drop_table('t')"));
    assertThat(CommandRun.in(temp, "lint").code()).isEqualTo(ExitCode.PASS);

    write("migration-gate.toml", "[lint]\ndowngrade-missing = \"error\"\n");
    assertThat(CommandRun.in(temp, "lint").code()).isEqualTo(ExitCode.BLOCKED);

    CommandRun off = CommandRun.in(temp, "lint", "--rule", "downgrade-missing=off");
    assertThat(off.out()).isEqualTo("lint: OK (nothing found)\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          downgrade-mising = "off"             | downgrade-mising; did you mean downgrade-missing?
          x = "off"                            | there are seed-does-nothing, merge-not-empty
          long-id = "on"                       | long-id, which takes off, warn or error, or a table
          long-id = 3                          | long-id, which takes off, warn or error, or a table
          long-id = { level = "loud" }         | long-id, which takes off, warn or error as its level
          long-id = { maximum = 3 }            | unknown key maximum in lint.long-id; known are level, max
          long-id = { max = 0 }                | max of long-id, which must be a whole number from 1
          requires-companion-file = {files="x"}| files of requires-companion-file, which must be a list
          """)
  void aWrongSettingIsOneLineWithItsPlace(String setting, String message) throws IOException {
    write("migration-gate.toml", "[lint]\n" + setting + "\n");

    CommandRun run = CommandRun.in(temp, "lint");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).startsWith("migration-gate: migration-gate.toml:2 ").contains(message);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --rule longid=off        | did you mean long-id?
          --rule long-id           | write long-id=error, =warn or =off
          --rule long-id=maybe     | long-id takes off, warn or error, not maybe
          --max-new 1              | --max-new counts what --changed names; give both
          --changed a --max-new 0  | --max-new must be at least 1
          --changed "a\\303"       | git -c core.quotePath=off
          --format yaml            | there is no yaml
          """)
  void misuseIsOneLine(String line, String message) {
    List<String> words = new ArrayList<>(List.of("lint"));
    words.addAll(List.of(line.split(" ")));

    CommandRun run = CommandRun.in(temp, words.toArray(String[]::new));

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).startsWith("migration-gate: ").contains(message);
    assertThat(run.err().lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "revision = 'a1b2c3d4e5f6'  # migration-gate: allow placeholder-id it is deployed\n",
        "# migration-gate: allow placeholder-id it is deployed\nrevision = 'a1b2c3d4e5f6'\n"
      })
  void aCommentWithAReasonAllows(String revision) throws IOException {
    chain.file("a1b2c3d4e5f6.py", revision + "down_revision = '0001'\n");

    CommandRun run = CommandRun.in(temp, "lint");

    assertThat(run.out()).isEqualTo("lint: OK (1 allowed by a comment)\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# migration-gate: allow placeholder-id\nrevision = 'a1b2c3d4e5f6'\n",
        "# migration-gate: allow placeholder it is deployed\nrevision = 'a1b2c3d4e5f6'\n",
      })
  void aCommentWithoutOneIsReportedAndAllowsNothing(String revision) throws IOException {
    chain.file("a1b2c3d4e5f6.py", revision + "down_revision = '0001'\n");

    assertThat(rules("lint")).containsExactly("allow-without-reason", "placeholder-id");
  }

  @Test
  void aCommentOnAnotherLineOrForAnotherRuleAllowsNothing() throws IOException {
    chain.file(
        "a1b2c3d4e5f6.py",
        """
        # migration-gate: allow placeholder-id far away

        # migration-gate: allow long-id it is deployed
        revision = 'a1b2c3d4e5f6'
        down_revision = '0001'  # migration-gate: allow placeholder-id behind
        """);

    assertThat(rules("lint")).containsExactly("placeholder-id");
  }

  @Test
  void aCommentInSqlAllowsToo() throws IOException {
    write(
        "seed.sql",
        "-- migration-gate: allow seed-does-nothing rows are never empty\n"
            + "INSERT IGNORE INTO t (k) VALUES (1);\n");

    assertThat(rules("lint")).isEmpty();
  }

  // --- outputs ---------------------------------------------------------------------------------

  @Test
  void whatCouldNotBeReadIsNeverGreen() throws IOException {
    chain.file("0002.py", "revision = f()\n");

    CommandRun run = CommandRun.in(temp, "lint");

    assertThat(run.code()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(run.out()).isEqualTo("lint: UNKNOWN (nothing found)\n");
    assertThat(run.err()).contains("without what could not be read").hasLineCount(1);
  }

  @Test
  void aLinkLeadsNowhereAndAHiddenFolderIsPassedOver() throws IOException {
    write(".cache/seed.sql", "INSERT IGNORE INTO t (k) VALUES (1)");
    write("venv/pyvenv.cfg", "");
    write("venv/seed.sql", "INSERT IGNORE INTO t (k) VALUES (1)");
    Files.createSymbolicLink(temp.resolve("seed.sql"), temp.resolve(".cache/seed.sql"));
    Files.createSymbolicLink(temp.resolve("loop"), temp);

    assertThat(rules("lint")).isEmpty();
  }

  @Test
  void githubAndSarifPointToTheLine() throws IOException {
    chain.revision("a1b2c3d4e5f6", "'0001'");

    CommandRun github = CommandRun.in(temp, "lint", "--format", "github");
    assertThat(github.code()).isEqualTo(ExitCode.BLOCKED);
    assertThat(github.out())
        .startsWith(
            "::error file=migrations/versions/a1b2c3d4e5f6.py,line=1,title=placeholder-id::the id"
                + " a1b2c3d4e5f6 was made up%0A")
        .hasLineCount(1);

    JsonNode sarif = JSON.readTree(CommandRun.in(temp, "lint", "--format", "sarif").out());
    List<String> rules = new ArrayList<>();
    sarif.at("/runs/0/tool/driver/rules").forEach(rule -> rules.add(rule.path("id").asText()));
    assertThat(rules).isEqualTo(LintRules.ALL.stream().map(LintRule::id).toList());
    assertThat(sarif.at("/runs/0/results/0/ruleId").asText()).isEqualTo("placeholder-id");
    assertThat(sarif.at("/runs/0/results/0/locations/0/physicalLocation/region/startLine").asInt())
        .isEqualTo(1);
  }

  @Test
  void theSchemaNamesEveryRule() throws IOException {
    List<String> named = new ArrayList<>();
    JSON.readTree(Path.of("docs/reference/lint-v1.schema.json").toFile())
        .at("/$defs/finding/properties/rule/enum")
        .forEach(rule -> named.add(rule.asText()));

    assertThat(named).isEqualTo(LintRules.ALL.stream().map(LintRule::id).toList());
  }

  private void fork() throws IOException {
    chain.revision("0002", "'0001'").revision("0003", "'0001'");
  }

  private void write(String name, String text) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String migration(String id, String parents, String body) {
    return migration(id, parents, body, "pass");
  }

  private static String migration(String id, String parents, String up, String down) {
    return "revision = '%s'\ndown_revision = %s\ndef upgrade():\n    %s\ndef downgrade():\n    %s\n"
        .formatted(id, parents, up, down);
  }

  private JsonNode only(String rule) throws IOException {
    JsonNode findings =
        JSON.readTree(CommandRun.in(temp, "lint", "--format", "json").out()).path("findings");
    assertThat(findings).hasSize(1);
    assertThat(findings.at("/0/rule").asText()).isEqualTo(rule);
    return findings.get(0);
  }

  private List<String> rules(String... words) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--format", "json"));
    CommandRun run = CommandRun.in(temp, arguments.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    List<String> rules = new ArrayList<>();
    JSON.readTree(run.out())
        .path("findings")
        .forEach(finding -> rules.add(finding.path("rule").asText()));
    return rules;
  }
}

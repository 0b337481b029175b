package io.migrationgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of each step back; a guess is never called safe. */
class DowngradeStepsTest {

  @TempDir Path temp;

  private Path versions;

  @BeforeEach
  void project() throws IOException {
    versions = Files.createDirectories(temp.resolve("migrations/versions"));
    Files.writeString(temp.resolve("alembic.ini"), "[alembic]\nscript_location = migrations\n");
    revision("0001", "None", "pass", "pass");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pass",
        "\"\"\"Nothing.\"\"\"",
        "op.execute(\"DELETE FROM seasons WHERE name = 'x'\")",
        "op.execute(sa.text(\"UPDATE a SET b = 1\"))",
        "op.execute(f\"INSERT INTO a SELECT * FROM {table}\")",
        "op.bulk_insert(table, [])",
        "conn = op.get_bind(); conn.execute(sa.text(\"select count(*) from a\"))",
        "op.execute(\"SELECT setval('a_id_seq', 1)\")",
        "op.execute(\"DO $$ BEGIN UPDATE a SET b = 1; END $$\")",
        "s = 'DELETE FROM a'\n    op.execute(s)\n    s = 'DELETE FROM b'\n    op.execute(s)",
        "if x:\n        s = 'DELETE FROM a'\n        op.execute(s)",
      })
  void isSafe(String body) throws Exception {
    revision("0002", "'0001'", "pass", body);

    assertThat(mark()).isEqualTo("no-ddl");
    assertThat(run().code()).isEqualTo(ExitCode.PASS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "op.drop_table('a')",
        "op.drop_column('a', 'b')",
        "with op.batch_alter_table('a') as batch_op:\n        batch_op.drop_column('b')",
        "op.execute('DROP TABLE a')",
        "op.execute('''DELETE FROM a;\n    ALTER TABLE a DROP b''')",
        "op.execute(\"DO $$ BEGIN DROP TABLE a; END $$\")",
        "op.execute('SELECT * INTO b FROM a')",
        "op.execute('TRUNCATE a')",
        "sa.Enum(name='colour').drop(op.get_bind())",
        "metadata.drop_all(op.get_bind())",
        "remove()",
      })
  void hasDdl(String body) throws Exception {
    revision("0002", "'0001'", "pass", body, "def remove():\n    op.drop_index('i')\n");

    assertThat(mark()).isEqualTo("ddl");
    assertThat(run().code()).isEqualTo(ExitCode.BLOCKED);
    assertThat(run().out()).contains("DDL: escalate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "op.execute(statement)",
        "op.execute('DELETE FROM ' + table)",
        "op.execute(f'{verb} TABLE a')",
        "op.execute('SELECT drop_everything()')",
        "op.execute('CALL tidy()')",
        "op.execute(\"DO $$ BEGIN EXECUTE 'DROP TABLE a'; END $$\")",
        "op.execute(\"DO 'BEGIN DROP TABLE a; END'\")",
        "run_sql('001_down.sql')",
        "getattr(op, 'drop_table')('a')",
        "drop = op.drop_table; drop_it = drop; drop_it('a')",
        "op.run_procedure('x')",
        "s = 'DELETE FROM a'\n    s: str = statement()\n    op.execute(s)",
        "s = 'DELETE FROM a'\n    s, t = statements()\n    op.execute(s)",
        "s = 'DELETE FROM a'\n    for s in statements:\n        op.execute(s)",
        "if x:\n        s = 'DROP TABLE a'\n    else:\n        s = 'DELETE FROM a'\n    op.execute(s)",
        "s = 'DELETE FROM a'\n    if x: s = 'DROP TABLE a'\n    op.execute(s)",
        "s = 'DELETE FROM a'\n    if (s := 'DROP TABLE a'):\n        op.execute(s)",
        "s = 'DELETE FROM a'\n    with statement() as s:\n        op.execute(s)",
        "run('DROP TABLE a')\n\n\nQUERY = 'DELETE FROM a'\n\n\ndef run(QUERY):\n    op.execute(QUERY)",
        "if offline: raise RuntimeError('no')\n    op.execute('DELETE FROM a')",
      })
  void cannotBeTold(String body) throws Exception {
    revision("0002", "'0001'", "pass", body);

    assertThat(mark()).isEqualTo("untellable");
    assertThat(run().code()).isEqualTo(ExitCode.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "raise NotImplementedError('there is no way back')",
        "raise NotImplementedError",
        "raise RuntimeError('x')"
      })
  void cannotBeUndone(String body) throws Exception {
    revision("0002", "'0001'", "pass", body);

    assertThat(mark()).isEqualTo("irreversible");
    assertThat(run().code()).isEqualTo(ExitCode.BLOCKED);
  }

  /** It would succeed, and the next upgrade would fail on what is still there. */
  @Test
  void isNotSafeWhereItLeavesBehindWhatTheUpgradeMade() throws Exception {
    revision("0002", "'0001'", "op.create_table('a')", "pass");

    assertThat(mark()).isEqualTo("irreversible");
    assertThat(run().out()).contains("leaves behind what op.create_table did");
  }

  @Test
  void isNotSafeWithoutADowngrade() throws Exception {
    Files.writeString(
        versions.resolve("0002.py"),
        "revision = '0002'\ndown_revision = '0001'\ndef upgrade():\n    pass\n");

    assertThat(mark()).isEqualTo("irreversible");
  }

  @Test
  void worksOutWhichRevisionsAndInWhichOrder() throws Exception {
    revision("0002", "'0001'", "pass", "pass");
    revision("a3", "'0002'", "pass", "pass");
    revision("b3", "'0002'", "pass", "pass");
    revision("b4", "'b3'", "pass", "pass");
    revision("m5", "('a3', 'b4')", "pass", "pass");

    assertThat(steps("--to=b4")).containsExactly("m5");
    assertThat(steps("--to=b3")).containsExactly("m5", "b4");
    assertThat(steps("--to=0001")).hasSize(5).startsWith("m5").endsWith("0002");
    assertThat(steps("--to=0001").indexOf("b4")).isLessThan(steps("--to=0001").indexOf("b3"));
    assertThat(steps("--from=a3", "--to=0001")).containsExactly("a3", "0002");
    assertThat(steps("--from=a3", "--from=b3", "--to=0002")).containsExactlyInAnyOrder("a3", "b3");
    assertThat(steps("--to=base")).hasSize(6).endsWith("0001");
    assertThat(steps("--to=m5")).isEmpty();
  }

  @Test
  void refusesWhatIsNotThere() throws Exception {
    revision("0002", "'0001'", "pass", "pass");
    revision("0003", "'0002'", "pass", "pass");

    CommandRun unknown = CommandRun.in(temp, "downgrade-steps", "--from=0009", "--to=0001");
    assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err()).contains("there is no revision 0009", "the image that ran it");
    CommandRun notRun = CommandRun.in(temp, "downgrade-steps", "--from=0001", "--to=0002");
    assertThat(notRun.code()).isEqualTo(ExitCode.USAGE);
    assertThat(notRun.err()).contains("a database at 0001 has not run 0002");
    assertThat(CommandRun.in(temp, "downgrade-steps").code()).isEqualTo(ExitCode.USAGE);
    revision("0005", "'0004'", "pass", "pass");
    assertThat(run().code()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(run().err()).contains("steps may be missing");
  }

  @Test
  void marksRevertScriptsOfSqitch() throws Exception {
    Path project = Files.createDirectories(temp.resolve("sqitch"));
    Files.writeString(project.resolve("sqitch.conf"), "[core]\n\tengine = pg\n");
    Files.writeString(
        project.resolve("sqitch.plan"),
        """
        %syntax-version=1.0.0
        %project=shop

        one 2024-01-08T09:12:00Z Ada <ada@example.org> # 1
        two [one] 2024-01-09T09:12:00Z Ada <ada@example.org> # 2
        three [two] 2024-01-10T09:12:00Z Ada <ada@example.org> # 3
        """);
    for (String folder : List.of("deploy", "revert", "verify")) {
      Files.createDirectories(project.resolve(folder));
      for (String change : List.of("one", "two", "three")) {
        Files.writeString(project.resolve(folder).resolve(change + ".sql"), "BEGIN;\nCOMMIT;\n");
      }
    }
    Files.writeString(project.resolve("revert/two.sql"), "BEGIN;\nDROP TABLE two;\nCOMMIT;\n");
    Files.writeString(project.resolve("revert/three.sql"), "DELETE FROM two;\n");

    CommandRun run = CommandRun.in(project, "downgrade-steps", "--to=one", "--format=markdown");
    assertThat(run.out())
        .contains("| 1 | three | no DDL: safe | DELETE FROM two | revert/three.sql:1 |")
        .contains("| 2 | two | DDL: escalate | DROP TABLE two | revert/two.sql:2 |")
        .contains("sqitch revert --to one");
    assertThat(run.code()).isEqualTo(ExitCode.BLOCKED);
    Files.delete(project.resolve("revert/three.sql"));
    assertThat(CommandRun.in(project, "downgrade-steps", "--to=one").out())
        .contains("there is no such script");
  }

  private void revision(String id, String parent, String up, String down, String... more)
      throws IOException {
    Files.writeString(
        versions.resolve(id + ".py"),
        """
        import sqlalchemy as sa
        from alembic import op

        revision = '%s'
        down_revision = %s


        def upgrade():
            %s


        def downgrade():
            %s


        %s
        """
            .formatted(id, parent, up, down, String.join("\n", more)));
  }

  private CommandRun run() {
    return CommandRun.in(temp, "downgrade-steps", "--to=0001");
  }

  /** Of the only step. */
  private String mark() throws IOException {
    JsonNode steps = json("--to=0001").get("steps");
    assertThat(steps).hasSize(1);
    return steps.get(0).get("mark").asText();
  }

  private List<String> steps(String... options) throws IOException {
    List<String> ids = new ArrayList<>();
    json(options).get("steps").forEach(step -> ids.add(step.get("revision").asText()));
    return ids;
  }

  private JsonNode json(String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("downgrade-steps", "--format=json"));
    words.addAll(List.of(options));
    CommandRun run = CommandRun.in(temp, words.toArray(String[]::new));
    return new ObjectMapper().readTree(run.out());
  }
}

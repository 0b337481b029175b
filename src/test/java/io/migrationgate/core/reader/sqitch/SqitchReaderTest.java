package io.migrationgate.core.reader.sqitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.adapter.toml.TomljReader;
import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.reader.ChainFinder;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.reader.alembic.AlembicReader;
import io.migrationgate.core.verdict.Judge;
import io.migrationgate.core.verdict.Policy;
import io.migrationgate.core.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which plans are found below a folder, and which scripts belong to them. */
class SqitchReaderTest {

  private static final String TAIL = " 2024-03-01T09:30:00Z Ada <ada@example.org>\n";
  private static final String PLAN = "%project=shop\n\na" + TAIL + "b [a]" + TAIL;

  @TempDir Path temporary;

  private Path project;

  @BeforeEach
  void createProject() throws IOException {
    project = Files.createDirectories(temporary.toRealPath().resolve("shop"));
  }

  @Test
  void aPlanNeedsNoConfiguration() throws Exception {
    file("db/sqitch.plan", PLAN);
    scripts("db", "a", "b");

    assertThat(only("."))
        .satisfies(chain -> assertThat(chain.name()).isEqualTo("db"))
        .satisfies(SqitchReaderTest::isSound);
  }

  @Test
  void aConfigurationSaysWherePlanAndScriptsAre() throws Exception {
    file(
        "sqitch.conf",
        """
        [core]
        engine = pg
        top_dir = db ; all of it
        extension = ddl
        [engine "pg"]
        target = production
        [target "production"]
        uri = db:postgresql://host/shop
        plan_file = "plans/shop.plan"
        """);
    file("plans/shop.plan", PLAN);
    for (String script : List.of("deploy/a", "deploy/b", "revert/a", "revert/b")) {
      file("db/" + script + ".ddl", "");
    }

    assertThat(only(".")).satisfies(SqitchReaderTest::isSound);
  }

  @Test
  void eachEngineMayHaveAPlanOfItsOwn() throws Exception {
    file(
        "sqitch.conf",
        "[core]\nengine = pg\n[engine \"pg\"]\ntop_dir = pg\n[engine \"sqlite\"]\ntop_dir = lite\n");
    for (String engine : List.of("pg", "lite")) {
      file(engine + "/sqitch.plan", PLAN);
      scripts(engine, "a", "b");
    }

    assertThat(find(".")).extracting(ChainSource::name).containsExactly("lite", "pg");
  }

  @Test
  void aScriptLeadsToItsPlan() throws Exception {
    file("db/sqitch.plan", PLAN);
    scripts("db", "a", "b");
    file("other/sqitch.plan", PLAN);

    assertThat(find("db/deploy/a.sql")).extracting(ChainSource::name).containsExactly("db");
  }

  /** Engines may share a plan, each with scripts in its own dialect. */
  @Test
  void scriptsOfEveryTargetAreLookedFor() throws Exception {
    file(
        "sqitch.conf",
        """
        [core]
        engine = pg
        plan_file = sqitch.plan
        [engine "pg"]
        top_dir = pg
        [engine "sqlite"]
        top_dir = lite
        """);
    file("sqitch.plan", PLAN);
    scripts("pg", "a", "b");
    scripts("lite", "a");

    assertThat(only(".").problems())
        .filteredOn(GraphProblem.MissingScripts.class::isInstance)
        .map(problem -> ((GraphProblem.MissingScripts) problem).paths())
        .containsExactly(
            List.of("lite/deploy/b.sql"),
            List.of("lite/revert/b.sql"),
            List.of("lite/verify/b.sql"));
  }

  @Test
  void aReworkedChangeHasItsScriptsUnderATag() throws Exception {
    file("sqitch.plan", PLAN + "@v1" + TAIL + "@v2" + TAIL + "a [a@v1]" + TAIL);
    scripts(".", "a", "b", "a@v2");

    assertThat(only(".")).satisfies(SqitchReaderTest::isSound);

    Files.delete(project.resolve("deploy/a@v2.sql"));

    assertThat(only(".").problems())
        .extracting(problem -> ((GraphProblem.MissingScripts) problem).paths().getFirst())
        .as("which tag it was can no longer be told, so the first is named")
        .contains("deploy/a@v1.sql");
  }

  @Test
  void aProjectMayDoWithoutVerifyScripts() throws Exception {
    file("sqitch.plan", PLAN);
    scripts(".", "a", "b");
    Files.delete(project.resolve("verify/a.sql"));

    assertThat(only(".").problems()).hasSize(1);

    Files.delete(project.resolve("verify/b.sql"));

    assertThat(only(".")).satisfies(SqitchReaderTest::isSound);
  }

  @Test
  void standsBesideAlembic() throws Exception {
    file("alembic.ini", "[alembic]\nscript_location = migrations\n");
    file("migrations/versions/a1.py", "revision = 'a1'\ndown_revision = None\n");
    file("db/sqitch.plan", PLAN);
    scripts("db", "a", "b");

    assertThat(find("."))
        .extracting(source -> source.read().tool())
        .containsExactly(Tool.SQITCH, Tool.ALEMBIC);
  }

  @Test
  void branchesOfAlembicSayNothingOfAPlan() throws Exception {
    file("sqitch.plan", PLAN);
    scripts(".", "a", "b");
    Policy branches = new Policy(new Policy.Heads.Branches(List.of("expand")), Map.of(), false);

    assertThat(new Judge(branches).judge(only("."))).isInstanceOf(Verdict.Pass.class);
  }

  @Test
  void aConfigurationThatLeadsNowhereIsSaid() throws Exception {
    file("sqitch.conf", "[core]\n  engine = pg\n  plan_file = gone.plan\n");

    assertThat(only(".").problems())
        .singleElement()
        .isInstanceOf(GraphProblem.InvalidConfiguration.class)
        .hasToString(
            "InvalidConfiguration[location=sqitch.conf:3, reason=leads to the plan gone.plan, which"
                + " is no file here]");
  }

  @Test
  void aBrokenConfigurationIsAChainThatCannotBeRead() throws Exception {
    file("sqitch.conf", "[core]\nengine = \"pg\n");

    assertThat(only(".").problems())
        .singleElement()
        .isInstanceOf(GraphProblem.InvalidConfiguration.class);
  }

  /** As in an image, or a person's own. */
  @Test
  void aConfigurationWithoutAProjectIsNone() throws Exception {
    file("etc/sqitch.conf", "[user]\nname = Ada\n[engine \"pg\"]\nclient = psql\n");
    file("db/sqitch.plan", PLAN);

    assertThat(find(".")).extracting(ChainSource::name).containsExactly("db");
  }

  @Test
  void aPlanMayBeNamed() throws Exception {
    file("sqitch.conf", "[core]\nengine = pg\nplan_file = one.plan\ntop_dir = db\n");
    file("one.plan", PLAN);
    scripts("db", "a", "b");

    assertThat(only("one.plan")).satisfies(SqitchReaderTest::isSound);
    assertThat(only("sqitch.conf")).satisfies(SqitchReaderTest::isSound);
    assertThat(find("sqitch.conf")).extracting(ChainSource::name).containsExactly("shop");
  }

  private static void isSound(MigrationChain chain) {
    assertThat(chain.problems()).isEmpty();
    assertThat(chain.tool()).isEqualTo(Tool.SQITCH);
    assertThat(chain.graph().heads()).hasSize(1);
    assertThat(new Judge(Policy.ONE_HEAD).judge(chain)).isInstanceOf(Verdict.Pass.class);
  }

  private MigrationChain only(String path) throws UnreadableException {
    List<ChainSource> found = find(path);
    assertThat(found).hasSize(1);
    return found.getFirst().read();
  }

  private List<ChainSource> find(String path) throws UnreadableException {
    return new ChainFinder(List.of(new SqitchReader(), new AlembicReader(new TomljReader())))
        .find(FileTree.host(project), path);
  }

  private void scripts(String folder, String... changes) throws IOException {
    for (String change : changes) {
      for (String kind : List.of("deploy", "revert", "verify")) {
        file(folder + "/" + kind + "/" + change + ".sql", "");
      }
    }
  }

  private void file(String path, String text) throws IOException {
    Path file = project.resolve(path).normalize();
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

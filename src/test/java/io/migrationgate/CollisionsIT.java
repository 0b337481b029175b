package io.migrationgate;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.migrationgate.git.GitProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command in real repositories, with branches and no forge. */
class CollisionsIT {

  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("migrationgate.distribution")).toAbsolutePath();

  /** Long enough for git to know it again. */
  private static final String LONG =
      """
      \"""What is long enough to be known again

      Revision ID: 0002
      Revises: 0001
      \"""

      from alembic import op

      revision = '0002'
      down_revision = '0001'


      def upgrade():
          op.execute("SELECT 1")


      def downgrade():
          pass
      """;

  @TempDir Path temp;
  private GitProject project;

  @BeforeEach
  void begin() throws Exception {
    project =
        GitProject.in(temp.resolve("shop"))
            .revision("0001_a.py", "0001", "None")
            .revision("0002_b.py", "0002", "'0001'");
  }

  @Test
  void aBranchAloneIsFine() throws Exception {
    project.branch("mine", "main").revision("0003_mine.py", "0003", "'0002'");
    project.branch("idle", "main").write("README", "no migration").commit("Words");
    project.checkout("mine");

    Result result = collisions("--base", "main", "--against", "idle");

    assertThat(result.output)
        .isEqualTo("shop: OK (compared with main and 1 other open branch; next free: 0004)\n");
    assertThat(result.exit).isZero();
  }

  @Test
  void namesTheOtherBranchItsFileAndTheNextFreeNumber() throws Exception {
    project.branch("other", "main").revision("0003_other.py", "0003", "'0002'");
    project.branch("far", "main").revision("0009_far.py", "0009", "'0002'");
    project.branch("mine", "main").revision("0003_mine.py", "0003", "'0002'");

    Result result = collisions("--base", "main", "--against", "other", "--against", "far");

    assertThat(result.exit).isEqualTo(1);
    assertThat(result.output)
        .contains(
            "same-id: the id 0003 is claimed by this branch and other",
            "at migrations/versions/0003_other.py:1 on other",
            "fix: migration-gate renumber migrations/versions/0003_mine.py 0010")
        .contains("same-parent: 0003 and 0009 follow 0002");
  }

  @Test
  void aStaleParentGetsTheNewOne() throws Exception {
    project.branch("mine", "main").revision("0004_mine.py", "0004", "'0002'");
    project.checkout("main").revision("0003_c.py", "0003", "'0002'");
    project.branch("idle", "main").checkout("mine");

    Result result = collisions("--base", "main", "--against", "idle");

    assertThat(result.exit).isEqualTo(1);
    assertThat(result.output)
        .contains("stale-parent: 0004 follows 0002, which is no longer the head of main")
        .contains("fix: migration-gate reparent 0004 --onto 0003");
  }

  @Test
  void whatIsMergedStaysAndOneCommandMendsNumberAndParent() throws Exception {
    project.branch("mine", "main").revision("0003_mine.py", "0003", "'0002'");
    project.branch("idle", "main");
    project.branch("early", "main").revision("0003_early.py", "0003", "'0002'");
    project.checkout("main").merge("early").checkout("mine");

    Result result = collisions("--base", "main", "--against", "idle");

    assertThat(result.output)
        .contains("the id 0003 is claimed by main and this branch")
        .contains("gives way: this branch; what is merged stays")
        .contains("fix: migration-gate renumber migrations/versions/0003_mine.py 0004 --onto 0003");
    assertThat(result.exit).isEqualTo(1);
  }

  @Test
  void aBranchOnTopOfAnotherSharesItsFilesAndCollidesWithNothing() throws Exception {
    project.branch("below", "main").revision("0003_below.py", "0003", "'0002'");
    project.branch("above", "below").revision("0004_above.py", "0004", "'0003'");

    Result result = collisions("--base", "main", "--against", "below", "--all");

    assertThat(result.output).startsWith("shop: OK");
    assertThat(result.exit).isZero();
  }

  /** Each is fine with the base, and so are all: but only in one order. */
  @Test
  void aRevisionWhoseParentIsOnAnotherBranchComesAfterIt() throws Exception {
    project.branch("first", "main").revision("0003_first.py", "0003", "'0002'");
    project.branch("second", "main").revision("0004_second.py", "0004", "'0003'");

    Result result = collisions("--base", "main", "--against", "first", "--all");

    assertThat(result.exit).isEqualTo(1);
    assertThat(result.output)
        .contains("main + this branch: 0004 follows 0003, which no file provides")
        .contains("    1. first\n    2. this branch\n");
  }

  @Test
  void renamingAFileClaimsNothing() throws Exception {
    project.branch("mine", "main");
    project.git("mv", "migrations/versions/0002_b.py", "migrations/versions/0002_better.py");
    project.commit("Rename").branch("idle", "main").checkout("mine");

    assertThat(collisions("--base", "main", "--against", "idle").exit).isZero();
  }

  /** Git joins the two, as it knows the renamed file again. */
  @Test
  void whatOneSideRenamesAndTheOtherEditsIsOneFile() throws Exception {
    project.write("migrations/versions/0002_b.py", LONG).commit("Say more");
    project.branch("renaming", "main");
    project.git("mv", "migrations/versions/0002_b.py", "migrations/versions/0002_better.py");
    project.commit("Rename").branch("editing", "main");
    project.write("migrations/versions/0002_b.py", LONG.replace("pass", "return None"));
    project.commit("Edit");

    assertThat(collisions("--base", "main", "--against", "renaming").exit).isZero();
    project.checkout("renaming");
    assertThat(collisions("--base", "main", "--against", "editing").exit).isZero();

    project.checkout("main").merge("renaming").branch("idle", "main").checkout("editing");
    Result afterwards = collisions("--base", "main", "--against", "idle");
    assertThat(afterwards.exit).as(afterwards.output).isZero();
  }

  @Test
  void whatOneSideRenumbersAndTheOtherEditsIsOneFile() throws Exception {
    project.write("migrations/versions/0002_b.py", LONG).commit("Say more");
    project.branch("renumbering", "main");
    project.git("mv", "migrations/versions/0002_b.py", "migrations/versions/0005_b.py");
    project.write("migrations/versions/0005_b.py", LONG.replace("0002", "0005"));
    project.commit("Renumber").branch("editing", "main");
    project.write("migrations/versions/0002_b.py", LONG.replace("pass", "return None"));
    project.commit("Edit");

    assertThat(collisions("--base", "main", "--against", "renumbering").exit).isZero();
    project.checkout("renumbering");
    assertThat(collisions("--base", "main", "--against", "editing").exit).isZero();
  }

  @Test
  void whatGitWouldStopAtIsUnknownToEitherSide() throws Exception {
    project.write("migrations/versions/0002_b.py", LONG).commit("Say more");
    project.branch("deleting", "main").git("rm", "-q", "migrations/versions/0002_b.py");
    project.commit("Delete").branch("editing", "main");
    project.write("migrations/versions/0002_b.py", LONG.replace("pass", "return None"));
    project.commit("Edit").branch("otherwise", "main");
    project.write("migrations/versions/0002_b.py", LONG.replace("pass", "return 1"));
    project.commit("Edit as well");

    for (String[] pair :
        new String[][] {
          {"deleting", "editing"},
          {"editing", "deleting"},
          {"editing", "otherwise"},
          {"otherwise", "editing"}
        }) {
      project.checkout(pair[0]);
      Result result = collisions("--base", "main", "--against", pair[1]);
      assertThat(result.output)
          .contains("shop: UNKNOWN", "migrations/versions/0002_b.py is ")
          .contains("git will stop there", "merge the one into the other, and settle it there");
      assertThat(result.exit).isEqualTo(3);
    }
  }

  @Test
  void aFolderThatOneSideHasMovedIsUnknownToAll() throws Exception {
    project.branch("growing", "main").revision("0003_c.py", "0003", "'0002'");
    project.branch("moving", "main").git("mv", "migrations", "database");
    project.write("alembic.ini", "[alembic]\nscript_location = database\n").commit("Move");

    Result mover = collisions("--base", "main", "--against", "growing");
    assertThat(mover.output)
        .contains("shop: UNKNOWN")
        .contains("is still migrations/versions/0001_a.py on main")
        .contains("merge this move first");
    assertThat(mover.exit).isEqualTo(3);
    assertThat(collisions("--base", "main", "--against", "growing", "--all").exit).isEqualTo(3);

    project.checkout("growing");
    Result other = collisions("--base", "main", "--against", "moving");
    assertThat(other.output)
        .contains("shop: UNKNOWN")
        .contains("is moved to database/versions/0001_a.py by moving");
    assertThat(other.exit).isEqualTo(3);

    project.checkout("main").merge("moving").branch("idle", "main").checkout("growing");
    Result late = collisions("--base", "main", "--against", "idle");
    assertThat(late.output).contains("merge main into this branch first");
    assertThat(late.exit).isEqualTo(3);

    project.branch("fresh", "main");
    project
        .write("database/versions/0003_d.py", "revision = '0003'\ndown_revision = '0002'\n")
        .commit("Add 0003_d.py");
    Result ahead = collisions("--base", "main", "--against", "growing");
    assertThat(ahead.output).contains("merge main into that branch first");
    assertThat(ahead.exit).isEqualTo(3);
  }

  @Test
  void theBaseItselfIsNoOpenBranch() throws Exception {
    project.branch("one", "main").revision("0003_one.py", "0003", "'0002'");
    project.branch("two", "main").write("README", "no migration").commit("Words");
    project.checkout("main");

    Result result = collisions("--base", "main", "--all", "--against", "one", "--against", "two");

    assertThat(result.output).contains("compared with main and 2 open branches;");
  }

  @Test
  void deletingTheParentOfAnothersRevisionBreaksTheUnion() throws Exception {
    project.branch("growing", "main").revision("0003_c.py", "0003", "'0002'");
    project.branch("mine", "main");
    project.git("rm", "-q", "migrations/versions/0002_b.py");
    project.commit("Delete");

    Result result = collisions("--base", "main", "--against", "growing");

    assertThat(result.output).contains("main + this branch + growing: 0003 follows 0002");
    assertThat(result.exit).isEqualTo(1);
  }

  @Test
  void worksWithADetachedHeadAsContinuousIntegrationHasIt() throws Exception {
    project.branch("other", "main").revision("0003_other.py", "0003", "'0002'");
    project.branch("mine", "main").revision("0003_mine.py", "0003", "'0002'");
    GitProject clone = project.cloned(temp.resolve("clone"));
    clone.git("checkout", "-q", "--detach", "origin/main");
    clone.git("merge", "-q", "--no-ff", "-m", "The merge that the CI checks", "origin/mine");

    Result result =
        run(clone.folder(), "collisions", "--base", "origin/main", "--against", "origin/other");

    assertThat(result.output).contains("the id 0003 is claimed by this branch and origin/other");
    assertThat(result.exit).isEqualTo(1);
  }

  @Test
  void whatCannotBeSeenIsUnknown() throws Exception {
    project.branch("mine", "main").revision("0003_mine.py", "0003", "'0002'");
    project.git("checkout", "-q", "--orphan", "unrelated");
    project.commit("Another beginning").checkout("mine");

    Result unrelated = collisions("--base", "main", "--against", "unrelated");
    assertThat(unrelated.output)
        .contains("unknown: unrelated has no history in common with main")
        .contains("shop: UNKNOWN");
    assertThat(unrelated.exit).isEqualTo(3);

    Result absent = collisions("--base", "main", "--against", "nowhere");
    assertThat(absent.output).contains("unknown: nowhere does not exist in this clone");
    assertThat(absent.exit).isEqualTo(3);

    Result baseless = collisions("--base", "origin/main", "--against", "unrelated");
    assertThat(baseless.error)
        .contains("there is no origin/main in this clone; fetch it (git fetch origin main)");
    assertThat(baseless.exit).isEqualTo(3);
  }

  @Test
  void aFileThatOnlyPythonCouldReadIsUnknown() throws Exception {
    project.branch("odd", "main");
    project.write(
        "migrations/versions/0003_odd.py", "revision = make_id()\ndown_revision = '0002'\n");
    project.commit("Odd").branch("mine", "main").revision("0004_mine.py", "0004", "'0002'");

    Result result = collisions("--base", "main", "--against", "odd");

    assertThat(result.output).contains("shop: UNKNOWN");
    assertThat(result.exit).isEqualTo(3);
  }

  @Test
  void aForgeThatCannotBeAskedIsUnknown() throws Exception {
    project.branch("mine", "main").revision("0003_mine.py", "0003", "'0002'");

    Result result =
        collisions(
            "--base",
            "main",
            "--forge",
            "forgejo",
            "--forge-api",
            "http://127.0.0.1:1/api/v1",
            "--repository",
            "acme/shop");

    assertThat(result.output).isEmpty();
    assertThat(result.error).startsWith("migration-gate: ").doesNotContain("\tat ");
    assertThat(result.exit).isEqualTo(3);
  }

  @Test
  void theJsonKeepsToItsSchema() throws Exception {
    project.branch("other", "main").revision("0003_other.py", "0003", "'0002'");
    project.branch("mine", "main").revision("0003_mine.py", "0003", "'0002'");

    for (List<String> more : List.of(List.<String>of(), List.of("--all"))) {
      List<String> words =
          new ArrayList<>(
              List.of("--base", "main", "--against", "other", "--against", "no", "--format"));
      words.add("json");
      words.addAll(more);
      Result result = collisions(words.toArray(String[]::new));
      assertThat(
              JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                  .getSchema(Files.readString(Path.of("docs/reference/collisions-v1.schema.json")))
                  .validate(result.output, InputFormat.JSON))
          .isEmpty();
    }
  }

  @Test
  void annotationsStandBesideThisBranchsOwnFile() throws Exception {
    project.branch("other", "main").revision("0003_other.py", "0003", "'0002'");
    project.branch("mine", "main").revision("0003_mine.py", "0003", "'0002'");

    Result result = collisions("--base", "main", "--against", "other", "--format", "github");

    assertThat(result.output)
        .startsWith("::error file=migrations/versions/0003_mine.py,line=1,title=shop%3A same-id::");
  }

  @Test
  void nextCountsWhatIsClaimedAndNotMerged() throws Exception {
    project.branch("other", "main").revision("0003_other.py", "0003", "'0002'");
    project.checkout("main");

    Result result = run(project.folder(), "next", "--base", "main", "--against", "other");

    assertThat(result.output).isEqualTo("0004\n");
    assertThat(result.exit).isZero();
    assertThat(run(project.folder(), "next", "--base", "main", "--against", "no").exit)
        .isEqualTo(3);
  }

  @Test
  void nextIsUnknownWhereSomethingHidesRevisions() throws Exception {
    project.branch("odd", "main");
    project.write(
        "migrations/versions/0003_odd.py", "revision = make_id()\ndown_revision = '0002'\n");
    project.commit("Odd").checkout("main").branch("idle", "main");

    Result ofBranch = run(project.folder(), "next", "--base", "main", "--against", "odd");
    assertThat(ofBranch.output).isEmpty();
    assertThat(ofBranch.error)
        .startsWith("migration-gate: migrations/versions/0003_odd.py:1 revision: ")
        .contains("(on odd): the next number may be one that it hides")
        .hasLineCount(1);
    assertThat(ofBranch.exit).isEqualTo(3);

    Result ofBase = run(project.folder(), "next", "--base", "odd", "--against", "idle");
    assertThat(ofBase.output).isEmpty();
    assertThat(ofBase.error).contains("(on odd)");
    assertThat(ofBase.exit).isEqualTo(3);
  }

  @Test
  void nextPrintsNoNumberWhereOneOfSeveralChainsHidesSome() throws Exception {
    project.write("db/a/000001_x.up.sql", "").write("db/z/0001_y.up.sql", "");
    project.write("db/z/2_y.sql", "").commit("More").branch("idle", "main");

    Result result = run(project.folder(), "next", "--base", "main", "--against", "main");

    assertThat(result.output).isEmpty();
    assertThat(result.error).contains("db/z/2_y.sql says neither .up. nor .down.");
    assertThat(result.exit).isEqualTo(3);
  }

  @Test
  void leavesNothingBehind() throws Exception {
    Path scratch = Files.createDirectory(temp.resolve("scratch"));
    project.branch("other", "main").revision("0003_other.py", "0003", "'0002'");
    project.branch("mine", "main").revision("0003_mine.py", "0003", "'0002'");
    String before = project.git("for-each-ref") + project.git("status", "--porcelain");

    run(
        project.folder(),
        List.of("MIGRATION_GATE_JAVA_OPTS=-Djava.io.tmpdir=" + scratch),
        "collisions",
        "--base",
        "main",
        "--against",
        "other");

    try (Stream<Path> left = Files.list(scratch)) {
      assertThat(left.filter(file -> !file.getFileName().toString().startsWith("hsperf")))
          .isEmpty();
    }
    assertThat(project.git("for-each-ref") + project.git("status", "--porcelain"))
        .isEqualTo(before);
  }

  private record Result(int exit, String output, String error) {}

  private Result collisions(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("collisions"));
    words.addAll(List.of(arguments));
    return run(project.folder(), words.toArray(String[]::new));
  }

  private Result run(Path folder, String... arguments) throws Exception {
    return run(folder, List.of(), arguments);
  }

  private Result run(Path folder, List<String> environment, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(DISTRIBUTION.resolve("bin/migration-gate").toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(temp, "out", "");
    Path err = Files.createTempFile(temp, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    // Where these tests run in a CI themselves, its variables would name another repository.
    builder.environment().keySet().removeIf(name -> name.matches("(CI|GIT|FORGEJO|GITEA).*"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    for (String variable : environment) {
      int equals = variable.indexOf('=');
      builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}

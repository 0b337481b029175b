package io.migrationgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.git.GitProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One repository with chains of several tools, and branches that add to each of them. */
class CollisionsOfOtherToolsIT {

  private static final String PLAN =
      """
      %syntax-version=1.0.0
      %project=shop

      01-items 2026-01-01T00:00:00Z A <a@example.org> # Items
      02-orders 2026-01-02T00:00:00Z A <a@example.org> # Orders
      """;

  @TempDir Path temp;
  private GitProject project;

  @BeforeEach
  void begin() throws Exception {
    project =
        GitProject.in(temp.resolve("shop"))
            .revision("0001_a.py", "0001", "None")
            .revision("0002_b.py", "0002", "'0001'");
    project.write("plan/sqitch.conf", "[core]\n\tengine = pg\n").write("plan/sqitch.plan", PLAN);
    script("01-items");
    script("02-orders");
    golang("000001_items");
    golang("000002_orders");
    django("0001_initial", "");
    django("0002_orders", "('app', '0001_initial')");
    project.write("app/__init__.py", "").write("app/migrations/__init__.py", "");
    project.commit("Other chains");
  }

  @Test
  void nothingIsUnknownBecauseOfTheTool() throws Exception {
    project
        .branch("idle", "main")
        .branch("mine", "main")
        .revision("0003_mine.py", "0003", "'0002'");

    PackagedCommand result = collisions("idle");

    assertThat(result.exit()).as(result.output() + result.error()).isZero();
    assertThat(result.output()).contains("compared with main and 1 other open branch");
    assertThat(project.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void everyChainIsComparedByNumberAndWhereThereAreParentsByParent() throws Exception {
    addThree("other");
    addThree("mine");

    PackagedCommand result = collisions("other");

    assertThat(result.exit()).as(result.output() + result.error()).isEqualTo(1);
    assertThat(result.output())
        .contains("the id 0003 is claimed by this branch and other")
        .contains("the number 3 is claimed by this branch and other")
        .contains("at go/migrations/000003_other.up.sql on other")
        .contains(
            "fix: git mv go/migrations/000003_mine.down.sql go/migrations/000004_mine.down.sql"
                + " && git mv go/migrations/000003_mine.up.sql go/migrations/000004_mine.up.sql")
        .contains("at plan/sqitch.plan:6 on other")
        .contains("fix: migration-gate renumber --chain plan 03-mine 04-mine")
        .contains("2. other, after: git mv go/migrations/000003_other.down.sql")
        .contains("same-parent: 0003_mine and 0003_other follow 0002_orders");
    assertThat(result.output().lines().filter(line -> line.contains(": BLOCKED"))).hasSize(4);
  }

  /** Each on this branch as it is; what Django is told in words is not typed. */
  @Test
  void whatIsPrintedForThemWorks() throws Exception {
    addThree("other");
    addThree("mine");

    for (String line : collisions("other").output().lines().toList()) {
      if (line.startsWith("    fix: ")) {
        project.type(line.substring("    fix: ".length()));
      }
    }
    project.commit("Give way");

    PackagedCommand after = collisions("other");
    assertThat(after.output()).contains("go/migrations: OK", "plan: OK").doesNotContain("same-id");
    assertThat(project.folder().resolve("go/migrations/000004_mine.down.sql")).exists();
    assertThat(project.folder().resolve("plan/revert/04-mine.sql")).exists();
    PackagedCommand check = PackagedCommand.run(project.folder(), Map.of(), "check");
    assertThat(check.exit()).as(check.output()).isZero();
  }

  @Test
  void whatIsMergedStaysInEveryChain() throws Exception {
    addThree("mine");
    addThree("other");
    project.checkout("main").merge("other").branch("idle", "main").checkout("mine");

    PackagedCommand result = collisions("idle");

    assertThat(result.exit()).as(result.output() + result.error()).isEqualTo(1);
    assertThat(result.output())
        .contains("the number 3 is claimed by main and this branch")
        .contains("stale-parent: 0003_mine follows 0002_orders");
    assertThat(result.output().lines().filter(line -> line.contains("what is merged stays")))
        .hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void differentNumbersOnTheSameBaseAreFineWhereOnlyNumbersCount() throws Exception {
    project.branch("other", "main");
    plan("03-other");
    golang("000003_other");
    project.commit("Other").branch("mine", "main");
    plan("04-mine");
    golang("000004_mine");
    project.commit("Mine");

    PackagedCommand result = collisions("other");

    assertThat(result.exit()).as(result.output() + result.error()).isZero();
  }

  @Test
  void nextCountsInEachChainAsItIsCountedThere() throws Exception {
    addThree("other");
    project.checkout("main");

    PackagedCommand result =
        PackagedCommand.run(
            project.folder(), Map.of(), "next", "--base", "main", "--against", "other");

    assertThat(result.output()).contains("000004", "0004", "04");
    assertThat(result.exit()).as(result.error()).isZero();
  }

  private void addThree(String name) throws Exception {
    project.branch(name, "main").revision("0003_" + name + ".py", "0003", "'0002'");
    plan("03-" + name);
    golang("000003_" + name);
    django("0003_" + name, "('app', '0002_orders')");
    project.commit("Add " + name);
  }

  private void plan(String change) throws Exception {
    String plan = Files.readString(project.folder().resolve("plan/sqitch.plan"));
    project.write(
        "plan/sqitch.plan", plan + change + " 2026-01-03T00:00:00Z A <a@example.org> # More\n");
    script(change);
  }

  private void script(String change) throws Exception {
    for (String kind : List.of("deploy", "revert", "verify")) {
      project.write("plan/" + kind + "/" + change + ".sql", "SELECT 1;\n");
    }
  }

  private void golang(String name) throws Exception {
    project
        .write("go/migrations/" + name + ".up.sql", "SELECT 1;\n")
        .write("go/migrations/" + name + ".down.sql", "SELECT 1;\n");
  }

  private void django(String name, String dependency) throws Exception {
    project.write(
        "app/migrations/" + name + ".py",
        "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"
            + "    dependencies = ["
            + dependency
            + "]\n    operations = []\n");
  }

  private PackagedCommand collisions(String... against) throws Exception {
    List<String> words = new ArrayList<>(List.of("collisions", "--base", "main"));
    for (String branch : against) {
      words.add("--against");
      words.add(branch);
    }
    return PackagedCommand.run(project.folder(), Map.of(), words.toArray(String[]::new));
  }
}

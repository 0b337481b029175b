package io.migrationgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.git.GitProject;
import io.migrationgate.oracle.PythonsWithAlembic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Types every command that {@code collisions} prints, as it stands, on the branch and at the moment
 * that are named beside it; then asks the real Alembic.
 */
class CollisionRepairsIT {

  private static final Pattern STEP =
      Pattern.compile(
          " {4}\\d+\\. ([a-z ]+?)(?:, before main is merged into it: (.*?))?(?:,(?: and)? after: (.*))?");
  private static final Pattern ONCE =
      Pattern.compile(" {4}On this branch, once ([a-z]+) is merged and main is merged into it.*");
  private static final Pattern THEN =
      Pattern.compile(
          ".* Then, (?:once ([a-z]+) is merged and main is merged|with main merged) into this branch:"
              + " (migration-gate .*?)\\.(?: .*)?");

  @TempDir Path temp;
  private GitProject project;

  @BeforeEach
  void begin() throws Exception {
    project = GitProject.in(temp.resolve("shop"));
    add("0001_a.py", "0001", "");
    add("0002_b.py", "0002", "0001");
  }

  @Test
  void aDuplicateWhoseIdHasAChildOnTheOtherSide() throws Exception {
    branch("one", "0003_one", "0004_one");
    branch("two", "0003_two");

    mergeInOrder("one", "two");
  }

  @Test
  void aDuplicateWithAChildOfItsOwn() throws Exception {
    branch("one", "0003_one");
    branch("two", "0003_two", "0004_two");

    mergeInOrder("one", "two");
  }

  @Test
  void wholeRowsOfDuplicates() throws Exception {
    branch("one", "0003_one", "0004_one");
    branch("two", "0003_two", "0004_two", "0005_two");
    branch("three", "0003_three", "0004_three", "0005_three", "0006_three");

    mergeInOrder("one", "two", "three");
  }

  @Test
  void aBranchOnTopOfOneThatHasToBeRenumbered() throws Exception {
    branch("other", "0003_other");
    branch("below", "0003_below");
    project.branch("above", "below");
    add("0004_above.py", "0004", "0003");

    mergeInOrder("other", "below", "above");
  }

  @Test
  void aBranchOnTopOfOneThatHasToMove() throws Exception {
    branch("other", "0009_other");
    branch("below", "0003_below");
    project.branch("above", "below");
    add("0004_above.py", "0004", "0003");

    mergeInOrder("other", "below", "above");
  }

  @Test
  void manyBehindOneParent() throws Exception {
    branch("one", "0003_one");
    branch("two", "0004_two", "0005_two");
    branch("three", "0006_three");
    branch("four", "0007_four");

    mergeInOrder("one", "two", "three", "four");
  }

  /** Git would stop at the two files, whatever is typed afterwards. */
  @Test
  void filesOfOneName() throws Exception {
    branch("one", "0003_same", "0004_one");
    branchWithItsOwn("two", "0003_same", "0004_two");

    mergeInOrder("one", "two");
  }

  /** To be told what to do by two lists is only of use if they do not contradict each other. */
  @Test
  void forAllTheFixIsWhatTheOrderSays() throws Exception {
    branch("one", "0003_one");
    branch("two", "0004_two");
    branch("three", "0005_three");
    project.checkout("main");

    String output = all("one", "two", "three");

    List<String> fixes = linesAfter(output, "    fix: ");
    assertThat(fixes).isNotEmpty();
    for (String fix : fixes) {
      assertThat(output).containsPattern("\\d\\. [a-z]+, after: " + Pattern.quote(fix));
    }
  }

  @Test
  void rowsThatAnOpenBranchHasToo() throws Exception {
    branch("other", "0003_other", "0004_other");
    branch("mine", "0003_mine", "0004_mine");

    typeFixes("mine", "other");
    assertThatAlembicSeesOneHead("0006");
    assertThat(parentOf("0006")).isEqualTo("0005");
    assertThat(parentOf("0005")).isEqualTo("0004");
  }

  @Test
  void anIdThatAnOpenBranchHasToo() throws Exception {
    branch("other", "0003_other");
    branch("mine", "0003_mine");

    typeFixes("mine", "other");
    assertThatAlembicSeesOneHead("0004");
    assertThat(parentOf("0004")).isEqualTo("0003");
  }

  @Test
  void idsWithWordsKeepThem() throws Exception {
    project.checkout("main");
    add("0003_c.py", "0003_c", "0002");
    project.branch("other", "main");
    add("0004_other.py", "0004_other", "0003_c");
    project.branch("mine", "main");
    add("0004_mine.py", "0004_mine", "0003_c");

    typeFixes("mine", "other");
    assertThatAlembicSeesOneHead("0005_mine");
    assertThat(parentOf("0005_mine")).isEqualTo("0004_other");
  }

  @Test
  void anIdThatIsMergedAlready() throws Exception {
    branch("mine", "0003_mine");
    branch("other", "0003_early");
    project.checkout("main").merge("other").branch("idle", "main");

    typeFixes("mine", "idle");
    assertThatAlembicSeesOneHead("0004");
  }

  @Test
  void aFileOfTheSameNameThatIsMergedAlready() throws Exception {
    branchWithItsOwn("mine", "0003_same", "0004_mine");
    branch("other", "0003_same");
    project.checkout("main").merge("other").branch("idle", "main");

    typeFixes("mine", "idle");
    assertThatAlembicSeesOneHead("0004");
    assertThat(parentOf("0004")).isEqualTo("0005");
    assertThat(parentOf("0005")).isEqualTo("0003");
  }

  @Test
  void whatFollowsOnTheBaseStaysThere() throws Exception {
    branch("mine", "0003_mine");
    branch("other", "0003_early", "0004_next");
    project.checkout("main").merge("other").branch("idle", "main");

    typeFixes("mine", "idle");
    assertThatAlembicSeesOneHead("0005");
    assertThat(parentOf("0005")).isEqualTo("0004");
    assertThat(parentOf("0004")).isEqualTo("0003");
  }

  @Test
  void whatFollowsOnTheBranchGoesAlong() throws Exception {
    branch("mine", "0003_mine", "0004_mine");
    branch("other", "0003_early");
    project.checkout("main").merge("other").branch("idle", "main");

    typeFixes("mine", "idle");
    assertThatAlembicSeesOneHead("0004");
    assertThat(parentOf("0004")).isEqualTo("0005");
    assertThat(parentOf("0005")).isEqualTo("0003");
  }

  @Test
  void rowsThatAreMergedAlready() throws Exception {
    branch("mine", "0003_mine", "0004_mine", "0005_mine");
    branch("other", "0003_other", "0004_other");
    project.checkout("main").merge("other").branch("idle", "main");

    typeFixes("mine", "idle");
    assertThatAlembicSeesOneHead();
  }

  @Test
  void aStaleParent() throws Exception {
    branch("mine", "0005_mine");
    branch("other", "0003_other");
    project.checkout("main").merge("other").branch("idle", "main");

    typeFixes("mine", "idle");
    assertThatAlembicSeesOneHead();
  }

  @Test
  void aParentThatAnotherHasTakenAndAnIdBesides() throws Exception {
    branch("other", "0003_other");
    branch("far", "0009_far");
    branch("mine", "0003_mine");

    typeFixes("mine", "other", "far");
    assertThatAlembicSeesOneHead();
  }

  /** Merges branch after branch, as the printed order says, by git's own merge. */
  private void mergeInOrder(String... branches) throws Exception {
    project.checkout("main");
    List<String> merged = new ArrayList<>();
    for (String line : all(branches).lines().toList()) {
      Matcher step = STEP.matcher(line);
      if (step.matches()) {
        String branch = step.group(1);
        project.checkout(branch);
        typeAndCommit(step.group(2));
        project.git("merge", "-q", "--no-edit", "main");
        typeAndCommit(step.group(3));
        project.checkout("main").merge(branch);
        merged.add(branch);
        assertThatAlembicSeesOneHead();
      }
    }
    assertThat(merged).containsExactlyInAnyOrder(branches);
  }

  private void typeAndCommit(@Nullable String line) throws Exception {
    if (line != null) {
      project.type(line);
      project.commit("Give way");
    }
  }

  /**
   * On this branch as it is, or with main merged into it, or once another one is merged; or both.
   */
  private void typeFixes(String mine, String... others) throws Exception {
    project.checkout(mine);
    List<String> words = new ArrayList<>(List.of("collisions", "--base", "main"));
    for (String other : others) {
      words.addAll(List.of("--against", other));
    }
    List<String> lines = run(words.toArray(String[]::new)).output().lines().toList();
    int typed = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("    fix: ")) {
        String moment = lines.get(i + 1);
        Matcher once = ONCE.matcher(moment);
        if (once.matches()) {
          project.checkout("main").merge(once.group(1)).checkout(mine);
        }
        if (once.matches() || moment.startsWith("    On this branch, with main merged into it")) {
          project.git("merge", "-q", "--no-edit", "main");
        }
        typeAndCommit(lines.get(i).substring("    fix: ".length()));
        Matcher then = THEN.matcher(moment);
        if (then.matches()) {
          if (then.group(1) != null) {
            project.checkout("main").merge(then.group(1)).checkout(mine);
          }
          project.git("merge", "-q", "--no-edit", "main");
          typeAndCommit(then.group(2));
        }
        typed++;
      }
    }
    assertThat(typed).as(String.join("\n", lines)).isPositive();
  }

  private String all(String... branches) throws Exception {
    List<String> words = new ArrayList<>(List.of("collisions", "--base", "main", "--all"));
    for (String branch : branches) {
      words.addAll(List.of("--against", branch));
    }
    return run(words.toArray(String[]::new)).output();
  }

  private static List<String> linesAfter(String output, String start) {
    return output
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .toList();
  }

  /** A branch off main with these revisions, one after the other. */
  private void branch(String name, String... files) throws Exception {
    project.branch(name, "main");
    grow(files);
  }

  /** Another text in the first file: what two branches add alike in one second is one commit. */
  private void branchWithItsOwn(String name, String... files) throws Exception {
    project.branch(name, "main").write("NOTES", name).commit("Note");
    grow(files);
    Path first = project.folder().resolve("migrations/versions/" + files[0] + ".py");
    Files.writeString(first, Files.readString(first) + "\n\n# " + name + "\n");
    project.commit("Remark");
  }

  private void grow(String... files) throws Exception {
    String parent = "0002";
    for (String file : files) {
      String id = file.substring(0, 4);
      add(file + ".py", id, parent);
      parent = id;
    }
  }

  private void add(String file, String id, String parent) throws Exception {
    project
        .write(
            "migrations/versions/" + file,
            """
            \"""A revision

            Revision ID: %s
            Revises: %s
            \"""

            from alembic import op

            revision = '%s'
            down_revision = %s


            def upgrade():
                op.execute("SELECT 1")


            def downgrade():
                op.execute("SELECT 2")
            """
                .formatted(id, parent, id, parent.isEmpty() ? "None" : "'" + parent + "'"))
        .commit("Add " + file);
  }

  private void assertThatAlembicSeesOneHead() throws Exception {
    assertThatAlembicSeesOneHead("");
  }

  private void assertThatAlembicSeesOneHead(String id) throws Exception {
    PackagedCommand check = run("check");
    assertThat(check.exit()).as(check.output()).isZero();
    for (String python : PythonsWithAlembic.all()) {
      String heads = project.type(python + " -m alembic heads");
      assertThat(heads).hasLineCount(1).startsWith(id).endsWith(" (head)");
    }
  }

  private String parentOf(String id) throws Exception {
    String shown = project.type(PythonsWithAlembic.all().getFirst() + " -m alembic show " + id);
    return linesAfter(shown, "Parent: ").getFirst();
  }

  private PackagedCommand run(String... arguments) throws Exception {
    return PackagedCommand.run(project.folder(), Map.of(), arguments);
  }
}

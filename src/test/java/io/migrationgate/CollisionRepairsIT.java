package io.migrationgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.git.GitProject;
import io.migrationgate.oracle.PythonsWithAlembic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types what {@code collisions} prints, merges, and asks the real Alembic for the heads. */
class CollisionRepairsIT {

  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("migrationgate.distribution")).toAbsolutePath();

  private static final Pattern FIX = Pattern.compile("(?m)^    fix: (migration-gate .*)$");
  private static final Pattern SECOND_STEP =
      Pattern.compile("Then, .*?: (migration-gate reparent \\S+ --onto \\w+)");
  private static final Pattern ORDER = Pattern.compile("(?m)^    2\\. mine, after: (.*)$");

  private static List<String> pythons = List.of();

  @TempDir Path temp;
  private GitProject project;

  @BeforeAll
  static void needsAlembic() throws Exception {
    pythons = PythonsWithAlembic.all();
  }

  @BeforeEach
  void begin() throws Exception {
    project =
        GitProject.in(temp.resolve("shop"))
            .revision("0001_a.py", "0001", "None")
            .revision("0002_b.py", "0002", "'0001'");
  }

  @Test
  void twoFilesOfOneIdBehindOneParentNeedTwoSteps() throws Exception {
    project.branch("other", "main").revision("0003_other.py", "0003", "'0002'");
    project.branch("mine", "main").revision("0003_mine.py", "0003", "'0002'");
    String said = collisions("--base", "main", "--against", "other");

    type(all(FIX, said));
    project.commit("Renumber");
    project.checkout("main").merge("other").checkout("mine").merge("main");
    assertThat(heads()).containsExactlyInAnyOrder("0003", "0004");
    type(all(SECOND_STEP, said));

    assertThat(heads()).containsExactly("0004");
  }

  @Test
  void whatIsMergedAlreadyNeedsOneWithTheBaseMergedIn() throws Exception {
    project.branch("mine", "main").revision("0003_mine.py", "0003", "'0002'");
    project.checkout("main").revision("0003_early.py", "0003", "'0002'");
    project.checkout("mine");
    String said = collisions("--base", "main", "--against", "main");
    assertThat(said).contains("On this branch, with main merged into it: gives 0003_mine.py 0004");

    project.merge("main");
    type(all(FIX, said));

    assertThat(heads()).containsExactly("0004");
  }

  @Test
  void whatFollowsOnTheBaseStaysThere() throws Exception {
    project.branch("mine", "main").revision("0003_mine.py", "0003", "'0002'");
    project.checkout("main").revision("0003_early.py", "0003", "'0002'");
    project.revision("0004_next.py", "0004", "'0003'").checkout("mine");
    String said = collisions("--base", "main", "--against", "main");

    project.merge("main");
    type(all(FIX, said));

    assertThat(heads()).containsExactly("0005");
  }

  @Test
  void whatFollowsOnTheBranchGoesAlong() throws Exception {
    project.branch("mine", "main").revision("0003_mine.py", "0003", "'0002'");
    project.revision("0004_mine.py", "0004", "'0003'");
    project.checkout("main").revision("0003_early.py", "0003", "'0002'").checkout("mine");
    String said = collisions("--base", "main", "--against", "main");

    project.merge("main");
    type(all(FIX, said));

    assertThat(heads()).containsExactly("0004");
    assertThat(parentOf("0004")).isEqualTo("0005");
  }

  /** Each of two collisions gets a number of its own, and each chain stays in its order. */
  @Test
  void twoStacksOfTheSameIdsAreTakenApart() throws Exception {
    project.branch("other", "main").revision("0003_other.py", "0003", "'0002'");
    project.revision("0004_other.py", "0004", "'0003'");
    project.branch("mine", "main").revision("0003_mine.py", "0003", "'0002'");
    project.revision("0004_mine.py", "0004", "'0003'");
    String said = collisions("--base", "main", "--against", "other");

    type(all(FIX, said));
    project.commit("Renumber");
    project.checkout("main").merge("other").checkout("mine").merge("main");
    type(all(SECOND_STEP, said));

    assertThat(heads()).containsExactly("0006");
    assertThat(parentOf("0006")).isEqualTo("0005");
    assertThat(parentOf("0005")).isEqualTo("0004");
  }

  /** The order of merges for all, typed on the branch whose turn has come. */
  @Test
  void theOrderOfMergesCanBeTyped() throws Exception {
    project.branch("other", "main").revision("0003_other.py", "0003", "'0002'");
    project.revision("0004_other.py", "0004", "'0003'");
    project.branch("mine", "main").revision("0003_mine.py", "0003", "'0002'");
    project.revision("0004_mine.py", "0004", "'0003'").checkout("main");
    String said = collisions("--base", "main", "--all", "--against", "other", "--against", "mine");

    project.merge("other").checkout("mine");
    for (String line : all(ORDER, said)) {
      for (String command : line.split(" && ", -1)) {
        if (command.startsWith("git ")) {
          project.commit("Renumber").merge("main");
        } else {
          type(List.of(command));
        }
      }
    }

    assertThat(heads()).containsExactly("0006");
    assertThat(parentOf("0006")).isEqualTo("0005");
  }

  @Test
  void idsWithWordsKeepThem() throws Exception {
    project.checkout("main");
    project.revision("0003_c.py", "0003_c", "'0002'");
    project.branch("other", "main").revision("0004_other.py", "0004_other", "'0003_c'");
    project.branch("mine", "main").revision("0004_mine.py", "0004_mine", "'0003_c'");
    String said = collisions("--base", "main", "--against", "other");
    List<String> fixes = all(FIX, said);
    assertThat(fixes.getFirst()).endsWith(" 0005_mine");

    type(fixes.subList(0, 1));
    project.commit("Renumber");
    project.checkout("main").merge("other").checkout("mine").merge("main");
    type(fixes.subList(1, 2));

    assertThat(heads()).containsExactly("0005_mine");
  }

  private static List<String> all(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    assertThat(found).as(text).isNotEmpty();
    return found;
  }

  private void type(List<String> commands) throws Exception {
    for (String command : commands) {
      Answer answer =
          run(
              List.of(
                  "sh",
                  "-c",
                  command.replaceFirst("^migration-gate", "\"\\$0\"") + " --allow-dirty",
                  DISTRIBUTION.resolve("bin/migration-gate").toString()));
      assertThat(answer.exit).as(command + "\n" + answer.output).isZero();
    }
  }

  private String collisions(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(DISTRIBUTION.resolve("bin/migration-gate").toString(), "collisions"));
    command.addAll(List.of(arguments));
    Answer answer = run(command);
    assertThat(answer.exit).as(answer.output).isEqualTo(1);
    return answer.output;
  }

  private List<String> heads() throws Exception {
    List<String> answers = new ArrayList<>();
    for (String python : pythons) {
      Answer answer =
          run(List.of(python, "-c", "from alembic.config import main; main(['heads'])"));
      assertThat(answer.exit).as(answer.output).isZero();
      answers.add(answer.output.replace(" (head)", ""));
    }
    assertThat(answers.stream().distinct()).hasSize(1);
    return answers.getFirst().lines().toList();
  }

  private String parentOf(String id) throws Exception {
    Answer answer =
        run(
            List.of(
                pythons.getFirst(),
                "-c",
                "from alembic.config import main; main(['show', '" + id + "'])"));
    return answer
        .output
        .lines()
        .filter(line -> line.startsWith("Parent: "))
        .findFirst()
        .orElseThrow()
        .substring("Parent: ".length());
  }

  private record Answer(int exit, String output) {}

  private Answer run(List<String> command) throws Exception {
    Path out = Files.createTempFile(temp, "out", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(project.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(CI|GIT|FORGEJO|GITEA).*"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Answer(process.exitValue(), text(out));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}

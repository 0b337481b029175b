package io.migrationgate.core.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.migrationgate.cli.CommandRun;
import io.migrationgate.oracle.PythonsWithAlembic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps are those that {@code alembic downgrade} takes. */
class AlembicDowngradeIT {

  private static final long SEED = Long.getLong("migrationgate.seed", 20261121);
  private static final int TREES = 8;
  private static final Pattern RUNNING =
      Pattern.compile("(?m)^-- Running downgrade (\\S+) -> (.*)$");

  @TempDir Path temp;

  @Test
  void areThoseOfAlembicInItsOrderOnALine() throws Exception {
    Project line = new Project("line");
    line.add("0001", List.of(), List.of());
    for (int i = 2; i <= 9; i++) {
      line.add("000" + i, List.of("000" + (i - 1)), List.of());
    }
    for (String python : PythonsWithAlembic.all()) {
      assertThat(line.steps("0009", "0003")).isEqualTo(line.alembic(python, "0009", "0003"));
      assertThat(line.steps("0005", "base")).isEqualTo(line.alembic(python, "0005", "base"));
    }
  }

  /** Branches that do not depend on each other may be taken in any order. */
  @Test
  void areThoseOfAlembicInAPossibleOrderElsewhere() throws Exception {
    Random random = new Random(SEED);
    for (int tree = 0; tree < TREES; tree++) {
      Project project = random(random, "tree" + tree);
      String target = "r" + random.nextInt(project.parents.size() / 2);
      for (String python : PythonsWithAlembic.all()) {
        List<String> ours = project.steps("last", target);
        assertThat(new TreeSet<>(ours))
            .as("tree %d of seed %d to %s, by %s", tree, SEED, target, python)
            .isEqualTo(new TreeSet<>(project.alembic(python, "last", target)));
        project.assertPossible(ours);
      }
    }
  }

  private Project random(Random random, String name) throws Exception {
    Project project = new Project(name);
    int size = 5 + random.nextInt(8);
    Set<String> heads = new TreeSet<>();
    for (int i = 0; i < size; i++) {
      List<String> parents = new ArrayList<>();
      List<String> needs = new ArrayList<>();
      if (i > 0) {
        parents.add("r" + Math.max(0, i - 1 - random.nextInt(3)));
        if (random.nextInt(5) == 0) {
          String needed = "r" + random.nextInt(i);
          if (!parents.contains(needed)) {
            needs.add(needed);
          }
        }
      }
      heads.removeAll(parents);
      heads.add("r" + i);
      project.add("r" + i, parents, needs);
    }
    project.add("last", List.copyOf(heads), List.of());
    return project;
  }

  /** A folder of revisions, with what each of them follows. */
  private final class Project {
    private final Path folder;
    private final Map<String, List<String>> parents = new HashMap<>();

    Project(String name) throws Exception {
      folder = temp.resolve(name);
      Files.createDirectories(folder.resolve("migrations/versions"));
      Files.writeString(folder.resolve("alembic.ini"), "[alembic]\nscript_location = migrations\n");
      Files.writeString(
          folder.resolve("migrations/env.py"),
          """
          from alembic import context
          context.configure(dialect_name="postgresql")
          with context.begin_transaction():
              context.run_migrations()
          """);
    }

    void add(String id, List<String> follows, List<String> needs) throws Exception {
      List<String> all = new ArrayList<>(follows);
      all.addAll(needs);
      parents.put(id, all);
      Files.writeString(
          folder.resolve("migrations/versions/" + id + ".py"),
          """
          revision = "%s"
          down_revision = %s
          depends_on = %s


          def upgrade():
              pass


          def downgrade():
              pass
          """
              .formatted(id, tuple(follows), tuple(needs)));
    }

    private static String tuple(List<String> ids) {
      return ids.isEmpty() ? "None" : "('" + String.join("', '", ids) + "',)";
    }

    List<String> steps(String from, String to) throws Exception {
      CommandRun run =
          CommandRun.in(folder, "downgrade-steps", "--format=json", "--from=" + from, "--to=" + to);
      assertThat(run.err()).isEmpty();
      JsonNode steps = new ObjectMapper().readTree(run.out()).get("steps");
      List<String> ids = new ArrayList<>();
      steps.forEach(step -> ids.add(step.get("revision").asText()));
      return ids;
    }

    /** What it would run, as it says so itself without a database. */
    List<String> alembic(String python, String from, String to) throws Exception {
      Path out = Files.createTempFile(temp, "alembic", "");
      Process process =
          new ProcessBuilder(python, "-m", "alembic", "downgrade", "--sql", from + ":" + to)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      String said = Files.readString(out, StandardCharsets.UTF_8);
      assertThat(process.exitValue()).as(said).isZero();
      return RUNNING.matcher(said).results().map(AlembicDowngradeIT::id).toList();
    }

    /** No revision goes before those that follow it. */
    void assertPossible(List<String> order) {
      for (int i = 0; i < order.size(); i++) {
        for (String later : order.subList(i + 1, order.size())) {
          assertThat(parents.get(later)).as(order.toString()).doesNotContain(order.get(i));
        }
      }
    }
  }

  private static String id(MatchResult line) {
    return line.group(1);
  }
}

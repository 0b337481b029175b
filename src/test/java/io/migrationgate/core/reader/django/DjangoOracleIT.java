package io.migrationgate.core.reader.django;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.reader.ChainFinder;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks the real Django's loader which leaf nodes an app has. */
class DjangoOracleIT {

  private static final String PYTHON =
      System.getenv().getOrDefault("MIGRATION_GATE_DJANGO_PYTHON", "");

  private static final String QUESTION =
      """
      import sys
      sys.dont_write_bytecode = True
      sys.path.insert(0, sys.argv[1])
      from django.conf import settings
      settings.configure(INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"] + sys.argv[2:])
      import django
      django.setup()
      from django.db.migrations.loader import MigrationLoader
      try:
          loader = MigrationLoader(None)
          print(" ".join(sorted(n for app in sys.argv[2:] for a, n in loader.graph.leaf_nodes(app))))
      except Exception as e:
          print("!" + type(e).__name__)
      """;

  @TempDir Path project;

  @BeforeAll
  static void needsDjango() {
    String missing =
        "no Django to compare with: pip install django, and name its Python in"
            + " MIGRATION_GATE_DJANGO_PYTHON";
    if (PYTHON.isEmpty() && "true".equals(System.getenv("CI"))) {
      fail(missing);
    }
    assumeTrue(!PYTHON.isEmpty(), missing);
  }

  @Test
  void aForkHasTwoLeaves() throws Exception {
    app();
    migration("0001_initial", "dependencies = []");
    migration("0002_a", depends("0001_initial"));
    migration("0002_b", depends("0001_initial"));
    agree();
  }

  @Test
  void whatIsSwappedInOrInAnotherAppIsNoLeafOfThisOne() throws Exception {
    app();
    migration(
        "0001_initial",
        "dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL),"
            + " ('auth', '0001_initial'), ('shop', '__first__')]");
    agree();
  }

  @Test
  void aSquashedMigrationStandsForWhatItReplaces() throws Exception {
    app();
    migration("0001_initial", "dependencies = []");
    migration("0002_a", depends("0001_initial"));
    migration(
        "0001_squashed_0002_a",
        "replaces = [('shop', '0001_initial'), ('shop', '0002_a')]\n    dependencies = []");
    migration("0003_b", depends("0002_a"));
    agree();
  }

  @Test
  void replacedFilesMayBeGone() throws Exception {
    app();
    migration(
        "0001_squashed_0002_a",
        "replaces = [('shop', '0001_initial'), ('shop', '0002_a')]\n    dependencies = []");
    migration("0003_b", depends("0002_a"));
    migration("0003_c", depends("0001_initial"));
    agree();
  }

  @Test
  void runBeforeIsAnEdgeTheOtherWayRound() throws Exception {
    app();
    migration("0001_initial", "dependencies = []");
    migration("0002_a", depends("0001_initial"));
    migration("0002_b", depends("0001_initial") + "\n    run_before: list = [('shop', '0002_a')]");
    agree();
  }

  @Test
  void whatIsMissingIsMissing() throws Exception {
    app();
    migration("0001_initial", depends("0000_gone"));
    agree();
  }

  @Test
  void aCircleIsRefused() throws Exception {
    app();
    migration("0001_a", depends("0002_b"));
    migration("0002_b", depends("0001_a"));
    agree();
  }

  @Test
  void theLabelOfTheConfigurationCounts() throws Exception {
    app();
    Files.writeString(
        project.resolve("shop/apps.py"),
        "from django.apps import AppConfig\n\n\nclass ShopConfig(AppConfig):\n"
            + "    name = 'shop'\n    label = 'shop'\n");
    migration("0001_initial", "dependencies = []");
    migration("0002_a", depends("0001_initial"));
    agree();
  }

  @Test
  void generatedAppsAgree() throws Exception {
    Random random = new Random(Long.getLong("migrationgate.seed", 20_250_101L));
    for (int run = 0; run < 12; run++) {
      Path own = Files.createDirectory(project.resolve("run" + run));
      Files.createDirectories(own.resolve("shop/migrations"));
      Files.writeString(own.resolve("shop/__init__.py"), "");
      Files.writeString(own.resolve("shop/migrations/__init__.py"), "");
      int count = 2 + random.nextInt(8);
      for (int i = 0; i < count; i++) {
        TreeSet<String> parents = new TreeSet<>();
        for (int j = 0; i > 0 && j < 1 + random.nextInt(2); j++) {
          parents.add("('shop', 'm" + random.nextInt(i) + "')");
        }
        Files.writeString(
            own.resolve("shop/migrations/m" + i + ".py"),
            source("dependencies = [" + String.join(", ", parents) + "]"));
      }
      assertThat(ours(own)).as("run " + run).isEqualTo(theirs(own));
    }
  }

  /** Alembic overlooks such a circle, as it hangs on a base and carries a head. */
  @Test
  void aCircleInTheMiddleIsRefusedAsWell() throws Exception {
    app();
    migration("0001_a", "dependencies = []");
    migration("0002_b", "dependencies = [('shop', '0001_a'), ('shop', '0003_c')]");
    migration("0003_c", depends("0002_b"));
    migration("0004_d", depends("0003_c"));
    agree();
    assertThat(ours(project)).isEqualTo("!CircularDependencyError");
  }

  @Test
  void aMigrationThatDependsOnItselfIsRefused() throws Exception {
    app();
    migration("0001_a", depends("0001_a"));
    agree();
    assertThat(ours(project)).isEqualTo("!CircularDependencyError");
  }

  // --- several apps ------------------------------------------------------------------------------

  @Test
  void whatIsMissingInAnotherAppIsMissing() throws Exception {
    inApp("shop", "0001_initial", "dependencies = [('billing', '0002_gone')]");
    inApp("billing", "0001_initial", "dependencies = []");
    assertThat(agreeOnBoth(project)).isEqualTo("!NodeNotFoundError");
  }

  @Test
  void runBeforeLooksIntoAnotherAppToo() throws Exception {
    inApp("shop", "0001_initial", "run_before = [('billing', '0002_gone')]");
    inApp("billing", "0001_initial", "dependencies = []");
    assertThat(agreeOnBoth(project)).isEqualTo("!NodeNotFoundError");
  }

  @Test
  void theFirstAndTheLatestOfAnotherAppAreThere() throws Exception {
    inApp("shop", "0001_initial", "dependencies = [('billing', '__first__')]");
    inApp("shop", "0002_a", "dependencies = [('shop', '0001_initial'), ('billing', '__latest__')]");
    inApp("billing", "0001_initial", "dependencies = []");
    inApp("billing", "0002_b", "dependencies = [('billing', '0001_initial')]");
    assertThat(agreeOnBoth(project)).isEqualTo("0002_a 0002_b");
  }

  @Test
  void appsMayNotWaitForEachOther() throws Exception {
    inApp("shop", "0001_initial", "dependencies = [('billing', '__first__')]");
    inApp("billing", "0001_initial", "dependencies = [('shop', '0001_initial')]");
    assertThat(agreeOnBoth(project)).isEqualTo("!CircularDependencyError");
  }

  @Test
  void appsMayTakeTurns() throws Exception {
    inApp("shop", "0001_initial", "dependencies = []");
    inApp("billing", "0001_initial", "dependencies = [('shop', '0001_initial')]");
    inApp(
        "shop", "0002_a", "dependencies = [('shop', '0001_initial'), ('billing', '0001_initial')]");
    assertThat(agreeOnBoth(project)).isEqualTo("0001_initial 0002_a");
  }

  @Test
  void aSquashedMigrationOfAnotherAppStandsForWhatItReplaces() throws Exception {
    inApp("shop", "0001_initial", "dependencies = [('billing', '0002_b')]");
    inApp(
        "billing",
        "0001_squashed_0002_b",
        "replaces = [('billing', '0001_initial'), ('billing', '0002_b')]\n    dependencies = []");
    assertThat(agreeOnBoth(project)).isEqualTo("0001_initial 0001_squashed_0002_b");
  }

  @Test
  void generatedProjectsAgree() throws Exception {
    Random random = new Random(Long.getLong("migrationgate.seed", 20_250_102L));
    TreeSet<String> seen = new TreeSet<>();
    for (int run = 0; run < 24; run++) {
      Path own = Files.createDirectory(project.resolve("project" + run));
      List<String> labels = List.of("shop", "billing");
      int[] counts = {1 + random.nextInt(4), 1 + random.nextInt(4)};
      for (int app = 0; app < 2; app++) {
        String other = labels.get(1 - app);
        for (int i = 1; i <= counts[app]; i++) {
          String before = i == 1 ? "" : "('" + labels.get(app) + "', '000" + (i - 1) + "_m'), ";
          int target = 1 + random.nextInt(counts[1 - app] + (random.nextInt(6) == 0 ? 1 : 0));
          String end = random.nextBoolean() ? "__first__" : "000" + target + "_m";
          String foreign = random.nextInt(3) == 0 ? "('" + other + "', '" + end + "')" : "";
          String ahead =
              random.nextInt(6) == 0
                  ? "\n    run_before = [('" + other + "', '000" + target + "_m')]"
                  : "";
          inApp(
              own,
              labels.get(app),
              "000" + i + "_m",
              "dependencies = [" + before + foreign + "]" + ahead);
        }
      }
      String agreed = agreeOnBoth(own);
      seen.add(agreed.startsWith("!") ? agreed : "loaded");
    }
    assertThat(seen).containsExactly("!CircularDependencyError", "!NodeNotFoundError", "loaded");
  }

  private void inApp(String label, String name, String body) throws IOException {
    inApp(project, label, name, body);
  }

  private static void inApp(Path project, String label, String name, String body)
      throws IOException {
    Path migrations = project.resolve(label + "/migrations");
    Files.createDirectories(migrations);
    Files.writeString(project.resolve(label + "/__init__.py"), "");
    Files.writeString(migrations.resolve("__init__.py"), "");
    Files.writeString(migrations.resolve(name + ".py"), source(body));
  }

  private static String agreeOnBoth(Path project) throws Exception {
    List<MigrationChain> chains = new ArrayList<>();
    for (ChainSource source :
        new ChainFinder(List.of(new DjangoReader())).find(FileTree.host(project), ".")) {
      chains.add(source.read());
    }
    assertThat(chains).hasSize(2);
    String ours = ours(chains);
    assertThat(ours).as(project.toString()).isEqualTo(theirs(project, "shop", "billing"));
    return ours;
  }

  private static String ours(List<MigrationChain> chains) {
    List<GraphProblem> problems = new ArrayList<>();
    List<String> leaves = new ArrayList<>();
    for (MigrationChain chain : chains) {
      problems.addAll(chain.problems());
      problems.addAll(chain.graph().problems());
      chain.graph().headsWithoutPhantoms().forEach(head -> leaves.add(head.id().value()));
    }
    // As Django looks: first for what is missing, then for circles.
    if (problems.stream().anyMatch(GraphProblem.MissingReference.class::isInstance)) {
      return "!NodeNotFoundError";
    }
    boolean circular = false;
    for (GraphProblem problem : problems) {
      circular |= problem instanceof GraphProblem.SelfLoop;
      circular |= problem instanceof GraphProblem.Cycle cycle && cycle.refused();
    }
    return circular
        ? "!CircularDependencyError"
        : String.join(" ", leaves.stream().sorted().toList());
  }

  private void app() throws IOException {
    Files.createDirectories(project.resolve("shop/migrations"));
    Files.writeString(project.resolve("shop/__init__.py"), "");
    Files.writeString(project.resolve("shop/migrations/__init__.py"), "");
  }

  private static String depends(String name) {
    return "dependencies = [('shop', '" + name + "')]";
  }

  private void migration(String name, String body) throws IOException {
    Files.writeString(project.resolve("shop/migrations/" + name + ".py"), source(body));
  }

  private static String source(String body) {
    return "from django.conf import settings\nfrom django.db import migrations\n\n\n"
        + "class Migration(migrations.Migration):\n    "
        + body
        + "\n    operations = []\n";
  }

  private void agree() throws Exception {
    assertThat(ours(project)).isEqualTo(theirs(project));
  }

  private static String ours(Path project) {
    MigrationChain chain =
        DjangoReader.at(FileTree.host(project), "shop", project + "/shop/migrations").read();
    assertThat(chain.problems()).isEmpty();
    return ours(List.of(chain));
  }

  private static String theirs(Path project, String... apps) throws Exception {
    List<String> command = new ArrayList<>(List.of(PYTHON, "-c", QUESTION, project.toString()));
    command.addAll(apps.length == 0 ? List.of("shop") : List.of(apps));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).isZero();
    return answer;
  }
}

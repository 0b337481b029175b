package io.migrationgate.core.reader.django;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
      sys.path.insert(0, sys.argv[1])
      from django.conf import settings
      settings.configure(INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "shop"])
      import django
      django.setup()
      from django.db.migrations.loader import MigrationLoader
      try:
          loader = MigrationLoader(None)
          print(" ".join(sorted(n for a, n in loader.graph.leaf_nodes("shop"))))
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
    for (GraphProblem problem : chain.graph().problems()) {
      if (problem instanceof GraphProblem.MissingReference) {
        return "!NodeNotFoundError";
      }
      if (problem instanceof GraphProblem.Cycle) {
        return "!CircularDependencyError";
      }
    }
    List<Revision> heads = chain.graph().headsWithoutPhantoms();
    return String.join(" ", heads.stream().map(head -> head.id().value()).sorted().toList());
  }

  private static String theirs(Path project) throws Exception {
    Process process =
        new ProcessBuilder(PYTHON, "-c", QUESTION, project.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).isZero();
    return answer;
  }
}

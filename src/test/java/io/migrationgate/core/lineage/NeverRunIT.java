package io.migrationgate.core.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.adapter.toml.TomljReader;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.ChainFinder;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.reader.alembic.AlembicReader;
import io.migrationgate.oracle.PythonsWithAlembic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two images one after the other over one database, by the real Alembic: what is said to stand
 * below what has run is what {@code alembic upgrade heads} passes over without a word.
 */
class NeverRunIT {

  private static final String ENVIRONMENT =
      """
      from alembic import context
      from sqlalchemy import create_engine

      with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
          context.configure(connection=connection)
          with context.begin_transaction():
              context.run_migrations()
      """;

  private static final String REVISION =
      """
      import os

      revision = "%1$s"
      down_revision = %2$s
      depends_on = %3$s


      def upgrade():
          with open(os.environ["RUN_REVISIONS"], "a") as log:
              log.write(revision + "\\n")
      """;

  private record Images(String first, String second) {}

  private static final List<Images> IMAGES =
      List.of(
          // Nothing has changed, or something has come at the end.
          new Images("a, b <- a", "a, b <- a"),
          new Images("a, b <- a", "a, b <- a, c <- b"),
          // Put in between, once and several times, at the beginning and before the end.
          new Images("a, b <- a, c <- b", "a, x <- a, b <- x, c <- b"),
          new Images("a, b <- a, c <- b", "a, x <- a, y <- x, b <- y, z <- b, c <- z"),
          new Images("a, b <- a", "x, a <- x, b <- a"),
          new Images("a, b <- a", "a, x <- a, b <- x, c <- b, d <- c"),
          // A branch beside the head, merged behind it: run. Merged below it: not.
          new Images("a, b <- a", "a, b <- a, x <- a, m <- b x"),
          new Images("a, b <- a", "a, x <- a, b <- a x"),
          new Images("a, b <- a, c <- b", "a, x <- a, b <- a, c <- b x, d <- c"),
          // Dependencies count as much as parents.
          new Images("a, b <- a", "y, a, b <- a needs y"),
          new Images("a, b <- a", "y, a needs y, b <- a, c <- b"),
          new Images("a, b <- a, x", "a, b <- a, x, y <- x needs b"),
          // Several heads.
          new Images("a, b <- a, c <- a", "a, b <- a, x <- a, c <- x"),
          new Images("a, b <- a, c <- a", "a, b <- a, c <- a, m <- b c"),
          new Images("a, b <- a, c <- a", "a, b <- a, c <- a, x <- b, m <- x c"));

  @TempDir private Path folder;

  @Test
  void isWhatAlembicPassesOver() throws Exception {
    for (String python : PythonsWithAlembic.all()) {
      for (Images images : IMAGES) {
        String where = images + " by " + python;
        Path project = Files.createTempDirectory(folder, "project");
        write(project, images.first());
        StartedChain before = started(read(project));
        assertThat(upgrade(python, project)).as(where).isEqualTo(ids(read(project)));

        write(project, images.second());
        MigrationChain after = read(project);
        Set<String> fresh = ids(after);
        fresh.removeIf(id -> contains(images.first(), id));
        Set<String> ran = upgrade(python, project);
        Set<String> passedOver = new TreeSet<>(fresh);
        passedOver.removeAll(ran);

        Descent descent = Descent.of(after.graph(), List.of(before)).orElseThrow();
        assertThat(descent.missed()).as(where).isEqualTo(passedOver.size());
        assertThat(named(descent.inserted())).as(where).isEqualTo(passedOver);
      }
    }
  }

  /** Alembic does not know where it is, and says so itself. */
  @Test
  void nothingIsSaidOfAnOlderImage() throws Exception {
    for (String python : PythonsWithAlembic.all()) {
      Path project = Files.createTempDirectory(folder, "project");
      write(project, "a, b <- a, c <- b");
      StartedChain before = started(read(project));
      upgrade(python, project);

      write(project, "a, b <- a");

      assertThat(Descent.of(read(project).graph(), List.of(before))).isEmpty();
    }
  }

  private static boolean contains(String image, String id) {
    return image.matches("(.*\\W)?" + id + "(\\W.*)?");
  }

  private static StartedChain started(MigrationChain chain) {
    return new StartedChain(
        "main",
        "app:1",
        chain.graph().size(),
        chain.graph().headsWithoutPhantoms().stream().map(Revision::id).toList(),
        Optional.of(RevisionSums.of(chain.graph().revisions())));
  }

  private static Set<String> ids(MigrationChain chain) {
    return named(chain.graph().revisions());
  }

  private static Set<String> named(List<Revision> revisions) {
    Set<String> ids = new TreeSet<>();
    revisions.stream().map(Revision::id).map(RevisionId::value).forEach(ids::add);
    return ids;
  }

  private static void write(Path project, String revisions) throws IOException {
    Path versions = Files.createDirectories(project.resolve("migrations/versions"));
    Files.writeString(
        project.resolve("alembic.ini"),
        "[alembic]\nscript_location = migrations\nsqlalchemy.url = sqlite:///"
            + project.resolve("database.db")
            + "\n");
    Files.writeString(project.resolve("migrations/env.py"), ENVIRONMENT);
    try (var old = Files.newDirectoryStream(versions, "*.py")) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
    for (String revision : revisions.split(", ", -1)) {
      String[] halves = revision.split(" needs ", 2);
      String[] parts = halves[0].split(" <- ", 2);
      Files.writeString(
          versions.resolve(parts[0] + ".py"),
          REVISION.formatted(
              parts[0],
              parts.length == 1 ? "None" : "(\"" + parts[1].replace(" ", "\", \"") + "\",)",
              halves.length == 1 ? "None" : "\"" + halves[1] + "\""));
    }
  }

  private static MigrationChain read(Path project) throws UnreadableException {
    return new ChainFinder(List.of(new AlembicReader(new TomljReader())))
        .find(FileTree.host(project), ".")
        .getFirst()
        .read();
  }

  /** The revisions that it has run. */
  private static Set<String> upgrade(String python, Path project) throws Exception {
    Path log = project.resolve("run-revisions");
    Files.writeString(log, "");
    ProcessBuilder builder =
        new ProcessBuilder(
                python, "-B", "-m", "alembic.config", "-c", "alembic.ini", "upgrade", "heads")
            .directory(project.toFile())
            .redirectErrorStream(true);
    builder.environment().put("RUN_REVISIONS", log.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(text).isZero();
    return new TreeSet<>(new ArrayList<>(Files.readAllLines(log)));
  }
}

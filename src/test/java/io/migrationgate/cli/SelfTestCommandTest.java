package io.migrationgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfTestCommandTest {

  @TempDir Path temp;

  @Test
  void showsThatEveryDefectIsStopped() throws IOException {
    new VersionsFolder(temp.resolve("billing")).revision("1", "None").revision("2", "'1'");
    new VersionsFolder(temp.resolve("games")).revision("1", "None");

    CommandRun run = CommandRun.in(temp, "self-test");

    assertThat(run.code()).isEqualTo(ExitCode.PASS);
    assertThat(run.out())
        .isEqualTo(
            """
            billing: a fork is stopped
            billing: a duplicate is stopped
            billing: a parent that does not exist is stopped
            games: a fork is stopped
            games: a duplicate is stopped
            games: a parent that does not exist is stopped
            """);
  }

  @Test
  void plantsBesideIdsOfAnySpelling() throws IOException {
    new VersionsFolder(temp.resolve("billing"))
        .revision("größe \"1\"", "None")
        .revision("日本", "'größe \"1\"'");

    CommandRun run = CommandRun.in(temp, "self-test");

    assertThat(run.code()).isEqualTo(ExitCode.PASS);
    assertThat(run.out().lines()).allMatch(line -> line.endsWith(" is stopped"));
  }

  @Test
  void leavesTheTreeAsItIs() throws IOException {
    new VersionsFolder(temp.resolve("billing")).revision("1", "None").revision("2", "'1'");
    List<Path> before = files();

    CommandRun.in(temp, "self-test");

    assertThat(files()).isEqualTo(before);
  }

  @Test
  void saysWhatTheOptionsLetThrough() throws IOException {
    new VersionsFolder(temp.resolve("billing")).revision("1", "None");

    CommandRun run =
        CommandRun.in(temp, "self-test", "--severity", "multiple-heads=off,missing-parent=warning");

    assertThat(run.code()).isEqualTo(ExitCode.BLOCKED);
    assertThat(run.out())
        .isEqualTo(
            """
            billing: a fork WOULD PASS unnoticed
            billing: a duplicate is stopped
            billing: a parent that does not exist WOULD PASS with a warning
            """);
  }

  @Test
  void plantsMoreHeadsThanAreAllowed() throws IOException {
    new VersionsFolder(temp.resolve("billing"))
        .revision("1", "None")
        .revision("2", "'1'")
        .revision("3", "'1'");

    CommandRun run = CommandRun.in(temp, "self-test", "--heads", "4");

    assertThat(run.code()).isEqualTo(ExitCode.PASS);
    assertThat(run.out()).contains("billing: a fork is stopped");
  }

  @Test
  void plantsWhatEachToolCanHave() {
    Path examples = Path.of("examples").toAbsolutePath();

    assertThat(CommandRun.in(examples.resolve("sqitch-line"), "self-test").out())
        .isEqualTo(
            """
            sqitch-line: a duplicate is stopped
            sqitch-line: a parent that does not exist is stopped
            """);
    assertThat(CommandRun.in(examples.resolve("numbered/golang-migrate"), "self-test").out())
        .isEqualTo("migrations: a duplicate is stopped\n");
  }

  @Test
  void plantsASecondLeafNodeInAnApp() throws IOException {
    Path migrations = Files.createDirectories(temp.resolve("orders/migrations"));
    Files.writeString(migrations.resolve("__init__.py"), "");
    Files.writeString(migrations.resolve("0001_initial.py"), migration(""));
    Files.writeString(migrations.resolve("0002_more.py"), migration("('orders', '0001_initial')"));

    assertThat(CommandRun.in(temp, "self-test").out())
        .isEqualTo(
            """
            orders: a fork is stopped
            orders: a parent that does not exist is stopped
            """);
  }

  private static String migration(String dependencies) {
    return """
        from django.db import migrations


        class Migration(migrations.Migration):
            dependencies = [%s]
            operations = []
        """
        .formatted(dependencies);
  }

  @Test
  void wantsAChainThatPasses() throws IOException {
    new VersionsFolder(temp.resolve("billing")).revision("1", "None").revision("2", "None");

    CommandRun run = CommandRun.in(temp, "self-test");

    assertThat(run.code()).isEqualTo(ExitCode.BLOCKED);
    assertThat(run.err())
        .isEqualTo(
            "migration-gate: billing does not pass as it is, so nothing can be learned from"
                + " breaking it; see migration-gate check\n");
  }

  @Test
  void saysThatItFindsNothing() {
    CommandRun run = CommandRun.in(temp, "self-test");

    assertThat(run.code()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(run.err().lines()).hasSize(1);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(temp)) {
      return all.sorted().toList();
    }
  }
}

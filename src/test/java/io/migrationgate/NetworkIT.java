package io.migrationgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What judges files has nothing to do with networks, and does not pay for them at its start. */
class NetworkIT {
  private static final Path LAUNCHER =
      Path.of(System.getProperty("migrationgate.distribution")).resolve("bin/migration-gate");

  @TempDir Path temp;

  @Test
  void checkLoadsNothingThatSpeaksToForges() throws Exception {
    Path log = temp.resolve("classes");
    ProcessBuilder builder =
        new ProcessBuilder(LAUNCHER.toString(), "check", "straight")
            .directory(Path.of("examples").toFile())
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MIGRATION_GATE_JAVA_OPTS", "-Xlog:class+load:file=" + log);
    Process check = builder.start();
    check.getOutputStream().close();
    String output = new String(check.getInputStream().readAllBytes());
    assertThat(check.waitFor()).as(output).isZero();

    List<String> loaded = Files.readAllLines(log);
    assertThat(loaded).anyMatch(line -> line.contains("io.migrationgate.cli.CheckCommand"));
    assertThat(loaded)
        .noneMatch(line -> line.contains(" io.migrationgate.adapter.http."))
        .noneMatch(line -> line.contains(" io.migrationgate.adapter.forge."))
        .noneMatch(line -> line.contains(" io.migrationgate.adapter.git"))
        .noneMatch(line -> line.contains(" java.net.http."))
        .noneMatch(line -> line.contains(" jdk.internal.net.http."));
  }
}

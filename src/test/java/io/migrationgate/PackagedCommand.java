package io.migrationgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A run of the command as it is shipped, with no environment but what a test gives it. */
public record PackagedCommand(int exit, String output, String error) {

  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("migrationgate.distribution")).toAbsolutePath();

  public static PackagedCommand run(
      Path folder, Map<String, String> environment, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(DISTRIBUTION.resolve("bin/migration-gate").toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("out", "");
    Path err = Files.createTempFile("err", "");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      Map<String, String> all = builder.environment();
      String path = all.getOrDefault("PATH", "");
      // Where these tests run in a CI themselves, its variables would name another repository.
      all.clear();
      all.put("PATH", path);
      all.put("JAVA_HOME", System.getProperty("java.home"));
      all.putAll(environment);
      Process process = builder.start();
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      return new PackagedCommand(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}

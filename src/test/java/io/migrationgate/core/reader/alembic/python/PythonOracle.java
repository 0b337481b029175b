package io.migrationgate.core.reader.alembic.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Python on the path, which says of a text whether it is Python and what its names are. */
final class PythonOracle {

  private static final String SCRIPT = "src/test/python/python_oracle.py";

  /** Python source, and what Python says of it. */
  record Case(String title, byte[] source, String verdict, Map<String, String> values) {

    String text() {
      return new String(source, StandardCharsets.UTF_8);
    }
  }

  interface Consumer {
    void accept(Case next) throws IOException;
  }

  private PythonOracle() {}

  /** Skips the test where there is no Python, but not in continuous integration. */
  static void requirePython() {
    boolean found = false;
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      found |= Files.isExecutable(Path.of(folder, "python3"));
    }
    String missing = "no python3 on PATH to compare with";
    if (!found && "true".equals(System.getenv("CI"))) {
      fail(missing);
    }
    assumeTrue(found, missing);
  }

  /** Runs the script in one of its modes and hands on the cases, one by one. */
  static void cases(String mode, long seed, int amount, Consumer consumer) throws IOException {
    Process python =
        new ProcessBuilder("python3", SCRIPT, mode, Long.toString(seed), Integer.toString(amount))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(python.getInputStream()))) {
      while (true) {
        byte[] title;
        try {
          title = bytes(in);
        } catch (EOFException end) {
          break;
        }
        byte[] source = bytes(in);
        String verdict = new String(bytes(in), StandardCharsets.UTF_8);
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = in.readInt(); i > 0; i--) {
          String name = new String(bytes(in), StandardCharsets.UTF_8);
          values.put(name, new String(bytes(in), StandardCharsets.UTF_8));
        }
        consumer.accept(
            new Case(new String(title, StandardCharsets.UTF_8), source, verdict, values));
      }
      assertThat(python.waitFor()).as("exit code of %s %s", SCRIPT, mode).isZero();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      python.destroy();
    }
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }
}

package io.migrationgate.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * A program of one class to measure the command against: the same JVM with the same options, and a
 * start-up cache of its own, as the command has one.
 */
final class CachedProgram {

  /** The options that the launcher gives to the JVM. */
  private static final List<String> JVM_OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

  private final Class<?> main;
  private final Path jar;
  private final Path cache;

  CachedProgram(Class<?> main, Path scratch) {
    this.main = main;
    this.jar = scratch.resolve(main.getSimpleName() + ".jar");
    this.cache = scratch.resolve(main.getSimpleName() + ".aot");
  }

  /** The command that runs it; its first use trains the cache. */
  List<String> command(String... arguments) throws IOException, InterruptedException {
    if (Files.notExists(jar)) {
      writeJar();
      new ProcessBuilder(words("-XX:AOTCacheOutput=" + cache, arguments))
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start()
          .waitFor();
    }
    return words("-XX:AOTCache=" + cache, arguments);
  }

  private List<String> words(String cacheOption, String... arguments) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> words = new ArrayList<>(List.of(java.toString(), cacheOption));
    words.addAll(JVM_OPTIONS);
    words.addAll(List.of("-cp", jar.toString(), main.getName()));
    words.addAll(List.of(arguments));
    return words;
  }

  private void writeJar() throws IOException {
    String entry = main.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream in = main.getClassLoader().getResourceAsStream(entry)) {
      if (in == null) {
        throw new IOException("not on the class path: " + entry);
      }
      out.putNextEntry(new JarEntry(entry));
      in.transferTo(out);
      out.closeEntry();
    }
  }
}

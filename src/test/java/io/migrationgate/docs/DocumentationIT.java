package io.migrationgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every {@code console} block of the documentation is run, and prints what it says.
 *
 * <p>A block holds commands behind {@code $ } with their output below. It runs with the
 * distribution on the path, in a copy of the examples; the blocks of one page follow each other in
 * one copy. With {@code -Ddocs.update=true} the pages are rewritten with what the commands print
 * now.
 */
class DocumentationIT {

  private static final Path PROJECT = Path.of("").toAbsolutePath();
  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("migrationgate.distribution")).toAbsolutePath();
  private static final boolean UPDATE = Boolean.getBoolean("docs.update");

  @TempDir Path temp;

  @TestFactory
  Stream<DynamicTest> everyPageTellsTheTruth() throws IOException {
    return pages().stream()
        .filter(DocumentationIT::hasConsole)
        .map(page -> DynamicTest.dynamicTest(PROJECT.relativize(page).toString(), () -> run(page)));
  }

  @Test
  void thereAreBlocksToRun() throws IOException {
    assertThat(pages()).anyMatch(DocumentationIT::hasConsole);
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    for (Path page : pages()) {
      var links = java.util.regex.Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)").matcher(read(page));
      while (links.find()) {
        assertThat(page.resolveSibling(links.group(1))).as("link in " + page).exists();
      }
    }
  }

  private void run(Path page) throws Exception {
    Path folder = Files.createTempDirectory(temp, "examples");
    copy(PROJECT.resolve("examples"), folder);
    String text = read(page);
    StringBuilder actual = new StringBuilder();
    boolean inside = false;
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.equals("```console")) {
        inside = true;
      } else if (line.startsWith("```")) {
        inside = false;
      }
      if (!inside || line.equals("```console")) {
        actual.append(line).append('\n');
      } else if (line.startsWith("$ ")) {
        StringBuilder command = new StringBuilder(line.substring(2));
        actual.append(line).append('\n');
        while (lines.get(i).endsWith("\\")) {
          i++;
          command.append('\n').append(lines.get(i));
          actual.append(lines.get(i)).append('\n');
        }
        actual.append(output(command.toString(), folder));
      }
    }
    if (UPDATE) {
      Files.writeString(page, actual);
    } else {
      assertThat(actual.toString()).isEqualTo(text);
    }
  }

  private static String output(String command, Path folder) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command);
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .merge("PATH", DISTRIBUTION.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // Whoever reads the page has told Git who they are; where the test runs, perhaps nobody has.
    for (String role : List.of("AUTHOR", "COMMITTER")) {
      builder.environment().put("GIT_" + role + "_NAME", "Reader");
      builder.environment().put("GIT_" + role + "_EMAIL", "reader@example.com");
    }
    Process process = builder.start();
    process.getOutputStream().close();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command).isTrue();
      return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }
  }

  private static boolean hasConsole(Path page) {
    return read(page).contains("\n```console\n");
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> top = Files.list(PROJECT);
        Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
      Stream.concat(top, docs).filter(p -> p.toString().endsWith(".md")).forEach(pages::add);
    }
    return pages;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

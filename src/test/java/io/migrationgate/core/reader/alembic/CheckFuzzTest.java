package io.migrationgate.core.reader.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.migrationgate.adapter.toml.TomljReader;
import io.migrationgate.core.reader.ChainFinder;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.verdict.Judge;
import io.migrationgate.core.verdict.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Any files give a verdict. An input is a whole tree as text: a line {@code --- path} begins each
 * file, up to the next such line.
 */
class CheckFuzzTest {

  private static final Pattern FILE_START = Pattern.compile("(?m)^--- ?(.*)\n?");
  private static final int MAX_FILES = 20;

  private static final ChainFinder FINDER =
      new ChainFinder(List.of(new AlembicReader(new TomljReader())));
  private static final Judge JUDGE = new Judge(Policy.ONE_HEAD);

  private static Path folder;

  @BeforeAll
  static void createFolder() throws IOException {
    folder = Files.createTempDirectory("check-fuzz");
  }

  @AfterAll
  static void deleteFolder() throws IOException {
    delete(folder);
  }

  @FuzzTest
  void judgesAnyTree(byte[] input) throws IOException {
    Path root = folder.resolve("tree");
    delete(root);
    Files.createDirectories(root);
    write(root, new String(input, StandardCharsets.ISO_8859_1));
    try {
      for (ChainSource chain : FINDER.find(FileTree.host(root), ".")) {
        assertThat(JUDGE.judge(chain.read())).isNotNull();
      }
    } catch (UnreadableException noChain) {
      assertThat(noChain.reason()).isNotEmpty();
    }
  }

  private static void write(Path root, String tree) throws IOException {
    String[] contents = FILE_START.split(tree, MAX_FILES + 1);
    List<String> names = FILE_START.matcher(tree).results().map(file -> file.group(1)).toList();
    for (int i = 1; i < contents.length && i <= names.size(); i++) {
      Path file = root.resolve(safe(names.get(i - 1)));
      try {
        Files.createDirectories(file.getParent());
        Files.write(file, contents[i].getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException taken) {
        // A file where another one has its folder, or the other way round.
      }
    }
  }

  /** A name that stays in the folder and that every file system has. */
  private static String safe(String name) {
    String path = name.strip().replaceAll("[^A-Za-z0-9._/ -]", "_").replace("..", "_");
    String relative = path.replaceAll("^/+|/+$", "");
    return relative.isEmpty() || relative.length() > 100 ? "file.py" : relative;
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}

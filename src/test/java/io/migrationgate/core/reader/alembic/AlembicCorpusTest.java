package io.migrationgate.core.reader.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.adapter.toml.TomljReader;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.verdict.Judge;
import io.migrationgate.core.verdict.Policy;
import io.migrationgate.core.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case of {@code src/test/resources/corpus/alembic}: the engine gives the recorded answer of
 * the real Alembic, or Unknown where {@link #UNKNOWN} says why.
 */
class AlembicCorpusTest {

  private static final Path CORPUS = Path.of("src/test/resources/corpus/alembic");
  private static final String LINK = ".symlink";
  private static final Path REPORT = Path.of("target/corpus-report.md");

  private static final Judge JUDGE = new Judge(new Policy(Policy.ONE_HEAD.heads(), Map.of(), true));

  /** Cases that only running the file can decide, and why. Any other Unknown is a miss. */
  private static final Map<String, String> UNKNOWN =
      table(
          because(
              "the value is what a call or a comprehension returns",
              "assign-comprehension",
              "assign-from-filename",
              "down-frozenset",
              "down-tuple-call",
              "str-format",
              "str-lower",
              "str-replace"),
          because(
              "whether the assignment runs is decided when the file runs",
              "assign-for-body",
              "assign-global-in-func",
              "assign-if-false",
              "assign-if-main",
              "assign-if-true",
              "assign-if-type-checking",
              "assign-if-version",
              "assign-match",
              "assign-try",
              "noid-except-as"),
          because("globals() can change any name", "assign-globals-dict"),
          because("the value comes from another module", "assign-sibling-import"),
          because(
              "Python before 3.14 refuses the undefined name, 3.14 does not look at it",
              "assign-annotated-undefined-name"),
          because(
              "what runs at module level ends the loading, but only where nothing catches it",
              "bad-op-at-module-level",
              "bad-sysexit",
              "bad-zero-div"),
          because("another Python may have this codec", "enc-unknown-cookie"),
          because(
              "compiled code is only for the Python that wrote it",
              "sourceless-bad-pyc",
              "sourceless-pycache-stale"));

  /** Cases in which the engine is right to say something else than Alembic, and why. */
  private static final Map<String, String> EXCEPTIONS =
      table(
          because(
              "it imports a module that does not exist, and which modules exist is a property of the"
                  + " environment, not of the file",
              "bad-import-after"));

  private static final Map<String, String> UNKNOWN_FOUND = new TreeMap<>();
  private static final Map<String, Integer> COUNTS = new TreeMap<>();

  @TempDir Path temporary;

  static List<String> cases() throws IOException {
    return subfolders(path -> true);
  }

  static List<String> casesWithCommandLine() throws IOException {
    return subfolders(path -> path.startsWith("cfg-"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void readsWhatAlembicReads(String name) throws IOException {
    Map<String, Object> expected = expected(name);
    TreeOnDisk tree =
        new TreeOnDisk(
            unpack(name),
            (String) expected.get("script_location"),
            JsonText.strings(expected.get("version_locations")),
            (boolean) expected.get("recursive"),
            (boolean) expected.get("sourceless"));

    MigrationChain chain = tree.read();

    Answer alembic = Answer.ofAlembic(expected);
    Answer engine = Answer.ofEngine(chain);
    Optional<String> disagreement = Answer.disagreement(alembic, engine, UNKNOWN.containsKey(name));
    count(name, engine);
    if (EXCEPTIONS.containsKey(name)) {
      assertThat(disagreement).as("an exception that is none any more").isPresent();
      return;
    }
    assertThat(disagreement).as("Alembic: %s%n engine: %s", alembic, engine).isEmpty();
    assertThat(engine instanceof Answer.Unknown)
        .as("is Unknown: %s", engine)
        .isEqualTo(UNKNOWN.containsKey(name));
    if (alembic instanceof Answer.Error) {
      assertThat(JUDGE.judge(chain)).isNotInstanceOf(Verdict.Pass.class);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("casesWithCommandLine")
  void findsWhatAlembicFinds(String name) throws IOException {
    Map<String, Object> expected = expected(name);
    Path folder = unpack(name);
    for (Object each : (List<?>) expected.get("command_line")) {
      Map<?, ?> call = (Map<?, ?>) each;
      Map<?, ?> result = (Map<?, ?>) call.get("heads");
      List<String> argv = JsonText.strings(call.get("argv"));
      Path workingDirectory = folder.resolve((String) call.get("cwd"));

      MigrationChain chain = CommandLine.of(argv).select(workingDirectory).read();

      if (result.get("rc").equals(0L)) {
        assertThat(Answer.ofEngine(chain)).isInstanceOf(Answer.Chain.class);
        assertThat(chain.graph().heads().stream().map(AlembicCorpusTest::asPrinted))
            .containsExactlyInAnyOrderElementsOf(headsIn(JsonText.strings(result.get("stdout"))));
      } else {
        assertThat(JUDGE.judge(chain)).isNotInstanceOf(Verdict.Pass.class);
      }
    }
  }

  @Test
  void everyExplanationBelongsToACase() throws IOException {
    assertThat(cases()).hasSizeGreaterThan(200).containsAll(UNKNOWN.keySet());
    assertThat(cases()).containsAll(EXCEPTIONS.keySet());
  }

  @AfterAll
  static void report() throws IOException {
    StringBuilder text = new StringBuilder("# The corpus: what the engine does not know\n\n");
    text.append(COUNTS).append("\n\n| case | Unknown because | said |\n|---|---|---|\n");
    UNKNOWN_FOUND.forEach(
        (name, said) -> text.append("| %s | %s | %s |%n".formatted(name, UNKNOWN.get(name), said)));
    EXCEPTIONS.forEach(
        (name, why) -> text.append("| %s | exception: %s | |%n".formatted(name, why)));
    Files.createDirectories(REPORT.getParent());
    Files.writeString(REPORT, text);
    System.out.println("Alembic corpus: " + COUNTS + ", see " + REPORT);
  }

  private static Map<String, String> because(String reason, String... cases) {
    return Arrays.stream(cases).collect(Collectors.toMap(name -> name, name -> reason));
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // Nothing is put into the array.
  private static Map<String, String> table(Map<String, String>... groups) {
    Map<String, String> table = new TreeMap<>();
    Arrays.stream(groups).forEach(table::putAll);
    return table;
  }

  private static String asPrinted(Revision head) {
    return head.id().value();
  }

  /** The ids in lines such as {@code b2 (head)} and {@code c3 (lab) (effective head)}. */
  private static Set<String> headsIn(List<String> lines) {
    Set<String> heads = new TreeSet<>();
    for (String line : lines) {
      heads.add(line.split(" ", 2)[0]);
    }
    return heads;
  }

  private static void count(String name, Answer engine) {
    COUNTS.merge(engine.getClass().getSimpleName(), 1, Integer::sum);
    if (engine instanceof Answer.Unknown(List<String> reasons)) {
      UNKNOWN_FOUND.put(name, String.join("; ", reasons));
    }
  }

  private static Map<String, Object> expected(String name) throws IOException {
    return JsonText.parse(Files.readString(CORPUS.resolve(name).resolve("expected.json")));
  }

  private static List<String> subfolders(Predicate<String> wanted) throws IOException {
    try (Stream<Path> folders = Files.list(CORPUS)) {
      return folders.map(f -> f.getFileName().toString()).filter(wanted).sorted().toList();
    }
  }

  /** The tree as it was: what the repository cannot hold is described in the corpus's README. */
  private Path unpack(String name) throws IOException {
    Path from = CORPUS.resolve(name).resolve("tree");
    Path to = Files.createDirectories(temporary.toRealPath().resolve(name));
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        String place = from.relativize(path).toString().replace("%0A", "\n");
        if (Files.isDirectory(path)) {
          Files.createDirectories(to.resolve(place));
        } else if (place.endsWith(LINK)) {
          Path link = to.resolve(place.substring(0, place.length() - LINK.length()));
          Files.createSymbolicLink(link, Path.of(Files.readString(path)));
        } else if (!place.endsWith(".gitkeep")) {
          Files.copy(path, to.resolve(place));
        }
      }
    }
    return to;
  }

  /** Alembic's own options. */
  private record CommandLine(
      Optional<String> ini, Optional<String> pyproject, Optional<String> section) {

    static CommandLine of(List<String> argv) {
      String ini = null;
      String pyproject = null;
      String section = null;
      for (int i = 0; i + 1 < argv.size(); i += 2) {
        String value = argv.get(i + 1);
        switch (argv.get(i)) {
          case "-n" -> section = value;
          case "-c" -> {
            if (value.endsWith(".toml")) {
              pyproject = value;
            } else {
              ini = value;
            }
          }
          default -> throw new IllegalArgumentException(argv.toString());
        }
      }
      return new CommandLine(
          Optional.ofNullable(ini), Optional.ofNullable(pyproject), Optional.ofNullable(section));
    }

    ChainSource select(Path workingDirectory) {
      return new AlembicReader(new TomljReader())
          .selected(FileTree.host(workingDirectory), ini, pyproject, section);
    }
  }
}

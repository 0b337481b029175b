package io.migrationgate.core.reader.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.adapter.toml.TomljReader;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * One rule of the configuration at a time: the engine finds the heads that {@code alembic heads}
 * prints, and refuses what makes it fail. The newest Alembic decides; the corpus has more.
 *
 * <p>A case is the files' text, each behind a line with its name. Every folder from {@code one} to
 * {@code three} holds one revision of that name, {@code three/deep} another, and {@code
 * scripts/versions} the revision {@code standard}.
 */
class AlembicConfigurationIT {

  static final List<String> CASES =
      List.of(
          """
          # alembic.ini
          [alembic]
          script_location = scripts
          """,
          """
          # alembic.ini
          [alembic]
          script_location: scripts
          """,
          """
          # alembic.ini
          [alembic]
          SCRIPT_LOCATION = %(where)s
          where = scripts
          """,
          """
          # alembic.ini
          [DEFAULT]
          script_location = scripts
          [alembic]
          """,
          """
          # alembic.ini
          [DEFAULT]
          script_location = scripts
          """,
          """
          # alembic.ini
          [alembic]
          script_location = %(here)s/scripts
          sqlalchemy.url = postgresql://u:p%40ss@host/db
          """,
          """
          # alembic.ini
          [alembic]
          script_location = %(nowhere)s
          """,
          """
          # alembic.ini
          [alembic]
          script_location = %(a)s
          a = %(b)s
          b = %(a)s
          """,
          """
          # alembic.ini
          [alembic]
          script_location = scripts
          script_location = scripts
          """,
          """
          # alembic.ini
          [alembic]
          script_location = scripts ; the place
          """,
          """
          # alembic.ini
          [alembic]
          script_location = ./scripts/../scripts/
          """,
          """
          # alembic.ini
          [alembic]
          script_location =
          """,
          """
          # alembic.ini
          [alembic]
          script_location
          """,
          """
          # alembic.ini
          script_location = scripts
          """,
          """
          # alembic.ini
          [alembic]
          script_location = scripts
          version_locations = one,two  three
          """,
          """
          # alembic.ini
          [alembic]
          script_location = scripts
          version_locations = one  ,  two
          """,
          """
          # alembic.ini
          [alembic]
          script_location = scripts
          version_locations = one:two
          """,
          """
          # alembic.ini
          [alembic]
          script_location = scripts
          version_path_separator = :
          version_locations = one::two: three
          """,
          """
          # alembic.ini
          [alembic]
          script_location = scripts
          version_path_separator = space
          version_locations = one   two
          """,
          """
          # alembic.ini
          [alembic]
          script_location = scripts
          path_separator = ;
          version_path_separator = :
          version_locations = one;two
          """,
          """
          # alembic.ini
          [alembic]
          script_location = scripts
          path_separator = newline
          version_locations =
              one
              # two
              three

          """,
          """
          # alembic.ini
          [alembic]
          script_location = scripts
          path_separator = comma
          """,
          """
          # alembic.ini
          [alembic]
          script_location = scripts
          path_separator = comma
          version_locations = one
          """,
          """
          # alembic.ini
          [alembic]
          script_location = scripts
          version_locations = missing,two
          """,
          """
          # alembic.ini
          [alembic]
          script_location = scripts
          version_locations = three
          recursive_version_locations = true
          """,
          """
          # alembic.ini
          [alembic]
          script_location = scripts
          version_locations = three
          recursive_version_locations = True
          """,
          """
          # alembic.ini
          [alembic]
          script_location = scripts
          truncate_slug_length = forty
          """,
          """
          # alembic.ini
          [alembic]
          script_location = scripts
          [post_write_hooks]
          hooks = %(black)s
          """,
          """
          # pyproject.toml
          [tool.alembic]
          script_location = "scripts"
          """,
          """
          # pyproject.toml
          [tool.alembic]
          script_location = "%(here)s/scripts"
          version_locations = ["%(here)s/one", "two"]
          """,
          """
          # pyproject.toml
          [tool.alembic]
          script_location = "scripts"
          version_locations = ["three"]
          recursive_version_locations = true
          """,
          """
          # pyproject.toml
          [tool.alembic]
          script_location = "100%"
          """,
          """
          # pyproject.toml
          [tool.alembic]
          script_location = "scripts"
          version_locations = ["one"]
          # alembic.ini
          [alembic]
          version_locations = two
          """,
          """
          # pyproject.toml
          [tool.alembic]
          version_locations = ["one"]
          # alembic.ini
          [alembic]
          script_location = scripts
          """,
          """
          # pyproject.toml
          [tool]
          alembic.script_location = 'scripts'
          """,
          """
          # pyproject.toml
          [tool.alembic]
          script_location = 3
          """,
          """
          # pyproject.toml
          [project]
          name = "x"
          """);

  private static List<AlembicOracle> oracles = List.of();

  @TempDir Path temporary;

  @BeforeAll
  static void start() throws IOException {
    oracles = AlembicOracle.all();
  }

  @AfterAll
  static void stop() {
    oracles.forEach(AlembicOracle::close);
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void findsWhatAlembicFinds(String files) throws IOException {
    Path folder = temporary.toRealPath();
    revision(folder.resolve("scripts/versions"), "standard");
    for (String name : List.of("one", "two", "three")) {
      revision(folder.resolve(name), name);
    }
    revision(folder.resolve("three/deep"), "deep");
    for (Map.Entry<String, String> file : split(files).entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }

    MigrationChain chain =
        new AlembicReader(new TomljReader())
            .selected(FileTree.host(folder), Optional.empty(), Optional.empty(), Optional.empty())
            .read();

    Answer engine = Answer.ofEngine(chain);
    Map<String, Object> alembic =
        oracles.getLast().ask(Map.of("argv", List.of(), "cwd", folder.toString()));
    if (alembic.get("result").equals("ok")) {
      List<String> heads = new ArrayList<>();
      for (String line : JsonText.strings(alembic.get("lines"))) {
        heads.add(line.split(" ", 2)[0]);
      }
      assertThat(engine)
          .isInstanceOfSatisfying(
              Answer.Chain.class, read -> assertThat(read.heads()).isEqualTo(new TreeSet<>(heads)));
    } else {
      assertThat(engine).as("Alembic: %s", alembic).isInstanceOf(Answer.Refused.class);
    }
  }

  private static Map<String, String> split(String files) {
    Map<String, String> split = new LinkedHashMap<>();
    for (String file : files.split("(?m)^(?=# \\w+\\.(ini|toml)$)")) {
      int end = file.indexOf('\n');
      split.put(file.substring(2, end), file.substring(end + 1));
    }
    return split;
  }

  private static void revision(Path folder, String id) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve(id + ".py"), "revision = '%s'\ndown_revision = None\n".formatted(id));
  }
}

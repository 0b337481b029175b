package io.migrationgate.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.migrationgate.adapter.toml.TomljReader;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which settings hold where, and what is said of wrong ones. */
class SettingsReaderTest {

  @TempDir Path temporary;

  private Path project;

  @BeforeEach
  void createProject() throws IOException {
    project = Files.createDirectories(temporary.toRealPath().resolve("shop"));
  }

  @Test
  void aProjectWithoutTheFileHasNoSettingsAndNeedsNoParser() throws Exception {
    SettingsReader reader =
        new SettingsReader(
            (file, text) -> {
              throw new IllegalStateException("nothing to parse");
            });

    assertThat(reader.settingsFor(FileTree.host(project), ".")).isEqualTo(ProjectSettings.NONE);
  }

  @Test
  void chainsAreNamedWithTheirPlace() throws Exception {
    write(
        "migration-gate.toml",
        """
        [[chains]]
        tool = "numbered"
        path = "db/steps"
        pattern = "NNNN_<slug>.sql"

        [[chains]]
        name = "orders"
        tool = "flyway"
        path = "/opt/orders"
        """);

    assertThat(read(".").chains())
        .containsExactly(
            new ChainSettings(
                "db/steps",
                Tool.NUMBERED,
                project + "/db/steps",
                Optional.of("NNNN_<slug>.sql"),
                new SourceLocation("migration-gate.toml", 1)),
            new ChainSettings(
                "orders",
                Tool.FLYWAY,
                "/opt/orders",
                Optional.empty(),
                new SourceLocation("migration-gate.toml", 6)));
  }

  @Test
  void sectionsOfOthersAreGivenWithTheLinesOfTheirKeys() throws Exception {
    write(
        "migration-gate.toml",
        """
        [lint]
        max-new = 2
        placeholder-id = "off"

        [lint.requires-companion-file]
        level = "error"
        paths = ["a", "b"]
        """);

    TomlTable lint = read(".").lint();
    Mistakes none = new Mistakes();

    assertThat(lint.whole("max-new", none)).contains(2L);
    assertThat(lint.text("placeholder-id", none)).contains("off");
    assertThat(lint.location("placeholder-id"))
        .isEqualTo(new SourceLocation("migration-gate.toml", 3));
    TomlTable companion = lint.table("requires-companion-file", none);
    assertThat(companion.line()).isEqualTo(5);
    assertThat(companion.texts("paths", none)).contains(List.of("a", "b"));
    assertThat(companion.location("paths").line()).isEqualTo(7);
    none.refuse();
  }

  @Test
  void unknownKeysAreRefusedWithTheNearestKnownName() throws Exception {
    write(
        "migration-gate.toml",
        """
        [lints]

        [[chains]]
        tool = "flywya"
        paht = "db"
        """);

    assertThat(mistakes("."))
        .containsExactly(
            "migration-gate.toml:1 has an unknown key lints; did you mean lint?",
            "migration-gate.toml:3 has a chain without a path; add path = \"...\"",
            "migration-gate.toml:4 names an unknown tool flywya; did you mean flyway?",
            "migration-gate.toml:5 has an unknown key paht in chains; did you mean path?");
  }

  @Test
  void aNameThatResemblesNothingIsAnsweredWithAllThatAreKnown() {
    TomlTable table =
        new TomlTable("f.toml", "", 1, java.util.Map.of("xyz", new TomlValue.Flag(true, 4)));
    Mistakes mistakes = new Mistakes();

    table.refuseUnknownKeys(Set.of("lint", "chains"), mistakes);

    assertThatThrownBy(mistakes::refuse)
        .hasMessage("f.toml:4 has an unknown key xyz; known are chains, lint");
  }

  @Test
  void wrongTypesAreMistakesWithTheirLines() throws Exception {
    write(
        "migration-gate.toml",
        """
        lint = 3
        [[chains]]
        path = 1
        tool = ["flyway"]
        pattern = 1979-05-27
        name = ""
        """);

    assertThat(mistakes("."))
        .containsExactlyInAnyOrder(
            "migration-gate.toml:3 sets chains.path, which must be a string",
            "migration-gate.toml:4 sets chains.tool, which must be a string",
            "migration-gate.toml:5 sets chains.pattern, which must be a string",
            "migration-gate.toml:6 gives a chain an empty name",
            "migration-gate.toml:1 sets lint, which must be a table");
  }

  @Test
  void chainsWrittenAsOneTableAreExplained() throws Exception {
    write("migration-gate.toml", "[chains]\npath = \"db\"\n");

    assertThat(mistakes("."))
        .containsExactly("migration-gate.toml:1 chains must be written as [[chains]]");
  }

  @Test
  void twoChainsOfOneNameAreAMistake() throws Exception {
    String chain = "[[chains]]\nname = \"a\"\ntool = \"flyway\"\npath = \"db\"\n";
    write("migration-gate.toml", chain + chain);

    assertThat(mistakes(".")).containsExactly("migration-gate.toml:6 names a second chain a");
  }

  @Test
  void aPatternIsNeededForNumberedChainsAndForNoOthers() throws Exception {
    write(
        "migration-gate.toml",
        """
        [[chains]]
        tool = "numbered"
        path = "a"
        [[chains]]
        tool = "django"
        path = "b"
        pattern = "NN"
        """);

    assertThat(mistakes("."))
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains(":2 has a numbered chain without a pattern"))
        .anySatisfy(line -> assertThat(line).contains(":7 sets a pattern for Django"));
  }

  @Test
  void whatIsNotTomlIsUnreadableRatherThanWrong() throws Exception {
    write("migration-gate.toml", "[[chains]\n");

    assertThatThrownBy(() -> read("."))
        .asInstanceOf(type(SettingsException.class))
        .satisfies(
            refused -> {
              assertThat(refused.kind()).isEqualTo(SettingsException.Kind.UNREADABLE);
              assertThat(refused).hasMessageStartingWith("migration-gate.toml:1 is not TOML: ");
            });
  }

  @Test
  void aFolderOfThatNameIsUnreadableRatherThanPassedOver() throws Exception {
    Files.createDirectory(project.resolve("migration-gate.toml"));

    assertThatThrownBy(() -> read(".")).hasMessage("migration-gate.toml is a folder, not a file");
  }

  @Test
  void theNearestFileUpToTheRepositoryHolds() throws Exception {
    Files.createDirectories(project.resolve(".git"));
    Files.createDirectories(project.resolve("services/orders/db"));
    write("migration-gate.toml", chain("whole"));
    write("services/orders/migration-gate.toml", chain("orders"));

    assertThat(nameOf(read("services/orders/db"))).isEqualTo("orders");
    assertThat(nameOf(read("services"))).isEqualTo("whole");
    assertThat(nameOf(fromBelow("services", "."))).isEqualTo("whole");
  }

  @Test
  void aboveTheRepositoryNothingIsLookedFor() throws Exception {
    write("../migration-gate.toml", chain("stranger"));
    Files.createDirectories(project.resolve(".git"));

    assertThat(read(".")).isEqualTo(ProjectSettings.NONE);
  }

  @Test
  void withoutARepositoryTheWorkingDirectoryIsTheLimit() throws Exception {
    Files.createDirectories(project.resolve("db/steps"));
    write("../migration-gate.toml", chain("stranger"));

    assertThat(read("db/steps")).isEqualTo(ProjectSettings.NONE);

    write("migration-gate.toml", chain("ours"));

    assertThat(nameOf(read("db/steps"))).isEqualTo("ours");
    assertThat(fromBelow("db", "steps")).isEqualTo(ProjectSettings.NONE);
  }

  @Test
  void ofAFileInAChainTheFolderCounts() throws Exception {
    write("migration-gate.toml", chain("ours"));
    write("db/V1__a.sql", "");

    assertThat(nameOf(read("db/V1__a.sql"))).isEqualTo("ours");
  }

  @Test
  void nothingOutsideAMountedRootIsFound() throws Exception {
    Files.createDirectories(project.resolve("image/app"));
    write("migration-gate.toml", chain("outside"));
    SettingsReader reader = new SettingsReader(new TomljReader());

    assertThat(reader.settingsFor(FileTree.mountedAt(project.resolve("image"), "/app"), "."))
        .isEqualTo(ProjectSettings.NONE);

    write("image/app/migration-gate.toml", chain("inside"));

    assertThat(
            nameOf(reader.settingsFor(FileTree.mountedAt(project.resolve("image"), "/app"), ".")))
        .isEqualTo("inside");
  }

  private static String chain(String name) {
    return "[[chains]]\nname = \"" + name + "\"\ntool = \"flyway\"\npath = \"db\"\n";
  }

  private static String nameOf(ProjectSettings settings) {
    return settings.chains().getFirst().name();
  }

  private ProjectSettings read(String path) throws SettingsException {
    return new SettingsReader(new TomljReader()).settingsFor(FileTree.host(project), path);
  }

  private ProjectSettings fromBelow(String folder, String path) throws SettingsException {
    return new SettingsReader(new TomljReader())
        .settingsFor(FileTree.host(project.resolve(folder)), path);
  }

  private List<String> mistakes(String path) {
    try {
      read(path);
    } catch (SettingsException wrong) {
      return wrong.mistakes().stream().map(SettingsException.Mistake::toString).toList();
    }
    throw new AssertionError("nothing was refused");
  }

  private void write(String name, String text) throws IOException {
    Path file = project.resolve(name).normalize();
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

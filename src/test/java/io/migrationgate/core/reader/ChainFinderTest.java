package io.migrationgate.core.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationgate.adapter.toml.TomljReader;
import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.alembic.AlembicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which chains are found below a folder, and what they are called. */
class ChainFinderTest {

  private static final String INI =
      """
      [alembic]
      script_location = migrations
      """;

  @TempDir Path temporary;

  private Path project;

  @BeforeEach
  void createProject() throws IOException {
    project = Files.createDirectories(temporary.toRealPath().resolve("shop"));
  }

  @Test
  void aConfigurationAtTheTopIsCalledLikeItsFolder() throws Exception {
    file("alembic.ini", INI);
    revision("migrations/versions/a1.py", "a1");

    assertThat(find(".")).singleElement().satisfies(chain -> assertRead(chain, "shop", "a1"));
  }

  @Test
  void nestedServicesAreCalledByTheirPlace() throws Exception {
    for (String service : List.of("services/orders", "services/users")) {
      file(service + "/alembic.ini", INI);
      revision(service + "/migrations/versions/a1.py", "a1");
    }

    assertThat(find("."))
        .extracting(ChainSource::name)
        .containsExactly("services/orders", "services/users");
  }

  @Test
  void eachSectionWithAScriptFolderIsAChain() throws Exception {
    file(
        "alembic.ini",
        """
        [DEFAULT]
        sqlalchemy.url = x

        [orders]
        script_location = orders

        [users]
        script_location = users

        [post_write_hooks]
        hooks = black
        """);
    revision("orders/versions/o1.py", "o1");
    revision("users/versions/u1.py", "u1");

    List<ChainSource> found = find(".");

    assertThat(found).extracting(ChainSource::name).containsExactly("orders", "users");
    assertRead(found.getLast(), "users", "u1");
  }

  @Test
  void pyprojectConfiguresAChainToo() throws Exception {
    file(
        "pyproject.toml",
        """
        [tool.alembic]
        script_location = "%(here)s/migrations"
        """);
    revision("migrations/versions/a1.py", "a1");

    assertThat(find(".")).singleElement().satisfies(chain -> assertRead(chain, "shop", "a1"));
  }

  @Test
  void aPyprojectWithoutAlembicConfiguresNothing() throws IOException {
    file("pyproject.toml", "[tool.black]\nline-length = 100\n");

    assertThatThrownBy(() -> find(".")).isInstanceOf(UnreadableException.class);
  }

  /** Flask-Migrate's alembic.ini says nothing of the folder, for it is the one it stands in. */
  @Test
  void flaskMigrateIsKnownByItsLayout() throws Exception {
    file("migrations/alembic.ini", "[alembic]\n# set by Flask\n");
    file("migrations/env.py", "");
    revision("migrations/versions/a1.py", "a1");

    assertThat(find(".")).singleElement().satisfies(chain -> assertRead(chain, "migrations", "a1"));
  }

  /** Real {@code alembic heads} stops there; a program that sets it as it runs does not. */
  @Test
  void anIniWithoutScriptLocationAboveALayoutIsTold() throws Exception {
    file("alembic.ini", "[alembic]\nfile_template = %%(rev)s\n");
    file("db/migrations/env.py", "");
    revision("db/migrations/versions/a1.py", "a1");

    assertThat(find("."))
        .singleElement()
        .satisfies(
            source -> {
              MigrationChain chain = source.read();
              assertThat(chain.complete()).isTrue();
              assertThat(chain.problems())
                  .containsExactly(
                      new GraphProblem.UnnamedScriptFolder(
                          new SourceLocation("alembic.ini", 1), "db/migrations"));
            });
    // Asked about the folder alone, nothing above it is looked at.
    assertThat(find("db/migrations").getFirst().read().problems()).isEmpty();

    file("pyproject.toml", "[tool.alembic]\nscript_location = \"db/migrations\"\n");
    assertThat(find(".").getFirst().read().problems()).isEmpty();
  }

  @Test
  void anIniThatIsNotAlembicsIsNotTold() throws Exception {
    file("alembic.ini", "[loggers]\nkeys = root\n");
    file("migrations/env.py", "");
    revision("migrations/versions/a1.py", "a1");

    assertThat(find(".").getFirst().read().problems()).isEmpty();
  }

  @Test
  void aScriptFolderThatIsConfiguredIsNotFoundTwice() throws Exception {
    file("alembic.ini", INI);
    file("migrations/env.py", "");
    revision("migrations/versions/a1.py", "a1");

    assertThat(find(".")).hasSize(1);
  }

  @Test
  void whatIsInstalledIsNotOurs() throws Exception {
    file("alembic.ini", INI);
    revision("migrations/versions/a1.py", "a1");
    file("env/pyvenv.cfg", "");
    for (String foreign :
        List.of("env/lib/pkg", "node_modules/pkg", "lib/python3/site-packages/pkg", ".tox/pkg")) {
      file(foreign + "/alembic.ini", INI);
      revision(foreign + "/migrations/versions/z1.py", "z1");
    }

    assertThat(find(".")).singleElement().satisfies(chain -> assertRead(chain, "shop", "a1"));
  }

  @Test
  void aConfigurationMayBeNamed() throws Exception {
    file("conf/database.ini", INI);
    revision("conf/migrations/versions/a1.py", "a1");

    assertThat(find("conf/database.ini").getFirst().read().graph().size()).isEqualTo(1);
  }

  @Test
  void aFolderOfRevisionsMayBeNamed() throws Exception {
    revision("db/versions/a1.py", "a1");

    assertThat(find("db/versions").getFirst().read().graph().size()).isEqualTo(1);
  }

  /** Alembic starts relative paths where it is called, and a configuration cannot say where. */
  @Test
  void theWorkingDirectoryIsWhereTheScriptFolderIs() throws Exception {
    file("db/alembic.ini", "[alembic]\nscript_location = db/migrations\n");
    revision("db/migrations/versions/a1.py", "a1");

    assertThat(find(".")).singleElement().satisfies(chain -> assertRead(chain, "db", "a1"));
  }

  @Test
  void chainsOfOneNameAreToldApart() throws Exception {
    file("alembic.ini", INI);
    file("other.ini", "[alembic]\nscript_location = others\n");
    revision("migrations/versions/a1.py", "a1");
    revision("others/versions/b1.py", "b1");

    assertThat(find("."))
        .extracting(ChainSource::name)
        .containsExactly("shop:alembic.ini", "shop:other.ini");
  }

  @Test
  void aBrokenConfigurationIsAChainThatCannotBeRead() throws Exception {
    file("alembic.ini", "[alembic]\nscript_location = nowhere\n");

    assertThat(find(".").getFirst().read().problems()).hasSize(1);
  }

  @Test
  void aFolderWithoutChainsIsAnError() {
    assertThatThrownBy(() -> find(".")).hasMessageContaining("holds no migration chain");
    assertThatThrownBy(() -> find("missing")).hasMessage("missing does not exist");
  }

  private List<ChainSource> find(String path) throws UnreadableException {
    return new ChainFinder(List.of(new AlembicReader(new TomljReader())))
        .find(FileTree.host(project), path);
  }

  private static void assertRead(ChainSource source, String name, String head) {
    MigrationChain chain = source.read();
    assertThat(chain.name()).isEqualTo(name);
    assertThat(chain.problems()).isEmpty();
    assertThat(chain.graph().heads()).extracting(r -> r.id().value()).containsExactly(head);
  }

  private void revision(String path, String id) throws IOException {
    file(path, "revision = '%s'\ndown_revision = None\n".formatted(id));
  }

  private void file(String path, String text) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

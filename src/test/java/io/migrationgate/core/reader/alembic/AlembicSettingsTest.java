package io.migrationgate.core.reader.alembic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationgate.adapter.toml.TomljReader;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the configuration files of an image, whose working directory is /app, amount to. */
class AlembicSettingsTest {

  @TempDir Path image;

  @BeforeEach
  void layOut() throws IOException {
    for (String folder :
        new String[] {
          "app/scripts",
          "app/shop/db/migrations",
          "usr/local/lib/python3.14/site-packages/vendor/db"
        }) {
      Files.createDirectories(image.resolve(folder));
    }
  }

  @Test
  void revisionsAreInTheVersionsFolderUnlessSaidOtherwise() throws Exception {
    AlembicSettings settings = ini("script_location = scripts");

    assertThat(settings.scriptFolder()).isEqualTo("/app/scripts");
    assertThat(settings.versionFolders()).containsExactly("/app/scripts/versions");
    assertThat(settings.recursive()).isFalse();
    assertThat(settings.sourceless()).isFalse();
  }

  @Test
  void locationsKeepTheirOrderForTheLastFileOfADuplicateIdCounts() throws Exception {
    AlembicSettings settings =
        ini(
            """
            script_location = scripts
            path_separator = os
            version_locations = z:%(here)s/a:/b
            """);

    assertThat(settings.versionFolders()).containsExactly("/app/z", "/etc/a", "/b");
  }

  @Test
  void onlyTheWordTrueIsTrue() throws Exception {
    assertThat(ini("script_location = scripts\nsourceless = true").sourceless()).isTrue();
    assertThat(ini("script_location = scripts\nsourceless = True").sourceless()).isFalse();
    assertThat(ini("script_location = scripts\nsourceless = 1").sourceless()).isFalse();
  }

  @Test
  void aPackageIsLookedForInTheProject() throws Exception {
    assertThat(ini("script_location = shop.db:migrations").scriptFolder())
        .isEqualTo("/app/shop/db/migrations");
    assertThat(ini("script_location = shop:db:migrations").scriptFolder())
        .isEqualTo("/app/shop/db/migrations");
  }

  @Test
  void aPackageIsLookedForWherePrependSysPathSays() throws Exception {
    assertThat(ini("script_location = db:migrations\nprepend_sys_path = shop").scriptFolder())
        .isEqualTo("/app/shop/db/migrations");
  }

  @Test
  void aPackageIsLookedForAmongWhatIsInstalled() throws Exception {
    assertThat(ini("script_location = vendor:db").scriptFolder())
        .isEqualTo("/usr/local/lib/python3.14/site-packages/vendor/db");
  }

  @Test
  void aPackageThatIsNotThereIsNoChain() {
    assertThatThrownBy(() -> ini("script_location = nowhere:db"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Python package nowhere, which is not found here");
  }

  @Test
  void anErrorSaysWhereItIs() {
    assertThatThrownBy(() -> ini("# comment\nscript_location = nowhere"))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            error ->
                assertThat(error.location()).isEqualTo(new SourceLocation("/etc/alembic.ini", 3)));
  }

  @Test
  void separatorsThatAlembicDoesNotKnowAreErrors() {
    assertThatThrownBy(
            () ->
                ini(
                    """
                    script_location = scripts
                    version_locations = a b
                    version_path_separator = os  # as the old template had it
                    """))
        .hasMessageContaining("none of space, newline, os, : and ;");
  }

  @Test
  void theIniWinsOptionByOption() throws Exception {
    AlembicSettings settings =
        AlembicSettings.from(
            tree(),
            parse("script_location = scripts"),
            TomlFile.parse(
                "/app/pyproject.toml",
                """
                [tool.alembic]
                script_location = "elsewhere"
                version_locations = ["%(here)s/a", "b"]
                recursive_version_locations = true
                """,
                "/app",
                new TomljReader()),
            "alembic");

    assertThat(settings.scriptFolder()).isEqualTo("/app/scripts");
    assertThat(settings.versionFolders()).containsExactly("/app/a", "/app/b");
    assertThat(settings.recursive()).isTrue();
  }

  private AlembicSettings ini(String options) throws ConfigurationException {
    return AlembicSettings.from(
        tree(), parse(options), TomlFile.absent("pyproject.toml"), "alembic");
  }

  private static IniFile parse(String options) throws ConfigurationException {
    return IniFile.parse("/etc/alembic.ini", "[alembic]\n" + options, "/etc");
  }

  private FileTree tree() {
    return FileTree.mountedAt(image, "/app");
  }
}

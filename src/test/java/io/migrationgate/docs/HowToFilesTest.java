package io.migrationgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What pages tell people to put into files is what was tested, and can be read. */
class HowToFilesTest {

  private static final Path PAGES = Path.of("docs/how-to");
  private static final Path SCRIPT = Path.of("helm/migration-gate/files/argocd-health.lua");
  private static final String KEY = "resource.customizations.health.migrationgate.io_MigrationGate";
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");

  @Test
  void theScriptForArgoCdIsTheOneThatIsTested() throws Exception {
    List<Object> found = new ArrayList<>();
    for (Object document : documents(PAGES.resolve("argo-cd.md"))) {
      if (document instanceof Map<?, ?> map && map.get("data") instanceof Map<?, ?> data) {
        found.add(data.get(KEY));
      }
    }

    assertThat(found).containsExactly(Files.readString(SCRIPT));
  }

  @Test
  void everyYamlCanBeRead() throws Exception {
    try (Stream<Path> pages = Files.list(PAGES)) {
      for (Path page : pages.sorted().toList()) {
        assertThat(documents(page)).as(page.toString()).doesNotContainNull();
      }
    }
  }

  private static List<Object> documents(Path page) throws IOException {
    List<Object> all = new ArrayList<>();
    for (String block :
        BLOCK.matcher(Files.readString(page)).results().map(found -> found.group(1)).toList()) {
      new Load(LoadSettings.builder().setLabel(page.toString()).build())
          .loadAllFromString(block)
          .forEach(all::add);
    }
    return all;
  }
}

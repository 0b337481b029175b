package io.migrationgate.core.settings;

import java.util.List;

/**
 * What a project's {@code migration-gate.toml} says; nothing where there is none.
 *
 * @param chains the chains that it names, in its order
 * @param lint its section {@code [lint]}, whose keys are the rules' own
 */
public record ProjectSettings(List<ChainSettings> chains, TomlTable lint) {

  /** The name of the file. */
  public static final String FILE = "migration-gate.toml";

  /** What holds for a project without such a file. */
  public static final ProjectSettings NONE =
      new ProjectSettings(List.of(), TomlTable.absent(FILE, "lint"));

  public ProjectSettings {
    chains = List.copyOf(chains);
  }
}

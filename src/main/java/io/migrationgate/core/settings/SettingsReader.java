package io.migrationgate.core.settings;

import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.Folder;
import io.migrationgate.core.reader.Tool;
import io.migrationgate.core.reader.UnreadableException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds a project's settings and reads them. */
public final class SettingsReader {

  private static final int MAX_FILE = 1 << 20;

  private static final Set<String> SECTIONS = Set.of("chains", "lint");
  private static final Set<String> CHAIN_KEYS = Set.of("name", "tool", "path", "pattern");

  private final TomlParser toml;

  public SettingsReader(TomlParser toml) {
    this.toml = toml;
  }

  /**
   * The settings that hold for a path: those of the nearest file from there upward to the root of
   * the repository. Without a repository it is looked for up to the working directory, and not
   * above, where anybody's files may lie.
   *
   * @throws SettingsException if there is such a file, and it cannot be read or is wrong
   */
  public ProjectSettings settingsFor(FileTree tree, String path) throws SettingsException {
    Optional<String> file = find(tree, path);
    return file.isEmpty() ? ProjectSettings.NONE : read(tree, file.get());
  }

  private static Optional<String> find(FileTree tree, String path) {
    String given = tree.absolute(path);
    String start = tree.isFile(given) ? parent(given) : given;
    String here = tree.workingDirectory();
    Optional<String> found = Optional.empty();
    // Whether a file may count although no repository says how far the project reaches.
    boolean ours = true;
    for (String folder = start; ; folder = parent(folder)) {
      Names names = Names.in(tree, folder, folder.equals(start));
      if (found.isEmpty() && names.settings()) {
        found = Optional.of(child(folder, ProjectSettings.FILE));
        if (ours) {
          return found;
        }
      }
      if (names.repository()) {
        return found;
      }
      if (folder.equals("/")) {
        return Optional.empty();
      }
      ours &= isBelow(folder, here);
    }
  }

  private static boolean isBelow(String path, String folder) {
    return !path.equals(folder) && path.startsWith(folder.equals("/") ? "/" : folder + "/");
  }

  /** What a folder holds of what is looked for. */
  private record Names(boolean settings, boolean repository) {

    private static final String REPOSITORY = ".git";

    /**
     * Looks into a folder.
     *
     * @param listed whether the folder is listed anyway, which makes this look-up free
     */
    static Names in(FileTree tree, String folder, boolean listed) {
      if (listed) {
        try {
          return in(tree.list(folder));
        } catch (UnreadableException closed) {
          // A folder that may be entered and not listed: both names can still be tried.
        }
      }
      return new Names(
          tree.exists(child(folder, ProjectSettings.FILE)), tree.exists(child(folder, REPOSITORY)));
    }

    private static Names in(Folder folder) {
      boolean settings = false;
      boolean repository = false;
      for (Folder.Entry entry : folder.entries()) {
        settings |= entry.name().equals(ProjectSettings.FILE);
        repository |= entry.name().equals(REPOSITORY);
      }
      return new Names(settings, repository);
    }
  }

  private ProjectSettings read(FileTree tree, String path) throws SettingsException {
    String shown = tree.display(path);
    TomlTable document = toml.parse(shown, text(tree, path, shown));
    Mistakes mistakes = new Mistakes();
    document.refuseUnknownKeys(SECTIONS, mistakes);
    List<ChainSettings> chains = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (TomlTable table : document.tables("chains", mistakes)) {
      chain(tree, parent(path), table, mistakes)
          .ifPresent(
              chain -> {
                chains.add(chain);
                if (!names.add(chain.name())) {
                  mistakes.add(table.location("name"), "names a second chain " + chain.name());
                }
              });
    }
    TomlTable lint = document.table("lint", mistakes);
    mistakes.refuse();
    return new ProjectSettings(chains, lint);
  }

  private static Optional<ChainSettings> chain(
      FileTree tree, String folder, TomlTable table, Mistakes mistakes) {
    table.refuseUnknownKeys(CHAIN_KEYS, mistakes);
    Optional<String> path = required(table, "path", mistakes);
    Optional<Tool> tool =
        required(table, "tool", mistakes).flatMap(name -> tool(name, table, mistakes));
    Optional<String> pattern = table.text("pattern", mistakes);
    Optional<String> name = table.text("name", mistakes);
    if (name.isPresent() && name.get().isBlank()) {
      mistakes.add(table.location("name"), "gives a chain an empty name");
    }
    if (path.isEmpty() || tool.isEmpty()) {
      return Optional.empty();
    }
    if (tool.get() == Tool.NUMBERED
        && pattern.isEmpty()
        && !table.values().containsKey("pattern")) {
      mistakes.add(
          table.location("tool"),
          "has a numbered chain without a pattern; say how its files are named, as in"
              + " pattern = \"NNNN_<slug>.sql\"");
    }
    if (tool.get() != Tool.NUMBERED && pattern.isPresent()) {
      mistakes.add(
          table.location("pattern"),
          "sets a pattern for "
              + tool.get().title()
              + ", whose file names are its own;"
              + " take it away, or write tool = \"numbered\"");
    }
    return Optional.of(
        new ChainSettings(
            name.orElse(path.get()),
            tool.get(),
            tree.absolute(path.get().startsWith("/") ? path.get() : folder + "/" + path.get()),
            pattern,
            new SourceLocation(table.file(), table.line())));
  }

  private static Optional<String> required(TomlTable table, String key, Mistakes mistakes) {
    Optional<String> text = table.text(key, mistakes);
    boolean absent = !table.values().containsKey(key);
    if (absent || text.isPresent() && text.get().isBlank()) {
      mistakes.add(
          table.location(key), "has a chain without a " + key + "; add " + key + " = \"...\"");
      return Optional.empty();
    }
    return text;
  }

  private static Optional<Tool> tool(String name, TomlTable table, Mistakes mistakes) {
    List<String> known = new ArrayList<>();
    for (Tool tool : Tool.values()) {
      if (tool.settingsName().equals(name)) {
        return Optional.of(tool);
      }
      known.add(tool.settingsName());
    }
    mistakes.add(
        table.location("tool"),
        "names an unknown tool "
            + name
            + NearestName.of(name, known)
                .map(likely -> "; did you mean " + likely + "?")
                .orElse("; known are " + String.join(", ", known)));
    return Optional.empty();
  }

  private static String text(FileTree tree, String path, String shown) throws SettingsException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(tree.read(path, MAX_FILE)))
          .toString();
    } catch (UnreadableException unreadable) {
      throw SettingsException.unreadable(SourceLocation.wholeFile(shown), unreadable.reason());
    } catch (CharacterCodingException notText) {
      throw SettingsException.unreadable(
          SourceLocation.wholeFile(shown), "is not UTF-8 text; save it as UTF-8");
    }
  }

  private static String child(String folder, String name) {
    return folder.equals("/") ? "/" + name : folder + "/" + name;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }
}

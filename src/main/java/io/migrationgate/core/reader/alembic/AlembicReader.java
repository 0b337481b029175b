package io.migrationgate.core.reader.alembic;

import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.Folder;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.MigrationReader;
import io.migrationgate.core.reader.UnreadableException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds Alembic's chains: by alembic.ini, by pyproject.toml, or by the layout of a folder. */
public final class AlembicReader implements MigrationReader {

  /** What Alembic looks for when it is told nothing else. */
  static final String INI = "alembic.ini";

  static final String TOML = "pyproject.toml";
  static final String SECTION = "alembic";

  /** No configuration is larger, and a stray data file must not fill the memory. */
  private static final int MAX_CONFIGURATION = 4 << 20;

  private final TomlReader toml;

  public AlembicReader(TomlReader toml) {
    this.toml = toml;
  }

  @Override
  public List<ChainSource> configuredIn(FileTree tree, Folder folder, String top) {
    List<ChainSource> found = new ArrayList<>();
    Optional<String> pyproject =
        folder.hasFile(TOML) ? Optional.of(child(folder, TOML)) : Optional.empty();
    boolean iniSeen = false;
    for (Folder.Entry entry : folder.entries()) {
      if (entry.isFile() && entry.name().endsWith(".ini") && mentions(tree, folder, entry)) {
        iniSeen = true;
        found.addAll(ofIni(tree, child(folder, entry.name()), pyproject, Optional.of(top)));
      }
    }
    if (!iniSeen && pyproject.isPresent()) {
      found.addAll(ofToml(tree, pyproject.get(), top));
    }
    return found;
  }

  /** Flask-Migrate's alembic.ini names no folder: it is the layout that tells. */
  @Override
  public List<ChainSource> laidOutIn(FileTree tree, Folder folder, String top) {
    boolean scripts =
        folder.hasFile("env.py")
            && (folder.hasFolder("versions") || folder.hasFile("script.py.mako"));
    return scripts
        ? List.of(
            AlembicSource.ofLayout(
                nameOf(tree, folder.path(), SECTION),
                AlembicSettings.ofScriptFolder(folder.path()),
                new SilentConfiguration(tree, folder.path(), top, this)))
        : List.of();
  }

  @Override
  public List<ChainSource> filesIn(FileTree tree, Folder folder) {
    boolean revisions =
        folder.entries().stream()
            .anyMatch(
                entry -> RevisionFolder.isSource(entry.name()) && looksLikeRevision(tree, entry));
    return revisions
        ? List.of(
            AlembicSource.ofLayout(
                nameOf(tree, folder.path(), SECTION),
                AlembicSettings.ofVersionsFolder(folder.path()),
                new SilentConfiguration(tree, folder.path(), folder.path(), this)))
        : List.of();
  }

  @Override
  public List<ChainSource> configuredBy(FileTree tree, String file) {
    String path = tree.absolute(file);
    String name = path.substring(path.lastIndexOf('/') + 1);
    String folder = parent(path);
    if (name.endsWith(".toml")) {
      return ofToml(tree, path, folder);
    }
    String pyproject = folder + "/" + TOML;
    List<ChainSource> found =
        ofIni(
            tree,
            path,
            tree.isFile(pyproject) ? Optional.of(pyproject) : Optional.empty(),
            Optional.empty());
    return found.isEmpty() ? besideIni(tree, folder) : found;
  }

  private List<ChainSource> besideIni(FileTree tree, String folder) {
    try {
      return laidOutIn(tree, tree.list(folder), folder);
    } catch (UnreadableException closed) {
      return List.of();
    }
  }

  /**
   * The chain that Alembic itself would read, for its own options {@code -c} and {@code -n}: both
   * files default to the working directory, and either may be absent.
   */
  public ChainSource selected(
      FileTree tree, Optional<String> ini, Optional<String> pyproject, Optional<String> section) {
    String name = section.orElse(SECTION);
    String iniPath = tree.absolute(ini.orElse(INI));
    String tomlPath = tree.absolute(pyproject.orElse(TOML));
    List<String> options = new ArrayList<>();
    ini.ifPresent(path -> options.addAll(List.of("-c", path)));
    pyproject.ifPresent(path -> options.addAll(List.of("-c", path)));
    section.ifPresent(given -> options.addAll(List.of("-n", given)));
    return AlembicSource.ofConfiguration(
        new AlembicSource.Naming(
            nameOf(tree, parent(iniPath), name), name, invocation(tree, options)),
        tree,
        () ->
            AlembicSettings.from(
                tree, readIni(tree, iniPath, true), readToml(tree, tomlPath, true), name));
  }

  private static Optional<MigrationChain.Invocation> invocation(
      FileTree tree, List<String> options) {
    return Optional.of(
        new MigrationChain.Invocation(tree.display(tree.workingDirectory()), options));
  }

  private List<ChainSource> ofIni(
      FileTree tree, String path, Optional<String> pyproject, Optional<String> top) {
    String folder = parent(path);
    List<String> sections;
    try {
      sections = chainSections(readIni(tree, path, false), tree, pyproject);
    } catch (ConfigurationException broken) {
      sections = List.of(SECTION);
    }
    List<ChainSource> found = new ArrayList<>();
    for (String section : sections) {
      FileTree there = workingFolder(tree, path, pyproject, section, folder, top.orElse(folder));
      List<String> options = new ArrayList<>();
      String fromThere = below(there.workingDirectory(), path);
      if (!fromThere.equals(INI)) {
        options.addAll(List.of("-c", fromThere));
      }
      if (!section.equals(SECTION)) {
        options.addAll(List.of("-n", section));
      }
      found.add(
          AlembicSource.ofConfiguration(
              new AlembicSource.Naming(
                  nameOf(tree, folder, section),
                  path.substring(path.lastIndexOf('/') + 1),
                  invocation(there, options)),
              there,
              () -> settings(there, path, pyproject, section)));
    }
    return found;
  }

  private List<ChainSource> ofToml(FileTree tree, String path, String top) {
    String folder = parent(path);
    try {
      if (!readToml(tree, path, false).isPresent()) {
        return List.of();
      }
    } catch (ConfigurationException broken) {
      // Every tool that reads this file would say so; without a table there is no chain to name.
      return mentionsAlembicTable(tree, path)
          ? List.of(brokenToml(tree, path, nameOf(tree, folder, SECTION)))
          : List.of();
    }
    String ini = folder + "/" + INI;
    FileTree there = workingFolder(tree, ini, Optional.of(path), SECTION, folder, top);
    return List.of(
        AlembicSource.ofConfiguration(
            new AlembicSource.Naming(
                nameOf(tree, folder, SECTION), TOML, invocation(there, List.of())),
            there,
            () -> settings(there, ini, Optional.of(path), SECTION)));
  }

  private ChainSource brokenToml(FileTree tree, String path, String name) {
    return AlembicSource.ofConfiguration(
        new AlembicSource.Naming(name, TOML, Optional.empty()),
        tree,
        () -> settings(tree, parent(path) + "/" + INI, Optional.of(path), SECTION));
  }

  private static boolean mentionsAlembicTable(FileTree tree, String path) {
    try {
      String text = new String(tree.read(path, MAX_CONFIGURATION), StandardCharsets.UTF_8);
      return text.contains("tool.alembic");
    } catch (UnreadableException gone) {
      return false;
    }
  }

  private AlembicSettings settings(
      FileTree tree, String ini, Optional<String> pyproject, String section)
      throws ConfigurationException {
    return AlembicSettings.from(
        tree,
        readIni(tree, ini, true),
        pyproject.isPresent() ? readToml(tree, pyproject.get(), true) : TomlFile.absent(TOML),
        section);
  }

  /**
   * Relative locations start where Alembic is called, which a file cannot tell. The folder of the
   * configuration is the usual place; else the nearest one above it where the script folder exists.
   */
  private FileTree workingFolder(
      FileTree tree,
      String ini,
      Optional<String> pyproject,
      String section,
      String folder,
      String top) {
    String candidate = folder;
    while (true) {
      FileTree there = tree.workingIn(candidate);
      try {
        settings(there, ini, pyproject, section);
        return there;
      } catch (ConfigurationException elsewhere) {
        if (candidate.equals(top) || !candidate.startsWith(top) || candidate.equals("/")) {
          return tree.workingIn(folder);
        }
        candidate = parent(candidate);
      }
    }
  }

  /** The sections that are chains: those with a script folder of their own. */
  private List<String> chainSections(IniFile ini, FileTree tree, Optional<String> pyproject)
      throws ConfigurationException {
    List<String> sections = new ArrayList<>(ini.sectionsThatSet("script_location"));
    if (sections.isEmpty() && ini.sections().contains(SECTION)) {
      boolean elsewhere =
          ini.get(SECTION, "script_location").isPresent()
              || pyproject.isPresent() && readToml(tree, pyproject.get(), true).isPresent();
      if (elsewhere) {
        sections.add(SECTION);
      }
    }
    return sections;
  }

  /** Where the alembic.ini of a folder should name a script folder, and nothing there does. */
  Optional<SourceLocation> withoutScriptLocation(FileTree tree, String folder) {
    try {
      IniFile ini = readIni(tree, folder + "/" + INI, false);
      boolean silent =
          ini.sections().contains(SECTION)
              && ini.sectionsThatSet("script_location").isEmpty()
              && ini.get(SECTION, "script_location").isEmpty()
              && readToml(tree, folder + "/" + TOML, true).string("script_location").isEmpty();
      return silent ? Optional.of(ini.location(SECTION, "script_location")) : Optional.empty();
    } catch (ConfigurationException broken) {
      // It is a chain of its own then, and tells of it.
      return Optional.empty();
    }
  }

  private IniFile readIni(FileTree tree, String path, boolean mayBeAbsent)
      throws ConfigurationException {
    String shown = tree.display(path);
    if (mayBeAbsent && !tree.exists(path)) {
      return IniFile.absent(shown);
    }
    return IniFile.parse(shown, text(tree, path), parent(path));
  }

  private TomlFile readToml(FileTree tree, String path, boolean mayBeAbsent)
      throws ConfigurationException {
    String shown = tree.display(path);
    if (mayBeAbsent && !tree.exists(path)) {
      return TomlFile.absent(shown);
    }
    return TomlFile.parse(shown, text(tree, path), parent(path), toml);
  }

  private static String text(FileTree tree, String path) throws ConfigurationException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(tree.read(path, MAX_CONFIGURATION)))
          .toString();
    } catch (UnreadableException unreadable) {
      throw new ConfigurationException(
          SourceLocation.wholeFile(tree.display(path)), unreadable.reason());
    } catch (CharacterCodingException notText) {
      throw new ConfigurationException(
          SourceLocation.wholeFile(tree.display(path)), "is not UTF-8 text");
    }
  }

  /** Whether an ini file is about Alembic at all; most in a repository are not. */
  private static boolean mentions(FileTree tree, Folder folder, Folder.Entry entry) {
    if (entry.name().equals(INI)) {
      return true;
    }
    try {
      byte[] bytes = tree.read(child(folder, entry.name()), MAX_CONFIGURATION);
      return new String(bytes, StandardCharsets.ISO_8859_1).contains("script_location");
    } catch (UnreadableException closed) {
      return false;
    }
  }

  private static boolean looksLikeRevision(FileTree tree, Folder.Entry entry) {
    try {
      byte[] bytes = tree.read(entry.realPath(), RevisionFolder.MAX_FILE);
      return new String(bytes, StandardCharsets.ISO_8859_1).contains("down_revision");
    } catch (UnreadableException closed) {
      return false;
    }
  }

  private static String child(Folder folder, String name) {
    return folder.path().equals("/") ? "/" + name : folder.path() + "/" + name;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /** The rest of a path below a folder that holds it. */
  private static String below(String folder, String path) {
    return path.substring(folder.endsWith("/") ? folder.length() : folder.length() + 1);
  }

  /**
   * The place as a person would write it, and the section if that is a choice. What lies right here
   * is named after the folder, or by its section alone.
   */
  private static String nameOf(FileTree tree, String folder, String section) {
    String shown = tree.display(folder);
    boolean here = shown.equals(".") || shown.equals("/");
    if (!section.equals(SECTION)) {
      return here ? section : shown + ":" + section;
    }
    String place = here ? folder.substring(folder.lastIndexOf('/') + 1) : shown;
    String name = place.startsWith("/") && tree.isMounted() ? place.substring(1) : place;
    return name.isEmpty() ? SECTION : name;
  }
}

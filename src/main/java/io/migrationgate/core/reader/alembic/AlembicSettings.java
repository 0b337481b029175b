package io.migrationgate.core.reader.alembic;

import io.migrationgate.core.edit.alembic.FileNaming;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.FileTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Alembic would take from its configuration files to find the revisions.
 *
 * @param scriptFolder absolute
 * @param versionFolders absolute, in load order; some may not exist
 * @param source where the configuration says so
 * @param naming how new files are called
 */
record AlembicSettings(
    String scriptFolder,
    List<String> versionFolders,
    boolean recursive,
    boolean sourceless,
    SourceLocation source,
    FileNaming naming) {

  AlembicSettings {
    versionFolders = List.copyOf(versionFolders);
  }

  /** The settings of a script folder that no configuration names. */
  static AlembicSettings ofScriptFolder(String folder) {
    return new AlembicSettings(
        folder,
        List.of(folder + "/versions"),
        false,
        false,
        SourceLocation.wholeFile(folder),
        FileNaming.USUAL);
  }

  AlembicSettings withVersionFolders(List<String> others) {
    return new AlembicSettings(scriptFolder, others, recursive, sourceless, source, naming);
  }

  /** The settings of a folder of revisions. */
  static AlembicSettings ofVersionsFolder(String folder) {
    return new AlembicSettings(
        folder, List.of(folder), false, false, SourceLocation.wholeFile(folder), FileNaming.USUAL);
  }

  /**
   * Works out the settings as Alembic does, option by option: the ini file wins.
   *
   * @throws ConfigurationException if Alembic would refuse, or nothing is where they lead
   */
  static AlembicSettings from(FileTree tree, IniFile ini, TomlFile toml, String section)
      throws ConfigurationException {
    return new Resolution(tree, ini, toml, section).settings();
  }

  private record Resolution(FileTree tree, IniFile ini, TomlFile toml, String section) {

    AlembicSettings settings() throws ConfigurationException {
      SourceLocation source =
          ini.get(section, "script_location").isPresent()
              ? ini.location(section, "script_location")
              : toml.isPresent() ? toml.location() : ini.location(section, "script_location");
      String location =
          string("script_location")
              .orElseThrow(() -> new ConfigurationException(source, noLocation()));
      checkWhatIsReadBesides();
      PackageResources packages = new PackageResources(tree, sysPath());
      String scriptFolder = packages.folder(location, source);
      if (!tree.exists(scriptFolder)) {
        throw new ConfigurationException(
            source,
            "sets script_location to "
                + location
                + ", but there is no such folder in "
                + tree.display("."));
      }
      List<String> versionFolders = new ArrayList<>();
      for (String folder : versionLocations()) {
        versionFolders.add(packages.folder(folder, source));
      }
      if (versionFolders.isEmpty()) {
        versionFolders.add(scriptFolder + "/versions");
      }
      return new AlembicSettings(
          scriptFolder,
          versionFolders,
          flag("recursive_version_locations"),
          flag("sourceless"),
          source,
          naming());
    }

    private FileNaming naming() throws ConfigurationException {
      // Of numbers that are no int, checkWhatIsReadBesides() has let through none but the huge.
      int length = FileNaming.USUAL.slugLength();
      Optional<String> given = slugLength();
      if (given.isPresent()) {
        try {
          length = Integer.parseInt(given.get().strip().replace("_", ""));
        } catch (NumberFormatException huge) {
          length = Integer.MAX_VALUE;
        }
        // To Alembic a zero is no number.
        length = length == 0 ? FileNaming.USUAL.slugLength() : length;
      }
      return new FileNaming(
          string("file_template").orElse(FileNaming.USUAL.template()),
          length,
          string("timezone").filter(zone -> !zone.isEmpty()));
    }

    private Optional<String> slugLength() throws ConfigurationException {
      Optional<String> length = ini.get(section, "truncate_slug_length");
      return length.isPresent() ? length : toml.number("truncate_slug_length");
    }

    private String noLocation() {
      return ini.sections().isEmpty() || ini.sections().contains(section)
          ? "sets no script_location in [" + section + "]"
          : "has no section [" + section + "]; there are " + String.join(", ", ini.sections());
    }

    private Optional<String> string(String option) throws ConfigurationException {
      Optional<String> value = ini.get(section, option);
      return value.isPresent() ? value : toml.string(option);
    }

    private boolean flag(String option) throws ConfigurationException {
      Optional<String> value = ini.get(section, option);
      return value.isPresent() ? value.get().equals("true") : toml.flag(option);
    }

    /** Alembic reads these before it looks at a single revision, and stops if one is broken. */
    private void checkWhatIsReadBesides() throws ConfigurationException {
      for (String option : List.of("file_template", "output_encoding", "timezone")) {
        string(option);
      }
      Optional<String> length = slugLength();
      if (length.isPresent() && !length.get().strip().matches("[+-]?[0-9]+(_[0-9]+)*")) {
        throw new ConfigurationException(
            ini.get(section, "truncate_slug_length").isPresent()
                ? ini.location(section, "truncate_slug_length")
                : toml.location(),
            "sets truncate_slug_length to something that is no number");
      }
      ini.validate("post_write_hooks");
    }

    private List<String> versionLocations() throws ConfigurationException {
      Optional<String> text = ini.get(section, "version_locations").filter(t -> !t.isEmpty());
      if (text.isPresent()) {
        Optional<String> separator = separator("path_separator", "version_path_separator");
        return separator.isPresent()
            ? PathList.split(text.get(), separator.get())
            : PathList.splitAsBefore(text.get(), false);
      }
      return toml.strings("version_locations").orElse(List.of());
    }

    private List<String> sysPath() throws ConfigurationException {
      Optional<String> text = ini.get(section, "prepend_sys_path").filter(t -> !t.isEmpty());
      if (text.isPresent()) {
        Optional<String> separator = separator("path_separator");
        return separator.isPresent()
            ? PathList.split(text.get(), separator.get())
            : PathList.splitAsBefore(text.get(), true);
      }
      return toml.strings("prepend_sys_path").orElse(List.of());
    }

    private Optional<String> separator(String... options) throws ConfigurationException {
      for (String option : options) {
        Optional<String> value = ini.get(section, option);
        if (value.isPresent()) {
          return Optional.of(
              switch (value.get()) {
                case "space" -> " ";
                case "newline" -> "\n";
                case "os", ":" -> ":";
                case ";" -> ";";
                default ->
                    throw new ConfigurationException(
                        ini.location(section, option),
                        "sets "
                            + option
                            + " to '"
                            + value.get()
                            + "', which is none of space, newline, os, : and ;");
              });
        }
      }
      return Optional.empty();
    }
  }
}

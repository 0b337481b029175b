package io.migrationgate.core.reader.alembic;

import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.Folder;
import io.migrationgate.core.reader.UnreadableException;
import java.util.ArrayList;
import java.util.List;

/**
 * Locations written as {@code package:folder}, which Python looks up on its path.
 *
 * @param sysPath what the configuration puts in front of that path
 */
record PackageResources(FileTree tree, List<String> sysPath) {

  /** Where Debian, official images and virtual environments keep what is installed. */
  private static final List<String> LIBRARIES =
      List.of(".venv/lib", "venv/lib", "/usr/local/lib", "/usr/lib", "/opt/venv/lib");

  /**
   * The absolute folder that a location means.
   *
   * @throws ConfigurationException if it is in a package that cannot be found
   */
  String folder(String location, SourceLocation source) throws ConfigurationException {
    if (location.startsWith("/") || location.indexOf(':') < 0) {
      return tree.absolute(location);
    }
    int colon = location.indexOf(':');
    String name = location.substring(0, colon);
    String inside = location.substring(colon + 1).replace(':', '/');
    String packagePath = name.replace('.', '/');
    List<String> starts = searched();
    for (int i = 0; i < starts.size(); i++) {
      String folder = starts.get(i) + "/" + packagePath;
      String found = tree.absolute(folder + "/" + inside);
      // Where Python looks is configured at first, and a guess afterwards: `one:two` may be meant
      // as two folders, of which `one` is no package.
      boolean configured = i < sysPath.size();
      if (tree.isFolder(folder) && (configured || tree.exists(found))) {
        return found;
      }
    }
    throw new ConfigurationException(
        source,
        "names a folder in the Python package "
            + name
            + ", which is not found here: set prepend_sys_path, or give the folder itself");
  }

  private List<String> searched() {
    List<String> starts = new ArrayList<>(sysPath);
    starts.add(".");
    starts.add("src");
    for (String library : LIBRARIES) {
      try {
        for (Folder.Entry entry : tree.list(library).entries()) {
          if (entry.name().startsWith("python3")) {
            starts.add(library + "/" + entry.name() + "/site-packages");
            starts.add(library + "/" + entry.name() + "/dist-packages");
          }
        }
      } catch (UnreadableException absent) {
        // Most of these places exist on few machines.
      }
    }
    return starts;
  }
}

package io.migrationgate.core.injection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the gate's containers take over from the app's, so that they reach its database: the
 * variables or files that hold the address, and none besides.
 */
final class DatabaseAccess {

  /** What PostgreSQL's clients take from the environment where an address leaves it out. */
  private static final Set<String> COMPLETING =
      Set.of(
          "PGHOST",
          "PGPORT",
          "PGUSER",
          "PGPASSWORD",
          "PGDATABASE",
          "PGSSLMODE",
          "PGSSLROOTCERT",
          "PGOPTIONS",
          "PGCHANNELBINDING",
          "PGTARGETSESSIONATTRS");

  private final Map<String, ManifestObject> variables = new HashMap<>();
  private final List<ManifestObject> env = new ArrayList<>();
  private final List<ManifestObject> envFrom = new ArrayList<>();
  private final List<ManifestObject> mounts = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  List<ManifestObject> env() {
    return env;
  }

  List<ManifestObject> envFrom() {
    return envFrom;
  }

  List<ManifestObject> mounts() {
    return mounts;
  }

  List<String> notes() {
    return notes;
  }

  void add(InjectedDatabase.Address address, ManifestObject container) throws InjectionException {
    switch (address) {
      case InjectedDatabase.Address.Variable(String name) -> variable(name, container);
      case InjectedDatabase.Address.MountedFile(String path) -> {
        variables(List.of(), container);
        if (!mountOf(path, container)) {
          throw new InjectionException(
              "container "
                  + container.text("name").orElse("?")
                  + " mounts nothing that holds "
                  + path
                  + "; url-file names a file in a volume of that container");
        }
      }
    }
  }

  private void variable(String name, ManifestObject container) throws InjectionException {
    variables(List.of(name), container);
    for (ManifestObject variable : container.objects("env")) {
      if (variable.text("name").filter(name::equals).isPresent()) {
        Optional<SqliteFile> file = SqliteFile.of(variable.text("value").orElse(""));
        if (file.isPresent()) {
          sqlite(file.get(), container);
        }
      }
    }
  }

  private void sqlite(SqliteFile file, ManifestObject container) throws InjectionException {
    if (!file.isAbsolute() || !mountOf(file.path(), container)) {
      notes.add(
          "the SQLite database "
              + file.path()
              + " lies in no volume that container "
              + container.text("name").orElse("?")
              + " mounts, as far as can be seen: the gate will not find it");
    }
  }

  /** Those of these names that the container sets, and what completes an address. */
  private void variables(List<String> names, ManifestObject container) throws InjectionException {
    Map<String, ManifestObject> own = new HashMap<>();
    for (ManifestObject variable : container.objects("env")) {
      variable.text("name").ifPresent(key -> own.put(key, variable));
    }
    Set<String> needed = new HashSet<>();
    boolean fromElsewhere = false;
    Deque<String> open = new ArrayDeque<>(names);
    for (String name : own.keySet()) {
      if (COMPLETING.contains(name)) {
        open.add(name);
      }
    }
    while (!open.isEmpty()) {
      String next = open.remove();
      ManifestObject variable = own.get(next);
      if (variable == null) {
        fromElsewhere = true;
      } else if (needed.add(next)) {
        open.addAll(VariableReferences.in(variable.text("value").orElse("")));
      }
    }
    // In the order of the app: a variable can only be written into later ones.
    for (ManifestObject variable : container.objects("env")) {
      String key = variable.text("name").orElse("");
      if (needed.contains(key)) {
        take(key, variable);
      }
    }
    if (fromElsewhere) {
      elsewhere(names.isEmpty() ? "the address" : names.getFirst(), container);
    }
  }

  private void take(String name, ManifestObject variable) throws InjectionException {
    ManifestObject taken = variables.putIfAbsent(name, variable);
    if (taken == null) {
      env.add(variable);
    } else if (!taken.equals(variable)) {
      throw new InjectionException(
          "two containers set "
              + name
              + " differently; "
              + (COMPLETING.contains(name)
                  ? "write it into the addresses of their databases instead"
                  : "give one database its address by url-file"));
    }
  }

  private void elsewhere(String name, ManifestObject container) throws InjectionException {
    List<ManifestObject> sources = container.objects("envFrom");
    for (ManifestObject source : sources) {
      if (!envFrom.contains(source)) {
        envFrom.add(source);
      }
    }
    if (sources.isEmpty()) {
      notes.add(
          "container "
              + container.text("name").orElse("?")
              + " does not set all of "
              + name
              + ": the gate will not have what the image itself may set");
    }
  }

  /** The volume whose mount is nearest above the file; false if there is none. */
  private boolean mountOf(String path, ManifestObject container) throws InjectionException {
    ManifestObject nearest = ManifestObject.EMPTY;
    int longest = 0;
    for (ManifestObject mount : container.objects("volumeMounts")) {
      String place = mount.text("mountPath").orElse("");
      String folder = place.endsWith("/") ? place : place + "/";
      if ((path.equals(place) || path.startsWith(folder)) && folder.length() > longest) {
        longest = folder.length();
        nearest = mount;
      }
    }
    if (longest == 0) {
      return false;
    }
    ManifestObject readOnly = nearest.with("readOnly", true);
    if (!mounts.contains(readOnly)) {
      mounts.add(readOnly);
    }
    return true;
  }
}

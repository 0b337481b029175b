package io.migrationgate.core.reader.sqitch;

import io.migrationgate.core.graph.ScriptKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where a plan and the scripts of its changes are: as one target has it.
 *
 * @param plan absolute, as are the folders
 * @param reworked the folders of changes that others rework
 */
record Layout(
    String plan,
    Map<ScriptKind, String> folders,
    Map<ScriptKind, String> reworked,
    String extension) {

  /** What a setting is, or nothing where a default holds. */
  @FunctionalInterface
  interface Settings {
    String get(String option);
  }

  Layout {
    folders = Map.copyOf(folders);
    reworked = Map.copyOf(reworked);
  }

  /** The layout without any settings, or around a plan that a person has named. */
  static Layout around(String folder, String plan) {
    return of(folder, option -> option.equals("plan_file") ? plan : "");
  }

  /**
   * The layout by sqitch's defaults for what is not set.
   *
   * @param folder where sqitch is called
   */
  static Layout of(String folder, Settings settings) {
    String top = below(folder, settings.get("top_dir"));
    String reworkedTop = or(below(folder, settings.get("reworked_dir")), folder, top);
    Map<ScriptKind, String> folders = new EnumMap<>(ScriptKind.class);
    Map<ScriptKind, String> reworked = new EnumMap<>(ScriptKind.class);
    for (ScriptKind kind : ScriptKind.values()) {
      String own = settings.get(kind.folder() + "_dir");
      String ownReworked = settings.get("reworked_" + kind.folder() + "_dir");
      folders.put(kind, below(own.isEmpty() ? top : folder, own.isEmpty() ? kind.folder() : own));
      reworked.put(
          kind,
          below(
              ownReworked.isEmpty() ? reworkedTop : folder,
              ownReworked.isEmpty() ? kind.folder() : ownReworked));
    }
    String plan = settings.get("plan_file");
    String extension = settings.get("extension");
    return new Layout(
        plan.isEmpty() ? below(top, SqitchReader.PLAN) : below(folder, plan),
        folders,
        reworked,
        extension.isEmpty() ? "sql" : extension);
  }

  /** All folders of scripts. */
  List<String> scriptFolders() {
    return java.util.stream.Stream.concat(folders.values().stream(), reworked.values().stream())
        .distinct()
        .sorted()
        .toList();
  }

  private static String or(String set, String unset, String otherwise) {
    return set.equals(unset) ? otherwise : set;
  }

  private static String below(String folder, String path) {
    if (path.isEmpty()) {
      return folder;
    }
    return path.startsWith("/") ? path : folder.equals("/") ? "/" + path : folder + "/" + path;
  }
}

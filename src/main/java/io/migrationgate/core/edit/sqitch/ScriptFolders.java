package io.migrationgate.core.edit.sqitch;

import java.util.List;

/**
 * Where one target has the scripts of a plan.
 *
 * @param folders for deploying, reverting and verifying, and for what was reworked; absolute
 */
public record ScriptFolders(List<String> folders, String extension) {
  public ScriptFolders {
    folders = List.copyOf(folders);
  }
}

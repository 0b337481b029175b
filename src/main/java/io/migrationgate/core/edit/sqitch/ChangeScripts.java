package io.migrationgate.core.edit.sqitch;

import io.migrationgate.core.edit.Bytes;
import io.migrationgate.core.edit.EditRefusedException;
import io.migrationgate.core.edit.FileChange;
import io.migrationgate.core.edit.TokenEdit;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.Folder;
import io.migrationgate.core.reader.UnreadableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The scripts of a plan's changes, for all targets that share it. */
final class ChangeScripts {

  /** No script is larger. */
  private static final int MAX_SCRIPT = 16 << 20;

  private final FileTree tree;
  private final List<ScriptFolders> targets;

  ChangeScripts(FileTree tree, List<ScriptFolders> targets) {
    this.tree = tree;
    this.targets = List.copyOf(targets);
  }

  /** The name of the change, with the tag of a reworked one, that a file is a script of. */
  Optional<String> changeOf(String file) {
    String real = tree.realPath(file);
    for (ScriptFolders target : targets) {
      String suffix = "." + target.extension();
      for (String folder : target.folders()) {
        String prefix = tree.realPath(folder) + "/";
        if (real.length() > prefix.length() + suffix.length()
            && real.startsWith(prefix)
            && real.endsWith(suffix)) {
          return Optional.of(real.substring(prefix.length(), real.length() - suffix.length()));
        }
      }
    }
    return Optional.empty();
  }

  /** Gives the scripts of a change their new names, copies of reworked ones included. */
  List<FileChange.Rewrite> rename(Renaming renaming) throws EditRefusedException {
    Map<String, FileChange.Rewrite> renamed = new LinkedHashMap<>();
    for (ScriptFolders target : targets) {
      String suffix = "." + target.extension();
      for (String folder : target.folders()) {
        String old = folder + "/" + renaming.from();
        for (Folder.Entry entry : entries(parent(old))) {
          String path = parent(old) + "/" + entry.name();
          boolean whole = path.equals(old + suffix);
          boolean copy = path.startsWith(old + "@") && path.endsWith(suffix);
          if (entry.isFile() && (whole || copy)) {
            String to = folder + "/" + renaming.to() + path.substring(old.length());
            refuseUnmovable(entry, path, to);
            renamed.putIfAbsent(tree.realPath(path), rewrite(path, to, renaming));
          }
        }
      }
    }
    return List.copyOf(renamed.values());
  }

  /** Edits the scripts of other changes that name the renamed one at their top. */
  List<FileChange.Rewrite> edit(Collection<PlanOutline.Change> changes, Renaming renaming)
      throws EditRefusedException {
    List<FileChange.Rewrite> edited = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (PlanOutline.Change change : changes) {
      for (ScriptFolders target : targets) {
        for (String folder : target.folders()) {
          String path = folder + "/" + change.name() + "." + target.extension();
          if (tree.isFile(path) && seen.add(tree.realPath(path))) {
            FileChange.Rewrite rewrite = rewrite(path, path, renaming);
            if (!rewrite.edits().isEmpty()) {
              edited.add(rewrite);
            }
          }
        }
      }
    }
    return edited;
  }

  private void refuseUnmovable(Folder.Entry entry, String path, String to)
      throws EditRefusedException {
    if (entry.link()) {
      throw new EditRefusedException(
          tree.display(path)
              + " is a link, and would have to be renamed where it leads: do it there");
    }
    if (tree.exists(to)) {
      throw new EditRefusedException(
          tree.display(to) + " exists already: move it away, or choose another name");
    }
    if (!tree.isFolder(parent(to))) {
      throw new EditRefusedException(
          "there is no folder " + tree.display(parent(to)) + " for the script: create it first");
    }
  }

  private FileChange.Rewrite rewrite(String path, String to, Renaming renaming)
      throws EditRefusedException {
    try {
      byte[] source = tree.read(path, MAX_SCRIPT);
      List<TokenEdit> edits = ScriptHeader.rename(source, renaming);
      return new FileChange.Rewrite(tree.display(path), tree.display(to), Bytes.of(source), edits);
    } catch (UnreadableException closed) {
      throw new EditRefusedException(closed.path() + " " + closed.reason());
    }
  }

  private List<Folder.Entry> entries(String folder) throws EditRefusedException {
    if (!tree.exists(folder)) {
      return List.of();
    }
    try {
      return tree.list(folder).entries();
    } catch (UnreadableException closed) {
      throw new EditRefusedException(closed.path() + " " + closed.reason());
    }
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }
}

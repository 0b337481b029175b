package io.migrationgate.core.lint;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.Folder;
import io.migrationgate.core.reader.UnreadableException;
import java.util.List;

/**
 * A path with {@code {revision}} and {@code {slug}} in it, and {@code *} and {@code ?} in single
 * names.
 *
 * @param folder where it starts if it is relative
 */
record FilePattern(String pattern, String folder) {

  /** Stand for the wildcards while ids, which may hold any character, are put in. */
  private static final char ANY = '\u0001';

  private static final char ONE = '\u0002';

  boolean existsFor(Revision revision, FileTree tree) {
    String marked = filled(pattern.replace('*', ANY).replace('?', ONE), revision);
    return exists(tree, marked.startsWith("/") ? "/" : folder, List.of(marked.split("/")));
  }

  String shownFor(Revision revision) {
    return filled(pattern, revision);
  }

  private static String filled(String pattern, Revision revision) {
    return pattern.replace("{revision}", revision.id().value()).replace("{slug}", slug(revision));
  }

  /** What follows the id in the name of the file; the whole name where that does not hold it. */
  private static String slug(Revision revision) {
    String name = revision.fileName();
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    String id = revision.id().value();
    int after = stem.indexOf(id) + id.length();
    return stem.contains(id) && after < stem.length() ? stem.substring(after + 1) : stem;
  }

  private static boolean exists(FileTree tree, String folder, List<String> names) {
    String name = names.getFirst();
    String prefix = folder.equals("/") ? "/" : folder + "/";
    boolean last = names.size() == 1;
    if (name.indexOf(ANY) < 0 && name.indexOf(ONE) < 0) {
      String path = name.isEmpty() ? folder : prefix + name;
      return last ? tree.isFile(path) : exists(tree, path, names.subList(1, names.size()));
    }
    try {
      List<Folder.Entry> entries = tree.list(folder).entries();
      String fixed = name.substring(0, firstWildcard(name));
      for (int i = firstNotBefore(fixed, entries); i < entries.size(); i++) {
        Folder.Entry entry = entries.get(i);
        if (!entry.name().startsWith(fixed)) {
          break;
        }
        boolean fits =
            last
                ? entry.isFile()
                : entry.kind() == Folder.Kind.FOLDER
                    && exists(tree, prefix + entry.name(), names.subList(1, names.size()));
        if (fits && matches(name, entry.name())) {
          return true;
        }
      }
      return false;
    } catch (UnreadableException missing) {
      return false;
    }
  }

  private static int firstWildcard(String name) {
    int first = 0;
    while (name.charAt(first) != ANY && name.charAt(first) != ONE) {
      first++;
    }
    return first;
  }

  /** Entries are sorted: most patterns start with an id, and need only look at a few of them. */
  private static int firstNotBefore(String fixed, List<Folder.Entry> entries) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.get(middle).name().compareTo(fixed) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Remembers the last wildcard and goes back to it, so that it never takes exponential time. */
  private static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      char wanted = p < pattern.length() ? pattern.charAt(p) : 0;
      if (wanted == ANY) {
        star = p++;
        resume = n;
      } else if (p < pattern.length() && (wanted == ONE || wanted == name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == ANY) {
      p++;
    }
    return p == pattern.length();
  }
}

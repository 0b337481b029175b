package io.migrationgate.core.mention;

import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.Folder;
import io.migrationgate.core.reader.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for an id as a whole word in the text files of a repository: a feature flag, a page of the
 * documentation, a comment.
 */
public final class MentionSearch {

  /** What is larger was made by a program, for programs. */
  private static final int MAX_FILE = 1 << 20;

  /** A walk that somebody waits for. */
  private static final int MAX_FILES = 50_000;

  /** More would not be read; numbers like 12 stand everywhere. */
  private static final int MAX_FOUND = 20;

  private static final Set<String> NOT_THEIRS =
      Set.of("__pycache__", "node_modules", "site-packages", "dist-packages", "target", "build");

  /**
   * What was found.
   *
   * @param complete whether everything was searched, and all that was found is listed
   */
  public record Found(List<SourceLocation> places, boolean complete) {
    public Found {
      places = List.copyOf(places);
    }
  }

  private final FileTree tree;
  private final Map<String, byte[]> changed;
  private final byte[] word;
  private final List<SourceLocation> places = new ArrayList<>();
  private int files;

  private MentionSearch(FileTree tree, Map<String, byte[]> changed, String word) {
    this.tree = tree;
    this.changed = Map.copyOf(changed);
    this.word = word.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Searches the repository that the working folder is in; the working folder itself, if none.
   *
   * @param changed contents that replace those on disk, by real path
   */
  public static Found of(String word, FileTree tree, Map<String, byte[]> changed) {
    MentionSearch search = new MentionSearch(tree, changed, word);
    boolean complete = search.below(repository(tree));
    return new Found(search.places, complete);
  }

  /**
   * Whether a word stands everywhere for other things: a table's name, a short number. What bears a
   * number of several digits, an underscore or a hyphen is likely to mean the revision.
   */
  public static boolean isCommon(String word) {
    boolean letters = true;
    boolean digits = true;
    for (int i = 0; i < word.length(); i++) {
      letters &= Character.isLetter(word.charAt(i));
      digits &= Character.isDigit(word.charAt(i));
    }
    return letters || word.length() < 3 || digits && word.length() < 4 && !word.startsWith("0");
  }

  private static String repository(FileTree tree) {
    String here = tree.absolute(tree.workingDirectory());
    for (String folder = here; folder.length() > 1; ) {
      if (tree.exists(folder + "/.git")) {
        return folder;
      }
      folder = folder.substring(0, folder.lastIndexOf('/'));
    }
    return here;
  }

  private boolean below(String top) {
    Deque<String> open = new ArrayDeque<>(List.of(top));
    while (!open.isEmpty()) {
      Folder folder;
      try {
        folder = tree.list(open.remove());
      } catch (UnreadableException closed) {
        continue;
      }
      if (folder.hasFile("pyvenv.cfg")) {
        continue;
      }
      for (Folder.Entry entry : folder.entries()) {
        String path =
            folder.path().equals("/") ? "/" + entry.name() : folder.path() + "/" + entry.name();
        if (entry.link()) {
          continue;
        }
        if (entry.kind() == Folder.Kind.FOLDER && !isNotTheirs(entry.name())) {
          open.add(path);
        } else if (entry.isFile()) {
          if (++files > MAX_FILES || !file(path, entry)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static boolean isNotTheirs(String name) {
    return name.equals(".git") || name.startsWith(".venv") || NOT_THEIRS.contains(name);
  }

  /** Whether there is room for more. */
  private boolean file(String path, Folder.Entry entry) {
    byte[] text = changed.get(entry.realPath());
    if (text == null) {
      try {
        text = tree.read(path, MAX_FILE);
      } catch (UnreadableException tooLarge) {
        return true;
      }
    }
    int line = 1;
    int reported = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == 0) {
        return true;
      }
    }
    for (int i = 0; i + word.length <= text.length; i++) {
      if (text[i] == '\n') {
        line++;
      } else if (line != reported && isAt(text, i)) {
        if (places.size() == MAX_FOUND) {
          return false;
        }
        places.add(new SourceLocation(tree.display(path), line));
        reported = line;
      }
    }
    return true;
  }

  private boolean isAt(byte[] text, int at) {
    int end = at + word.length;
    if (at > 0 && isPartOfWord(text[at - 1]) || end < text.length && isPartOfWord(text[end])) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (text[at + i] != word[i]) {
        return false;
      }
    }
    return word.length > 0;
  }

  private static boolean isPartOfWord(byte c) {
    return c < 0
        || c >= '0' && c <= '9'
        || c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c == '.';
  }
}

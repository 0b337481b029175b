package io.migrationgate.adapter.git;

import io.migrationgate.port.CommitId;
import io.migrationgate.port.FileContent;
import io.migrationgate.port.Landing;
import io.migrationgate.port.Repository;
import io.migrationgate.port.RepositoryException;
import io.migrationgate.port.TreeDifference;
import io.migrationgate.port.TreeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A clone on this machine. */
public final class GitRepository implements Repository {

  private static final String SUBMODULE = "160000";
  private static final String LINK = "120000";
  private static final String NOTHING = "000000";

  /** More paths than this do not fit into a command line everywhere. */
  private static final int MAX_ARGUMENTS = 1_000;

  private final GitCommand git;
  private final GitObjects objects;
  private final String workTree;

  private GitRepository(GitCommand git, String workTree) {
    this.git = git;
    this.objects = new GitObjects(git);
    this.workTree = workTree;
  }

  /**
   * The clone that a folder belongs to.
   *
   * @throws RepositoryException if it belongs to none, or git is not here
   */
  public static GitRepository around(Path folder) throws RepositoryException {
    GitCommand here = new GitCommand(folder);
    GitCommand.Answer answer = here.run("rev-parse", "--show-toplevel");
    String top = withoutLineEnd(answer.text());
    if (answer.exit() != 0 || top.isEmpty()) {
      String why =
          answer.firstError().contains("dubious ownership")
              ? " belongs to another user, and git will not read it; allow it with git config"
                  + " --global --add safe.directory "
                  + folder
              : " is in no git repository with a work tree; run the command in a clone";
      throw new RepositoryException(folder + why);
    }
    return new GitRepository(new GitCommand(Path.of(top)), top);
  }

  /** How many files were read from the history: each once, however many branches have it. */
  public int objectsRead() {
    return objects.asked();
  }

  @Override
  public String workTree() {
    return workTree;
  }

  @Override
  public Optional<CommitId> find(String name) throws RepositoryException {
    // Git would take it for an option.
    if (name.isEmpty() || name.startsWith("-")) {
      return Optional.empty();
    }
    GitCommand.Answer answer = git.run("rev-parse", "--verify", "--quiet", name + "^{commit}");
    String hash = withoutLineEnd(answer.text());
    return answer.exit() == 0 && !hash.isEmpty()
        ? Optional.of(new CommitId(hash))
        : Optional.empty();
  }

  @Override
  public Optional<String> fullName(String name) throws RepositoryException {
    if (name.isEmpty() || name.startsWith("-")) {
      return Optional.empty();
    }
    GitCommand.Answer answer =
        git.run("rev-parse", "--verify", "--quiet", "--symbolic-full-name", name);
    String full = withoutLineEnd(answer.text());
    return answer.exit() == 0 && !full.isEmpty() ? Optional.of(full) : Optional.empty();
  }

  @Override
  public Optional<CommitId> mergeBase(CommitId one, CommitId other) throws RepositoryException {
    GitCommand.Answer answer = git.run("merge-base", one.hash(), other.hash());
    String hash = withoutLineEnd(answer.text());
    if (answer.exit() == 0 && !hash.isEmpty()) {
      return Optional.of(new CommitId(hash));
    }
    if (answer.exit() > 1) {
      throw git.refused("merge-base", answer);
    }
    if (isShallow()) {
      throw new RepositoryException(
          "this clone is shallow and ends before "
              + one.abbreviated()
              + " and "
              + other.abbreviated()
              + " meet; fetch the whole history: fetch-depth: 0 in actions/checkout, GIT_DEPTH: 0"
              + " in GitLab, or git fetch --unshallow");
    }
    return Optional.empty();
  }

  private boolean isShallow() throws RepositoryException {
    return git.run("rev-parse", "--is-shallow-repository").text().startsWith("true");
  }

  @Override
  public List<TreeFile> files(CommitId commit, List<String> folders) throws RepositoryException {
    List<TreeFile> files = new ArrayList<>();
    String tree = git.require(listing(commit, folders));
    for (String entry : fields(tree)) {
      int tab = entry.indexOf('\t');
      String[] words = entry.substring(0, tab).split(" ", -1);
      file(words[0], words[2], entry.substring(tab + 1)).ifPresent(files::add);
    }
    return files;
  }

  private static List<String> listing(CommitId commit, List<String> folders) {
    return behind(List.of("ls-tree", "-r", "-z", "--full-tree", commit.hash()), folders);
  }

  @Override
  public List<TreeDifference> differences(CommitId from, CommitId to, List<String> folders)
      throws RepositoryException {
    List<String> question = List.of("diff-tree", "-r", "-z", "--find-renames", "--raw");
    List<String> arguments = new ArrayList<>(question);
    arguments.add(from.hash());
    arguments.add(to.hash());
    String[] fields = fields(git.require(behind(arguments, folders)));
    List<TreeDifference> differences = new ArrayList<>();
    for (int i = 0; i + 1 < fields.length; i += 2) {
      String[] words = fields[i].substring(1).split(" ", -1);
      String before = fields[i + 1];
      String after = before;
      if (words[4].startsWith("R")) {
        i++;
        after = fields[i + 1];
      }
      differences.add(
          new TreeDifference(file(words[0], words[2], before), file(words[1], words[3], after)));
    }
    return differences;
  }

  private static List<String> behind(List<String> arguments, List<String> paths) {
    List<String> all = new ArrayList<>(arguments);
    all.add("--");
    // The whole tree is no path to git, but the absence of one.
    if (!paths.contains("")) {
      all.addAll(paths);
    }
    return all;
  }

  private static Optional<TreeFile> file(String mode, String object, String path) {
    return switch (mode) {
      case SUBMODULE, NOTHING -> Optional.empty();
      case LINK -> Optional.of(new TreeFile(path, TreeFile.Kind.LINK, object));
      default -> Optional.of(new TreeFile(path, TreeFile.Kind.REGULAR, object));
    };
  }

  @Override
  public boolean has(CommitId commit, String path) throws RepositoryException {
    return path.isEmpty() || objects.exists(commit.hash() + ":" + path);
  }

  @Override
  public FileContent content(TreeFile file, int limit) throws RepositoryException {
    return objects.content(file.object(), limit);
  }

  @Override
  public Map<String, Landing> landings(CommitId commit, List<String> paths)
      throws RepositoryException {
    Map<String, Landing> landings = new HashMap<>();
    Set<String> open = new HashSet<>(paths);
    if (open.isEmpty()) {
      return landings;
    }
    List<String> arguments =
        List.of(
            "log",
            "--first-parent",
            "-m",
            "--no-renames",
            "--diff-filter=A",
            "--name-only",
            "-z",
            "--format=%x01%H %s",
            commit.hash());
    List<String> named = paths.size() <= MAX_ARGUMENTS ? paths : List.of("");
    String log = git.require(behind(arguments, named));
    int position = -1;
    CommitId current = commit;
    String subject = "";
    for (String field : fields(log)) {
      String text = field.startsWith("\n") ? field.substring(1) : field;
      if (text.startsWith("\u0001")) {
        position++;
        int blank = text.indexOf(' ');
        current = new CommitId(text.substring(1, blank));
        subject = text.substring(blank + 1).strip();
      } else if (open.remove(text)) {
        landings.put(text, new Landing(current, position, subject));
      }
    }
    return landings;
  }

  @Override
  public Optional<String> addressOf(String remote) throws RepositoryException {
    GitCommand.Answer answer = git.run("remote", "get-url", remote);
    String address = withoutLineEnd(answer.text());
    return answer.exit() == 0 && !address.isEmpty() ? Optional.of(address) : Optional.empty();
  }

  /** What git has written with {@code -z}: each field ends with a NUL. */
  private static String[] fields(String text) {
    String whole = text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
    return whole.isEmpty() ? new String[0] : whole.split("\0", -1);
  }

  private static String withoutLineEnd(String text) {
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public void close() {
    objects.close();
  }
}

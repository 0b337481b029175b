package io.migrationgate.cli.collision;

import io.migrationgate.adapter.temporary.TemporaryTree;
import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.port.FileContent;
import io.migrationgate.port.TreeFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The folders of one chain inside the repository, and how the chain is read at other commits. */
public final class ChainFolders {

  private final ChainSource source;
  private final String workTree;
  private final List<String> folders = new ArrayList<>();
  private final List<String> outside = new ArrayList<>();

  /** For a chain that was found in the work tree. */
  public ChainFolders(ChainSource source, String workTree) {
    this.source = source;
    this.workTree = workTree;
    String prefix = workTree.endsWith("/") ? workTree : workTree + "/";
    for (String location : source.locations()) {
      if (location.equals(workTree)) {
        folders.add("");
      } else if (location.startsWith(prefix)) {
        folders.add(location.substring(prefix.length()));
      } else {
        outside.add(location);
      }
    }
  }

  public String chain() {
    return source.name();
  }

  /** From the root of the repository. */
  public List<String> folders() {
    return List.copyOf(folders);
  }

  /** Reads the chain from some of the repository's files; the others count as absent. */
  public MigrationChain read(List<FileVersion> files) throws IOException {
    List<GraphProblem> unread = new ArrayList<>();
    for (String location : outside) {
      unread.add(
          new GraphProblem.Undecided(
              SourceLocation.wholeFile(location),
              "is outside the repository: its history is not known"));
    }
    try (TemporaryTree tree = TemporaryTree.of(workTree)) {
      for (FileVersion file : files) {
        if (!holds(file.path())) {
          continue;
        }
        switch (file.content()) {
          case FileContent.Bytes content -> {
            if (file.kind() == TreeFile.Kind.LINK) {
              tree.link(file.path(), content.bytes());
            } else {
              tree.write(file.path(), content.bytes());
            }
          }
          case FileContent.TooLarge content ->
              unread.add(undecided(file, "is too large to be a migration"));
          case FileContent.Absent content -> unread.add(undecided(file, "could not be fetched"));
        }
      }
      MigrationChain chain = source.readFrom(tree.files());
      if (unread.isEmpty()) {
        return chain;
      }
      unread.addAll(chain.problems());
      return chain.imagined(chain.graph(), unread);
    }
  }

  /** As it was found. */
  MigrationChain inWorkTree() {
    return source.read();
  }

  /** Whether a branch touches this chain at all. */
  boolean concerns(BranchFiles files) {
    return files.before().stream().anyMatch(file -> holds(file.path()))
        || files.after().stream().anyMatch(file -> holds(file.path()))
        || files.unclear().stream().anyMatch(file -> holds(file.path()));
  }

  private static GraphProblem undecided(FileVersion file, String reason) {
    return new GraphProblem.Undecided(SourceLocation.wholeFile(file.path()), reason);
  }

  /** Whether a file lies where this chain's files are. */
  boolean holds(String path) {
    for (String folder : folders) {
      if (folder.isEmpty() || path.equals(folder) || path.startsWith(folder + "/")) {
        return true;
      }
    }
    return false;
  }
}

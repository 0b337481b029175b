package io.migrationgate.cli;

import io.migrationgate.adapter.toml.TomljReader;
import io.migrationgate.core.edit.ChainEditor;
import io.migrationgate.core.reader.ChainFinder;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.reader.alembic.AlembicReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The one chain that an editing command changes, and the folder that its paths start in. */
record EditTarget(ChainSource source, ChainEditor editor, FileTree tree, Path folder) {

  static CommandSpec addTo(CommandSpec spec) {
    ChainSelection.addConfigurationTo(spec);
    return spec.addOption(
        ChainSelection.workdir("Where relative paths start. Default: here.").build());
  }

  /**
   * Finds the chain.
   *
   * @param subject a file or folder of the chain, or one of its ids; empty if none was given
   */
  static EditTarget of(ParseResult arguments, Optional<String> subject) throws CommandFailure {
    Path folder = arguments.matchedOptionValue("--workdir", Path.of("")).toAbsolutePath();
    if (!Files.isDirectory(folder)) {
      throw CommandFailure.unreadable(folder + " is no folder; correct --workdir");
    }
    FileTree tree = FileTree.host(folder);
    ChainSource source = one(candidates(tree, arguments, subject), subject);
    ChainEditor editor =
        source
            .editor()
            .orElseThrow(
                () ->
                    CommandFailure.unreadable(
                        source.name() + " cannot be edited; `migration-gate check` says why"));
    return new EditTarget(source, editor, tree, folder);
  }

  private static List<ChainSource> candidates(
      FileTree tree, ParseResult arguments, Optional<String> subject) throws CommandFailure {
    List<Path> configurations = arguments.matchedOptionValue('c', List.of());
    Optional<String> section = Optional.ofNullable(arguments.matchedOptionValue('n', null));
    AlembicReader alembic = new AlembicReader(new TomljReader());
    if (!configurations.isEmpty() || section.isPresent()) {
      return List.of(
          ChainSelection.selected(
              tree, alembic, configurations.stream().map(Path::toString).toList(), section));
    }
    ChainFinder finder = new ChainFinder(List.of(alembic));
    List<String> names = arguments.matchedOptionValue("--chain", List.of());
    Optional<String> path = subject.filter(tree::exists);
    if (path.isPresent()) {
      return ChainSelection.named(around(finder, tree, path.get()), names);
    }
    if (subject.isPresent() && subject.get().endsWith(".py")) {
      throw CommandFailure.unreadable(subject.get() + " does not exist");
    }
    return ChainSelection.named(find(finder, tree, "."), names);
  }

  /** The chains that a file or folder belongs to; its configuration stands somewhere above it. */
  private static List<ChainSource> around(ChainFinder finder, FileTree tree, String path)
      throws CommandFailure {
    String place = tree.realPath(tree.isFile(path) ? parent(tree.absolute(path)) : path);
    List<ChainSource> holding = new ArrayList<>();
    List<String> starts = new ArrayList<>(List.of("."));
    String above = place;
    for (int level = 0; level < 3 && !above.equals("/"); level++) {
      starts.add(above);
      above = parent(above);
    }
    for (int i = 0; i < starts.size() && holding.isEmpty(); i++) {
      // From the working folder first, then from the outermost: there the configuration is.
      String start = i == 0 ? "." : starts.get(starts.size() - i);
      for (ChainSource source : findOrNone(finder, tree, start)) {
        if (source.claims().stream().anyMatch(claim -> isWithin(place, claim))) {
          holding.add(source);
        }
      }
    }
    return holding.isEmpty() ? find(finder, tree, path) : holding;
  }

  private static boolean isWithin(String place, String folder) {
    return place.equals(folder) || place.startsWith(folder + "/") || folder.startsWith(place + "/");
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  private static List<ChainSource> findOrNone(ChainFinder finder, FileTree tree, String path) {
    try {
      return finder.find(tree, path);
    } catch (UnreadableException none) {
      return List.of();
    }
  }

  private static List<ChainSource> find(ChainFinder finder, FileTree tree, String path)
      throws CommandFailure {
    try {
      return finder.find(tree, path);
    } catch (UnreadableException unreadable) {
      throw CommandFailure.unreadable(
          unreadable.getMessage()
              + "; start where the chain is, or name its configuration with -c");
    }
  }

  private static ChainSource one(List<ChainSource> found, Optional<String> subject)
      throws CommandFailure {
    List<ChainSource> candidates = found;
    if (found.size() > 1 && subject.isPresent()) {
      List<ChainSource> holding =
          found.stream().filter(source -> holds(source, subject.get())).toList();
      candidates = holding.isEmpty() ? found : holding;
    }
    if (candidates.size() > 1) {
      throw CommandFailure.usage(
          "there are "
              + candidates.size()
              + " chains: say which with --chain, "
              + candidates.stream().map(ChainSource::name).collect(Collectors.joining(" or ")));
    }
    return candidates.getFirst();
  }

  private static boolean holds(ChainSource source, String id) {
    return source.read().graph().revisions().stream()
        .anyMatch(revision -> revision.id().value().equals(id));
  }
}

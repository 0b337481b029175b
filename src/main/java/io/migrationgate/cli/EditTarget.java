package io.migrationgate.cli;

import io.migrationgate.adapter.toml.TomljReader;
import io.migrationgate.core.edit.ChainEditor;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.reader.alembic.AlembicReader;
import io.migrationgate.core.verdict.Judge;
import io.migrationgate.core.verdict.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
   * @param able what its editor has to be able to do; counts only where there are several chains
   */
  static EditTarget of(ParseResult arguments, Optional<String> subject, Predicate<ChainEditor> able)
      throws CommandFailure {
    Path folder = arguments.matchedOptionValue("--workdir", Path.of("")).toAbsolutePath();
    if (!Files.isDirectory(folder)) {
      throw CommandFailure.unreadable(folder + " is no folder; correct --workdir");
    }
    FileTree tree = FileTree.host(folder);
    ChainSource source = one(candidates(tree, arguments, subject), subject, able);
    Optional<ChainEditor> editor = source.editor();
    return new EditTarget(source, editor.orElseThrow(() -> uneditable(source)), tree, folder);
  }

  /** What to do by hand, as the check would say. */
  private static CommandFailure uneditable(ChainSource source) {
    MigrationChain chain = source.read();
    return switch (chain.tool()) {
      case ALEMBIC, SQITCH ->
          CommandFailure.unreadable(
              source.name() + " cannot be edited; `migration-gate check` says why");
      case FLYWAY, GOLANG_MIGRATE, DJANGO, NUMBERED -> {
        Optional<String> command =
            new Judge(Policy.ONE_HEAD)
                .judge(chain).findings().stream()
                    .flatMap(finding -> finding.remedy().command().stream())
                    .findFirst();
        yield CommandFailure.refused(
            source.name()
                + " is a "
                + (chain.tool() == Tool.GOLANG_MIGRATE
                    ? "chain of files named as golang-migrate's"
                    : chain.tool().title() + " chain")
                + ", which is mended by "
                + (chain.tool() == Tool.DJANGO ? "Django's own commands" : "renaming its files")
                + "; "
                + command
                    .map(typed -> "type: " + typed)
                    .orElse(
                        "`migration-gate check` finds nothing there that a command would mend"));
      }
    };
  }

  private static List<ChainSource> candidates(
      FileTree tree, ParseResult arguments, Optional<String> subject) throws CommandFailure {
    List<Path> configurations = arguments.matchedOptionValue('c', List.of());
    Optional<String> section = Optional.ofNullable(arguments.matchedOptionValue('n', null));
    if (!configurations.isEmpty() || section.isPresent()) {
      return List.of(
          ChainSelection.selected(
              tree,
              new AlembicReader(new TomljReader()),
              configurations.stream().map(Path::toString).toList(),
              section));
    }
    ChainsAtPath chains = new ChainsAtPath(tree);
    List<String> names = arguments.matchedOptionValue("--chain", List.of());
    Optional<String> path = subject.filter(tree::exists);
    if (path.isPresent()) {
      return ChainSelection.named(around(chains, tree, path.get()), names);
    }
    if (subject.isPresent() && (subject.get().endsWith(".py") || subject.get().endsWith(".sql"))) {
      throw CommandFailure.unreadable(subject.get() + " does not exist");
    }
    return ChainSelection.named(configured(chains, tree, find(chains, ".")), names);
  }

  /**
   * From inside a chain's own folder its layout is all that is found: the configuration, which says
   * how new files are named, stands above.
   */
  private static List<ChainSource> configured(
      ChainsAtPath chains, FileTree tree, List<ChainSource> found) throws CommandFailure {
    String above = tree.realPath(".");
    if (found.size() != 1 || !isInside(above, found.getFirst())) {
      return found;
    }
    for (int level = 0; level < 3 && !above.equals("/"); level++) {
      above = parent(above);
      for (String name : List.of("alembic.ini", "pyproject.toml")) {
        String file = above + "/" + name;
        for (ChainSource source :
            tree.isFile(file) ? findOrNone(chains, file) : List.<ChainSource>of()) {
          if (source.locations().equals(found.getFirst().locations())) {
            return List.of(source);
          }
        }
      }
    }
    return found;
  }

  private static boolean isInside(String place, ChainSource source) {
    for (String claim : source.claims()) {
      if (place.equals(claim) || place.startsWith(claim + "/")) {
        return true;
      }
    }
    return false;
  }

  /** The chains that a file or folder belongs to; its configuration stands somewhere above it. */
  private static List<ChainSource> around(ChainsAtPath chains, FileTree tree, String path)
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
      for (ChainSource source : findOrNone(chains, start)) {
        if (source.claims().stream().anyMatch(claim -> isWithin(place, claim))) {
          holding.add(source);
        }
      }
    }
    return configured(chains, tree, holding.isEmpty() ? find(chains, path) : holding);
  }

  private static boolean isWithin(String place, String folder) {
    return place.equals(folder) || place.startsWith(folder + "/") || folder.startsWith(place + "/");
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  private static List<ChainSource> findOrNone(ChainsAtPath chains, String path)
      throws CommandFailure {
    try {
      return chains.find(path);
    } catch (UnreadableException none) {
      return List.of();
    }
  }

  private static List<ChainSource> find(ChainsAtPath chains, String path) throws CommandFailure {
    try {
      return chains.find(path);
    } catch (UnreadableException unreadable) {
      throw CommandFailure.unreadable(
          unreadable.getMessage()
              + "; start where the chain is, or name its configuration with -c");
    }
  }

  private static ChainSource one(
      List<ChainSource> found, Optional<String> subject, Predicate<ChainEditor> able)
      throws CommandFailure {
    List<ChainSource> candidates = found;
    if (found.size() > 1 && subject.isPresent()) {
      List<ChainSource> holding =
          found.stream().filter(source -> holds(source, subject.get())).toList();
      candidates = holding.isEmpty() ? found : holding;
    }
    if (candidates.size() > 1) {
      List<ChainSource> fit =
          candidates.stream().filter(source -> source.editor().filter(able).isPresent()).toList();
      candidates = fit.isEmpty() ? candidates : fit;
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

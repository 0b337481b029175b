package io.migrationgate.cli;

import io.migrationgate.adapter.toml.TomljReader;
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
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The options with which a person says which chains are meant. */
final class ChainSelection {

  /**
   * picocli's own finds the method by reflection, which takes as long as reading a hundred files.
   */
  static final ITypeConverter<Path> TO_PATH = text -> Path.of(text);

  private ChainSelection() {}

  static CommandSpec addTo(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .paramLabel("PATH")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .converters(TO_PATH)
            .description(
                "Folders to search, alembic.ini, pyproject.toml, sqitch.conf, sqitch.plan,"
                    + " folders of revisions, or revision files. Default: here.")
            .build());
    return addConfigurationTo(spec)
        .addOption(
            OptionSpec.builder("--root")
                .paramLabel("FOLDER")
                .type(Path.class)
                .converters(TO_PATH)
                .description(
                    "The root of another file system, such as an image mounted somewhere. All other"
                        + " paths are inside it, and nothing outside is read.")
                .build())
        .addOption(
            workdir(
                    "Where relative paths start, those of the report included. Default: here, or /"
                        + " with --root.")
                .build());
  }

  static OptionSpec.Builder workdir(String description) {
    return OptionSpec.builder("--workdir")
        .paramLabel("FOLDER")
        .type(Path.class)
        .converters(TO_PATH)
        .description(description);
  }

  /** Alembic's own way to name a chain, and the name that reports give it. */
  static CommandSpec addConfigurationTo(CommandSpec spec) {
    return spec.addOption(
            list("FILE", "-c", "--config")
                .auxiliaryTypes(Path.class)
                .converters(TO_PATH)
                .description(
                    "Alembic's own option: the ini file, the pyproject.toml, or one of each, with"
                        + " relative paths starting in the working folder.")
                .build())
        .addOption(
            OptionSpec.builder("-n", "--name")
                .paramLabel("NAME")
                .type(String.class)
                .description("Alembic's own option: the section of the ini file.")
                .build())
        .addOption(
            list("NAME", "--chain")
                .description("Only the chain of this name; may be repeated.")
                .build());
  }

  private static OptionSpec.Builder list(String label, String... names) {
    return OptionSpec.builder(names)
        .arity("1")
        .paramLabel(label)
        .type(List.class)
        .auxiliaryTypes(String.class);
  }

  /** The chains that were asked for; at least one. */
  static List<ChainSource> of(ParseResult arguments) throws CommandFailure {
    return of(arguments, tree(arguments));
  }

  /** The same, in another tree than the one that was asked for. */
  static List<ChainSource> of(ParseResult arguments, FileTree tree) throws CommandFailure {
    List<String> paths = texts(arguments.matchedPositionalValue(0, List.of()));
    List<String> configurations = texts(arguments.matchedOptionValue('c', List.of()));
    Optional<String> section = Optional.ofNullable(arguments.matchedOptionValue('n', null));
    boolean asAlembic = !configurations.isEmpty() || section.isPresent();
    if (asAlembic && !paths.isEmpty()) {
      throw CommandFailure.usage("give either paths or Alembic's own -c and -n, not both");
    }
    List<ChainSource> found = new ArrayList<>();
    if (asAlembic) {
      found.add(selected(tree, new AlembicReader(new TomljReader()), configurations, section));
    } else {
      ChainsAtPath chains = new ChainsAtPath(tree);
      for (String path : paths.isEmpty() ? List.of(".") : paths) {
        find(chains, path).stream()
            .filter(source -> found.stream().noneMatch(other -> isSame(source, other)))
            .forEach(found::add);
      }
    }
    return named(found, arguments.matchedOptionValue("--chain", List.of()));
  }

  private static List<String> texts(List<Path> paths) throws CommandFailure {
    List<String> texts = paths.stream().map(Path::toString).toList();
    if (texts.contains("")) {
      throw CommandFailure.usage("a path is empty");
    }
    return texts;
  }

  /** Several files of one chain lead to it more than once. */
  private static boolean isSame(ChainSource one, ChainSource other) {
    return one.name().equals(other.name()) && one.locations().equals(other.locations());
  }

  private static List<ChainSource> find(ChainsAtPath chains, String path) throws CommandFailure {
    try {
      return chains.find(path);
    } catch (UnreadableException unreadable) {
      throw CommandFailure.unreadable(
          unreadable.getMessage()
              + "; give a folder with migrations, an alembic.ini, a pyproject.toml or a"
              + " sqitch.plan");
    }
  }

  static ChainSource selected(
      FileTree tree, AlembicReader alembic, List<String> configurations, Optional<String> section)
      throws CommandFailure {
    Optional<String> ini = Optional.empty();
    Optional<String> toml = Optional.empty();
    for (String file : configurations) {
      boolean pyproject = file.substring(file.lastIndexOf('/') + 1).equals("pyproject.toml");
      if (pyproject ? toml.isPresent() : ini.isPresent()) {
        throw CommandFailure.usage("-c takes one ini file and one pyproject.toml at most");
      }
      if (!tree.exists(file)) {
        throw CommandFailure.unreadable(
            tree.display(file) + " does not exist; name the configuration file with -c");
      }
      if (pyproject) {
        toml = Optional.of(file);
      } else {
        ini = Optional.of(file);
      }
    }
    return alembic.selected(tree, ini, toml, section);
  }

  static List<ChainSource> named(List<ChainSource> found, List<String> wanted)
      throws CommandFailure {
    if (wanted.isEmpty()) {
      return found;
    }
    List<ChainSource> chosen = new ArrayList<>();
    for (String name : wanted) {
      Optional<ChainSource> source =
          found.stream().filter(candidate -> candidate.name().equals(name)).findFirst();
      chosen.add(
          source.orElseThrow(
              () ->
                  CommandFailure.usage(
                      "there is no chain "
                          + name
                          + "; found: "
                          + found.stream()
                              .map(ChainSource::name)
                              .collect(Collectors.joining(", ")))));
    }
    return chosen;
  }

  /** The folders in which everything lies that was asked for, but for what links lead to. */
  static List<String> foldersOf(ParseResult arguments, FileTree tree) throws CommandFailure {
    List<String> named = new ArrayList<>(texts(arguments.matchedPositionalValue(0, List.of())));
    if (named.isEmpty()) {
      named.add(".");
    }
    named.addAll(texts(arguments.matchedOptionValue('c', List.of())));
    return named.stream().map(path -> tree.isFolder(path) ? path : parent(tree, path)).toList();
  }

  private static String parent(FileTree tree, String path) {
    String absolute = tree.absolute(path);
    return absolute.substring(0, Math.max(1, absolute.lastIndexOf('/')));
  }

  static FileTree tree(ParseResult arguments) throws CommandFailure {
    String root = arguments.matchedOptionValue("--root", Path.of("")).toString();
    String workdir = arguments.matchedOptionValue("--workdir", Path.of("")).toString();
    if (root.isEmpty()) {
      Path here = Path.of(workdir.isEmpty() ? "." : workdir);
      if (!Files.isDirectory(here)) {
        throw CommandFailure.unreadable(workdir + " is no folder; correct --workdir");
      }
      return FileTree.host(here);
    }
    if (!Files.isDirectory(Path.of(root))) {
      throw CommandFailure.unreadable(root + " is no folder; correct --root");
    }
    return FileTree.mountedAt(Path.of(root), workdir.isEmpty() ? "/" : workdir);
  }
}

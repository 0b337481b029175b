package io.migrationgate.cli;

import io.migrationgate.adapter.toml.TomljReader;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.ChainFinder;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.Tool;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.reader.alembic.AlembicReader;
import io.migrationgate.core.reader.sqitch.SqitchReader;
import io.migrationgate.core.settings.ChainSettings;
import io.migrationgate.core.verdict.Policy;
import io.migrationgate.core.verdict.ProblemKind;
import io.migrationgate.core.verdict.Severity;
import io.migrationgate.gate.GatedChain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options with which a pod says which chains its start depends on. */
final class GateChains {

  private static final List<String> KEYS =
      List.of("name", "root", "path", "tool", "pattern", "section", "heads", "labels");

  /** Beside a root that files were copied to, always: what could not be, a line for each. */
  private static final String NOT_COPIED = ".problems";

  private static final int MAX_NOT_COPIED = 64 << 10;

  private GateChains() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            OptionSpec.builder("--chain")
                .arity("1")
                .paramLabel("KEY=VALUE,...")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(
                    "A chain: path=PATH, and if need be name, root, tool, pattern, section, heads"
                        + " or labels; may be repeated. Default: every chain below the working"
                        + " folder.")
                .build())
        .addOption(
            OptionSpec.builder("--root")
                .paramLabel("FOLDER")
                .type(String.class)
                .description("The root of the app's files, for chains that name none. Default: /.")
                .build())
        .addOption(
            OptionSpec.builder("--workdir")
                .paramLabel("FOLDER")
                .type(String.class)
                .description("Where relative paths start, inside the root. Default: /.")
                .build());
  }

  static List<GatedChain> of(ParseResult arguments) throws CommandFailure {
    String root = arguments.matchedOptionValue("--root", "/");
    String workdir = arguments.matchedOptionValue("--workdir", "/");
    Policy policy = PolicyOptions.of(arguments);
    List<String> wanted = arguments.matchedOptionValue("--chain", List.of());
    List<GatedChain> chains = new ArrayList<>();
    for (String chain : wanted) {
      GatedChain gated = of(KeyValues.parse("--chain", chain, KEYS), root, workdir, policy);
      refuseSecond(gated.name(), chains);
      chains.add(gated);
    }
    if (wanted.isEmpty()) {
      chains.add(
          new GatedChain(
              "chains",
              false,
              ofPart(root, policy),
              () -> new ChainsAtPath(tree(root, workdir)).findOrRefuse("."),
              notCopied(root)));
    }
    return chains;
  }

  private static void refuseSecond(String name, List<GatedChain> chains) throws CommandFailure {
    for (GatedChain chain : chains) {
      if (chain.name().equals(name)) {
        throw CommandFailure.usage(
            "--chain: two chains are called " + name + "; give each a name of its own");
      }
    }
  }

  private static GatedChain of(KeyValues chain, String usualRoot, String workdir, Policy usual)
      throws CommandFailure {
    String root = chain.find("root").orElse(usualRoot);
    String path = chain.get("path");
    Optional<String> name = chain.find("name");
    Optional<Tool> tool = tool(chain);
    Optional<String> section = chain.find("section");
    Optional<String> pattern = chain.find("pattern");
    if (section.isPresent() && tool.orElse(Tool.ALEMBIC) != Tool.ALEMBIC) {
      throw chain.wrong("section", "is Alembic's: a section of its ini file");
    }
    if (pattern.isPresent() != (tool.isPresent() && tool.get() == Tool.NUMBERED)) {
      throw chain.wrong("pattern", "goes with tool=numbered");
    }
    return new GatedChain(
        name.orElse(path),
        name.isPresent(),
        ofPart(root, new Policy(heads(chain, usual), usual.severities(), usual.emptyAllowed())),
        () -> {
          FileTree tree = tree(root, workdir);
          List<ChainSource> found = find(tree, path, tool, pattern, section);
          return name.isEmpty() ? found : named(name.get(), found);
        },
        notCopied(root));
  }

  private static List<ChainSource> find(
      FileTree tree,
      String path,
      Optional<Tool> tool,
      Optional<String> pattern,
      Optional<String> section)
      throws UnreadableException {
    if (section.isPresent()) {
      if (!tree.isFile(path)) {
        throw new UnreadableException(tree.display(path), "is no file");
      }
      return List.of(
          new AlembicReader(new TomljReader())
              .selected(tree, Optional.of(path), Optional.empty(), section));
    }
    if (tool.isEmpty()) {
      return new ChainsAtPath(tree).findOrRefuse(path);
    }
    if (!tree.exists(path)) {
      throw new UnreadableException(tree.display(path), "does not exist");
    }
    return new SettingsChains(tree, new AlembicReader(new TomljReader()), new SqitchReader())
        .of(
            List.of(
                new ChainSettings(
                    path,
                    tool.get(),
                    tree.absolute(path),
                    pattern,
                    new SourceLocation("--chain", 0))));
  }

  private static List<ChainSource> named(String name, List<ChainSource> found) {
    List<ChainSource> named = new ArrayList<>();
    for (ChainSource source : found) {
      named.add(ChainFinder.renamed(found.size() == 1 ? name : name + "/" + source.name(), source));
    }
    return named;
  }

  private static FileTree tree(String root, String workdir) throws UnreadableException {
    Path folder = Path.of(root);
    if (!Files.isDirectory(folder)) {
      throw new UnreadableException(root, "is no folder");
    }
    return FileTree.mountedAt(folder, workdir);
  }

  private static Optional<Tool> tool(KeyValues chain) throws CommandFailure {
    Optional<String> name = chain.find("tool");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    for (Tool tool : Tool.values()) {
      if (tool.settingsName().equalsIgnoreCase(name.get())) {
        return Optional.of(tool);
      }
    }
    throw chain.wrong(
        "tool",
        "is none of "
            + Arrays.stream(Tool.values())
                .map(Tool::settingsName)
                .collect(Collectors.joining(", ")));
  }

  private static Policy.Heads heads(KeyValues chain, Policy usual) throws CommandFailure {
    Optional<String> count = chain.find("heads");
    Optional<String> labels = chain.find("labels");
    if (count.isPresent() && labels.isPresent()) {
      throw chain.wrong("labels", "and heads exclude each other");
    }
    if (labels.isPresent()) {
      List<String> names = Arrays.asList(labels.get().split("\\+", -1));
      if (names.contains("")) {
        throw chain.wrong("labels", "has an empty one; write labels=expand+contract");
      }
      return new Policy.Heads.Branches(names);
    }
    if (count.isEmpty()) {
      return usual.heads();
    }
    try {
      return new Policy.Heads.Count(Integer.parseInt(count.get()));
    } catch (IllegalArgumentException wrong) {
      throw chain.wrong("heads", "must be a number of at least 1");
    }
  }

  /** In a copy, a folder that is missing may well be in the image. */
  private static Policy ofPart(String root, Policy policy) {
    if (!Files.exists(notCopiedFile(root))
        || policy.severities().containsKey(ProblemKind.MISSING_LOCATION)) {
      return policy;
    }
    Map<ProblemKind, Severity> severities = new EnumMap<>(ProblemKind.class);
    severities.putAll(policy.severities());
    severities.put(ProblemKind.MISSING_LOCATION, Severity.UNKNOWN);
    return new Policy(policy.heads(), severities, policy.emptyAllowed());
  }

  private static Path notCopiedFile(String root) {
    return Path.of(root.length() > 1 ? root + NOT_COPIED : "/" + NOT_COPIED);
  }

  private static List<String> notCopied(String root) {
    Path file = notCopiedFile(root);
    if (!Files.exists(file)) {
      return List.of();
    }
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MAX_NOT_COPIED), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank())
          .map(line -> line.replaceFirst("\t", " "))
          .toList();
    } catch (IOException unreadable) {
      return List.of(file + " cannot be read");
    }
  }
}

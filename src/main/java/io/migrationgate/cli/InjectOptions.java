package io.migrationgate.cli;

import io.migrationgate.core.applied.DatabaseCheck;
import io.migrationgate.core.applied.UrlSource;
import io.migrationgate.core.injection.CopiedPath;
import io.migrationgate.core.injection.Enforcement;
import io.migrationgate.core.injection.FileSource;
import io.migrationgate.core.injection.GateImage;
import io.migrationgate.core.injection.GateResources;
import io.migrationgate.core.injection.GateUser;
import io.migrationgate.core.injection.InjectedChain;
import io.migrationgate.core.injection.InjectedDatabase;
import io.migrationgate.core.injection.InjectionSettings;
import io.migrationgate.core.injection.WhenTimedOut;
import io.migrationgate.core.injection.WhenUnknown;
import io.migrationgate.gate.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that say what is put into pods. */
final class InjectOptions {

  /** The first Kubernetes that mounts images without being asked to. */
  private static final int IMAGE_VOLUMES_SINCE = 35;

  /** The first that restarts whole pods in place without being asked to. */
  private static final int RESTART_RULES_SINCE = 36;

  private static final List<String> CHAIN_KEYS =
      List.of("name", "container", "path", "tool", "pattern", "section", "heads", "labels");

  private InjectOptions() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            one("--gate", "NAME", "The gate's name: a label on the pods, where there is none yet."))
        .addOption(one("--image", "IMAGE", "The image of the gate itself."))
        .addOption(
            one(
                "--image-pull-policy",
                "POLICY",
                "When that image is pulled: Always, IfNotPresent or Never."))
        .addOption(
            one(
                "--mode",
                "MODE",
                "How the gate comes by the app's files: copy, image-volume, or auto. Default:"
                    + " auto."))
        .addOption(
            one(
                "--kubernetes-version",
                "VERSION",
                "The cluster's version, such as 1.35: what auto decides by."))
        .addOption(
            many(
                "--chain",
                "KEY=VALUE,...",
                "A chain in an image: path, and where needed name, container, tool, pattern,"
                    + " section, heads, labels; may be repeated."))
        .addOption(
            many(
                "--copy",
                "KEY=VALUE,...",
                "Copy this as well in copy mode: path, and where needed container; may be"
                    + " repeated."))
        .addOption(
            one(
                "--copy-limit",
                "SIZE",
                "How much is copied out of one image, such as 64Mi. Default: 64Mi."))
        .addOption(
            one("--workdir", "FOLDER", "Where relative paths start in the images. Default: /."))
        .addOption(
            many(
                "--severity",
                "KIND=LEVEL",
                "Make a kind of problem error, unknown, warning or off; may be repeated."))
        .addOption(flag("--allow-empty", "Let a chain without revisions pass."))
        .addOption(
            many(
                "--database",
                "KEY=VALUE,...",
                "A database to ask: url-env or url-file, and where needed chain and how each state"
                    + " is taken; may be repeated."))
        .addOption(
            many(
                "--require-row",
                "TABLE:KEY=VALUE",
                "A row that the database must hold; may be repeated."))
        .addOption(
            one("--enforcement", "WORD", "enforce, or audit to hold no pod. Default: enforce."))
        .addOption(one("--unknown", "WORD", "hold or pass what cannot be judged. Default: hold."))
        .addOption(
            one(
                "--timeout",
                "TIME",
                "Hold no longer than this, such as 30m. Default: for ever, and 30m for Jobs."))
        .addOption(one("--on-timeout", "WORD", "What then: fail or pass. Default: fail."))
        .addOption(
            many(
                "--after",
                "CONTAINER",
                "Init containers that come before the gate; may be repeated. Default: the gate is"
                    + " first."))
        .addOption(
            one(
                "--resources",
                "KEY=VALUE,...",
                "What each of the gate's containers asks for and is limited to: cpu, memory; or"
                    + " none. Default: what keeps the pod's quality of service."))
        .addOption(
            one(
                "--run-as-user",
                "ID",
                "The user of the gate's containers, or none to leave it to the cluster. Default:"
                    + " the pod's, or 65532."))
        .addOption(
            flag(
                "--recheck-on-crash",
                "Let a container that fails restart the whole pod in place, through the gate;"
                    + " Kubernetes 1.36."));
  }

  static InjectionSettings of(ParseResult arguments) throws CommandFailure {
    List<InjectedChain> chains = chains(arguments);
    boolean recheck = arguments.hasMatchedOption("--recheck-on-crash");
    if (recheck && minor(arguments).filter(minor -> minor < RESTART_RULES_SINCE).isPresent()) {
      throw CommandFailure.usage(
          "--recheck-on-crash needs Kubernetes 1." + RESTART_RULES_SINCE + " or newer");
    }
    refuseWhatTheGateRefuses(arguments);
    List<InjectedDatabase> databases = databases(arguments);
    return new InjectionSettings(
        gate(arguments),
        image(arguments),
        source(arguments),
        chains,
        text(arguments, "--workdir"),
        policyFlags(arguments),
        databases,
        arguments.matchedOptionValue("--require-row", List.of()),
        word(arguments, "--enforcement", Enforcement.ENFORCE, Enforcement.values()),
        word(arguments, "--unknown", WhenUnknown.HOLD, WhenUnknown.values()),
        duration(arguments, "--timeout"),
        word(arguments, "--on-timeout", WhenTimedOut.FAIL, WhenTimedOut.values()),
        arguments.matchedOptionValue("--after", List.of()),
        resources(arguments),
        user(arguments),
        recheck,
        copies(arguments),
        copyLimit(arguments));
  }

  /** What a person should know about the settings as a whole. */
  static List<String> notes(ParseResult arguments) throws CommandFailure {
    List<String> notes = new ArrayList<>();
    if (mode(arguments).equals("auto") && minor(arguments).isEmpty()) {
      notes.add(
          "copy mode, which works on any Kubernetes; say --kubernetes-version, and from 1."
              + IMAGE_VOLUMES_SINCE
              + " on the image is mounted instead");
    }
    if (arguments.hasMatchedOption("--recheck-on-crash")) {
      notes.add(
          "--recheck-on-crash needs Kubernetes 1."
              + RESTART_RULES_SINCE
              + " with RestartAllContainersOnContainerExits; others refuse or drop these rules");
    }
    return notes;
  }

  /** A label's value, for that is what becomes of it. */
  private static Optional<String> gate(ParseResult arguments) throws CommandFailure {
    Optional<String> name = text(arguments, "--gate");
    if (name.isPresent() && !name.get().matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?")) {
      throw CommandFailure.usage(
          "--gate is at most 63 letters, digits, dots, dashes and underscores, with a letter or"
              + " digit at both ends");
    }
    return name;
  }

  private static GateImage image(ParseResult arguments) throws CommandFailure {
    Optional<String> policy = text(arguments, "--image-pull-policy");
    if (policy.isPresent() && !List.of("Always", "IfNotPresent", "Never").contains(policy.get())) {
      throw CommandFailure.usage("--image-pull-policy is Always, IfNotPresent or Never");
    }
    Optional<String> image = text(arguments, "--image");
    if (image.isEmpty()) {
      throw CommandFailure.usage("say which image holds the gate: --image IMAGE");
    }
    if (!image.get().matches("[A-Za-z0-9\\[][A-Za-z0-9._:/@+\\[\\]-]*")) {
      throw CommandFailure.usage("--image is written like registry.example.com/gate:1.0");
    }
    return new GateImage(image.get(), policy);
  }

  private static FileSource source(ParseResult arguments) throws CommandFailure {
    return switch (mode(arguments)) {
      case "copy" -> FileSource.COPY;
      case "imagevolume" -> FileSource.IMAGE_VOLUME;
      case "auto" ->
          minor(arguments).filter(minor -> minor >= IMAGE_VOLUMES_SINCE).isPresent()
              ? FileSource.IMAGE_VOLUME
              : FileSource.COPY;
      default -> throw CommandFailure.usage("--mode is copy, image-volume or auto");
    };
  }

  /** As the API writes it, or as a command line does. */
  private static String mode(ParseResult arguments) {
    return text(arguments, "--mode").orElse("auto").toLowerCase(Locale.ROOT).replace("-", "");
  }

  private static Optional<Integer> minor(ParseResult arguments) throws CommandFailure {
    Optional<String> version = text(arguments, "--kubernetes-version");
    if (version.isEmpty()) {
      return Optional.empty();
    }
    if (!version.get().matches("v?1\\.[0-9]{1,4}([.+-].*)?")) {
      throw CommandFailure.usage("--kubernetes-version is written like 1.35");
    }
    String minor = version.get().split("[.+-]", -1)[1];
    return Optional.of(Integer.valueOf(minor));
  }

  private static List<InjectedChain> chains(ParseResult arguments) throws CommandFailure {
    List<InjectedChain> chains = new ArrayList<>();
    List<String> written = arguments.matchedOptionValue("--chain", List.of());
    for (String text : written) {
      KeyValues chain = KeyValues.parse("--chain", text, CHAIN_KEYS);
      chains.add(
          new InjectedChain(
              chain.find("name"),
              chain.find("container"),
              absolute(chain, "path"),
              rest("--chain", text, "name", "container", "path")));
    }
    if (chains.isEmpty()) {
      throw CommandFailure.usage(
          "say where the chain lies in the app's image: --chain path=/app/alembic.ini");
    }
    return chains;
  }

  private static List<CopiedPath> copies(ParseResult arguments) throws CommandFailure {
    List<CopiedPath> copies = new ArrayList<>();
    List<String> written = arguments.matchedOptionValue("--copy", List.of());
    for (String text : written) {
      KeyValues copy = KeyValues.parse("--copy", text, List.of("container", "path"));
      copies.add(new CopiedPath(copy.find("container"), absolute(copy, "path")));
    }
    return copies;
  }

  private static String absolute(KeyValues values, String key) throws CommandFailure {
    String path = values.get(key);
    if (!path.startsWith("/")) {
      throw values.wrong(key, "must be absolute in the image, such as /app/alembic.ini");
    }
    return path;
  }

  private static Map<String, String> rest(String option, String text, String... taken)
      throws CommandFailure {
    Map<String, String> rest = KeyValues.map(option, text);
    rest.keySet().removeAll(Set.of(taken));
    return rest;
  }

  private static List<InjectedDatabase> databases(ParseResult arguments) throws CommandFailure {
    List<InjectedDatabase> databases = new ArrayList<>();
    List<String> written = arguments.matchedOptionValue("--database", List.of());
    for (String text : written) {
      DatabaseCheck check = GateDatabases.check(text);
      databases.add(
          new InjectedDatabase(
              check.chain(),
              address(check.url()),
              rest("--database", text, "chain", "url-env", "url-file")));
    }
    return databases;
  }

  private static InjectedDatabase.Address address(UrlSource source) throws CommandFailure {
    return switch (source) {
      case UrlSource.Variable(String name) -> new InjectedDatabase.Address.Variable(name);
      case UrlSource.InFile(String path) -> new InjectedDatabase.Address.MountedFile(path);
      case UrlSource.Literal literal ->
          throw CommandFailure.usage(
              "--database: an address has no place in a manifest; say url-env=NAME");
    };
  }

  /**
   * A gate that refuses its own flags would never start, nor would the app: so it is asked here.
   */
  private static void refuseWhatTheGateRefuses(ParseResult arguments) throws CommandFailure {
    List<String> flags = new ArrayList<>();
    List<String> chains = arguments.matchedOptionValue("--chain", List.of());
    for (String chain : chains) {
      StringBuilder parts = new StringBuilder();
      rest("--chain", chain, "container")
          .forEach(
              (key, value) ->
                  parts
                      .append(parts.isEmpty() ? "--chain=" : ",")
                      .append(key)
                      .append('=')
                      .append(value.replace(",", "\\,")));
      flags.add(parts.toString());
    }
    List<String> databases = arguments.matchedOptionValue("--database", List.of());
    databases.forEach(database -> flags.add("--database=" + database));
    List<String> rows = arguments.matchedOptionValue("--require-row", List.of());
    rows.forEach(row -> flags.add("--require-row=" + row));
    flags.addAll(policyFlags(arguments));
    ParseResult parsed =
        new CommandLine(new GateHoldCommand().spec()).parseArgs(flags.toArray(new String[0]));
    GateDatabases.of(parsed, GateChains.of(parsed));
  }

  private static List<String> policyFlags(ParseResult arguments) {
    List<String> flags = new ArrayList<>();
    List<String> severities = arguments.matchedOptionValue("--severity", List.of());
    severities.forEach(severity -> flags.add("--severity=" + severity));
    if (arguments.hasMatchedOption("--allow-empty")) {
      flags.add("--allow-empty");
    }
    return flags;
  }

  private static GateResources resources(ParseResult arguments) throws CommandFailure {
    Optional<String> text = text(arguments, "--resources");
    if (text.isEmpty()) {
      return new GateResources.Fitting();
    }
    if (text.get().equals("none")) {
      return new GateResources.Unnamed();
    }
    KeyValues resources = KeyValues.parse("--resources", text.get(), List.of("cpu", "memory"));
    return new GateResources.Fixed(resources.find("cpu"), resources.find("memory"));
  }

  private static GateUser user(ParseResult arguments) throws CommandFailure {
    Optional<String> text = text(arguments, "--run-as-user");
    if (text.isEmpty()) {
      return new GateUser.Fitting();
    }
    if (text.get().equals("none")) {
      return new GateUser.Unnamed();
    }
    if (!text.get().matches("[1-9][0-9]{0,9}")) {
      throw CommandFailure.usage("--run-as-user is the number of a user other than root, or none");
    }
    return new GateUser.Fixed(Long.parseLong(text.get()));
  }

  private static long copyLimit(ParseResult arguments) throws CommandFailure {
    Optional<String> text = text(arguments, "--copy-limit");
    if (text.isEmpty()) {
      return InjectionSettings.COPY_LIMIT;
    }
    if (!text.get().matches("[1-9][0-9]{0,8}(Ki|Mi|Gi)?")) {
      throw CommandFailure.usage("--copy-limit is a number of bytes, such as 64Mi");
    }
    String digits = text.get().replaceAll("\\D", "");
    int unit = "KMG".indexOf(text.get().charAt(Math.min(digits.length(), text.get().length() - 1)));
    return Long.parseLong(digits) << 10 * (unit + 1);
  }

  private static Optional<String> duration(ParseResult arguments, String option)
      throws CommandFailure {
    Optional<String> text = text(arguments, option);
    if (text.isPresent() && Durations.parse(text.get()).isEmpty()) {
      throw CommandFailure.usage(option + " is a time such as 30m, not " + text.get());
    }
    return text;
  }

  private static <T extends Enum<T>> T word(
      ParseResult arguments, String option, T otherwise, T[] words) throws CommandFailure {
    Optional<String> text = text(arguments, option);
    if (text.isEmpty()) {
      return otherwise;
    }
    List<String> names = new ArrayList<>();
    for (T word : words) {
      String name = word.name().toLowerCase(Locale.ROOT);
      if (name.equalsIgnoreCase(text.get())) {
        return word;
      }
      names.add(name);
    }
    throw CommandFailure.usage(
        option + " is " + String.join(" or ", names) + ", not " + text.get());
  }

  private static Optional<String> text(ParseResult arguments, String option) {
    String text = arguments.matchedOptionValue(option, "");
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static OptionSpec one(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  private static OptionSpec many(String name, String label, String description) {
    return OptionSpec.builder(name)
        .arity("1")
        .paramLabel(label)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .description(description)
        .build();
  }

  private static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).description(description).build();
  }
}

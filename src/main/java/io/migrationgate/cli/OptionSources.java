package io.migrationgate.cli;

import io.migrationgate.adapter.toml.TomljReader;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.settings.Mistakes;
import io.migrationgate.core.settings.SettingsException;
import io.migrationgate.core.settings.TomlTable;
import io.migrationgate.core.settings.TomlValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where the options of the gate's commands come from: the command line, else a variable of the
 * environment ({@code --message-budget} is {@code MIGRATION_GATE_MESSAGE_BUDGET}), else one file. A
 * pod's manifest has a place for each of them.
 */
final class OptionSources {

  /** The option that names the file. */
  static final String FILE_OPTION = "--settings";

  private static final String PREFIX = "MIGRATION_GATE_";
  private static final int MAX_FILE = 1 << 20;

  private final CommandSpec spec;
  private final Map<String, String> environment;

  OptionSources(CommandSpec spec, Map<String, String> environment) {
    this.spec = spec;
    this.environment = environment;
  }

  /**
   * The arguments, with what the environment and the file add.
   *
   * @param other another command that may share the file, and has options of its own there
   */
  List<String> complete(List<String> arguments, Command other) throws CommandFailure {
    List<String> complete = new ArrayList<>();
    String file = environment.getOrDefault(variable(FILE_OPTION), "");
    Map<String, OptionSpec> open = new LinkedHashMap<>();
    for (OptionSpec option : spec.options()) {
      int given = positionOf(option, arguments);
      if (option.longestName().equals(FILE_OPTION)) {
        file = given < 0 ? file : valueAt(given, arguments);
      } else if (given < 0 && !option.usageHelp()) {
        open.put(option.longestName(), option);
      }
    }
    for (OptionSpec option : List.copyOf(open.values())) {
      String name = option.longestName();
      String value = environment.get(variable(name));
      if (value != null && !value.isEmpty()) {
        open.remove(name);
        addLines(option, value, complete);
      }
    }
    if (!file.isEmpty()) {
      addFile(file, open, other, complete);
    }
    complete.addAll(arguments);
    return complete;
  }

  static String variable(String option) {
    return PREFIX + option.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private static int positionOf(OptionSpec option, List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      for (String name : option.names()) {
        if (arguments.get(i).equals(name) || arguments.get(i).startsWith(name + "=")) {
          return i;
        }
      }
    }
    return -1;
  }

  private static String valueAt(int position, List<String> arguments) {
    String given = arguments.get(position);
    int equals = given.indexOf('=');
    if (equals >= 0) {
      return given.substring(equals + 1);
    }
    return position + 1 < arguments.size() ? arguments.get(position + 1) : "";
  }

  /** An option that may be repeated has a line for each time. */
  private static void addLines(OptionSpec option, String value, List<String> arguments)
      throws CommandFailure {
    if (option.arity().max() == 0) {
      addFlag(option, value, variable(option.longestName()), arguments);
      return;
    }
    for (String line : option.isMultiValue() ? value.lines().toList() : List.of(value)) {
      if (!line.isBlank()) {
        arguments.add(option.longestName() + "=" + line.strip());
      }
    }
  }

  private static void addFlag(
      OptionSpec option, String value, String origin, List<String> arguments)
      throws CommandFailure {
    switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> arguments.add(option.longestName());
      case "false" -> {
        // As if it were not there.
      }
      default -> throw CommandFailure.usage(origin + " must be true or false");
    }
  }

  private void addFile(
      String file, Map<String, OptionSpec> open, Command other, List<String> arguments)
      throws CommandFailure {
    try {
      TomlTable document = new TomljReader().parse(file, text(Path.of(file)));
      Mistakes mistakes = new Mistakes();
      Set<String> known = new TreeSet<>();
      spec.options().forEach(option -> known.add(option.longestName().substring(2)));
      other.spec().options().forEach(option -> known.add(option.longestName().substring(2)));
      document.refuseUnknownKeys(known, mistakes);
      for (Map.Entry<String, TomlValue> entry : document.values().entrySet()) {
        OptionSpec option = open.get("--" + entry.getKey());
        if (option != null) {
          addValue(option, entry.getValue(), file, mistakes, arguments);
        }
      }
      mistakes.refuse();
    } catch (SettingsException wrong) {
      // Of either kind it is the gate's own configuration, and so a misuse of it.
      throw CommandFailure.usage(String.valueOf(wrong.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private static String text(Path file) throws CommandFailure {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_FILE), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw CommandFailure.usage(file + " cannot be read; correct " + FILE_OPTION);
    }
  }

  private static void addValue(
      OptionSpec option, TomlValue value, String file, Mistakes mistakes, List<String> arguments)
      throws CommandFailure {
    String name = option.longestName();
    SourceLocation place = new SourceLocation(file, value.line());
    switch (value) {
      case TomlValue.Text(String text, int line) -> arguments.add(name + "=" + text);
      case TomlValue.Whole(long number, int line) -> arguments.add(name + "=" + number);
      case TomlValue.Flag(boolean flag, int line) ->
          addFlag(option, Boolean.toString(flag), place.toString(), arguments);
      case TomlTable table -> arguments.add(name + "=" + keyValues(table, mistakes));
      case TomlValue.Items(List<TomlValue> items, int line) -> {
        for (TomlValue item : items) {
          addValue(option, item, file, mistakes, arguments);
        }
      }
      case TomlValue.Other other ->
          mistakes.add(place, "sets " + name.substring(2) + " to what no option is");
    }
  }

  /** A table as the option's own form has it. */
  private static String keyValues(TomlTable table, Mistakes mistakes) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, TomlValue> entry : table.values().entrySet()) {
      String value = scalar(entry.getValue());
      if (value.isEmpty()) {
        mistakes.add(
            table.location(entry.getKey()),
            "sets " + entry.getKey() + ", which must be a string, a number or a list of strings");
      }
      parts.add(entry.getKey() + "=" + value.replace(",", "\\,"));
    }
    return String.join(",", parts);
  }

  private static String scalar(TomlValue value) {
    return switch (value) {
      case TomlValue.Text(String text, int line) -> text;
      case TomlValue.Whole(long number, int line) -> Long.toString(number);
      case TomlValue.Flag(boolean flag, int line) -> Boolean.toString(flag);
      case TomlValue.Items(List<TomlValue> items, int line) -> {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(scalar(item)));
        yield String.join("+", texts);
      }
      case TomlTable table -> "";
      case TomlValue.Other other -> "";
    };
  }
}

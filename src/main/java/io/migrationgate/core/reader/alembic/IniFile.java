package io.migrationgate.core.reader.alembic;

import io.migrationgate.core.graph.SourceLocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An ini file by the rules of Python's {@code configparser}: full-line comments only, values that
 * go on in indented lines, names in lower case, {@code %(name)s} resolved when a value is asked
 * for.
 */
final class IniFile {

  private static final String DEFAULTS = "DEFAULT";

  /** As deep as configparser follows references. */
  private static final int MAX_DEPTH = 10;

  /** References can double a value at every step; no path is as long as this. */
  private static final int MAX_LENGTH = 1 << 20;

  private record Option(String value, int line) {}

  private final String path;
  private final Map<String, Map<String, Option>> sections;
  private final Map<String, Integer> sectionLines;
  private final Map<String, Option> defaults;

  private IniFile(
      String path,
      Map<String, Map<String, Option>> sections,
      Map<String, Integer> sectionLines,
      Map<String, Option> defaults) {
    this.path = path;
    this.sections = sections;
    this.sectionLines = sectionLines;
    this.defaults = defaults;
  }

  /** A file that is not there, which to Alembic is an empty one. */
  static IniFile absent(String path) {
    return new IniFile(path, Map.of(), Map.of(), Map.of());
  }

  /**
   * Parses a file.
   *
   * @param here the value of {@code %(here)s}
   */
  static IniFile parse(String path, String text, String here) throws ConfigurationException {
    return new Parser(path, here).parse(text);
  }

  Set<String> sections() {
    return sections.keySet();
  }

  /** The sections that set this option themselves, not by way of {@code [DEFAULT]}. */
  List<String> sectionsThatSet(String option) {
    return sections.entrySet().stream()
        .filter(section -> section.getValue().containsKey(option))
        .map(Map.Entry::getKey)
        .toList();
  }

  SourceLocation location(String section, String option) {
    Option found = find(section, option);
    int line = found == null ? sectionLines.getOrDefault(section, 0) : found.line();
    return new SourceLocation(path, line);
  }

  /** The value of an option with its references resolved; empty where the section lacks it. */
  Optional<String> get(String section, String option) throws ConfigurationException {
    Option found = sections.containsKey(section) ? find(section, option) : null;
    if (found == null) {
      return Optional.empty();
    }
    StringBuilder value = new StringBuilder();
    resolve(section, found.value(), found.line(), value, 1);
    return Optional.of(value.toString());
  }

  /** Resolves every option of a section, as reading the section as a whole would. */
  void validate(String section) throws ConfigurationException {
    Map<String, Option> own = sections.get(section);
    if (own != null) {
      for (String option : own.keySet()) {
        get(section, option);
      }
    }
  }

  private @Nullable Option find(String section, String option) {
    Option own = sections.getOrDefault(section, Map.of()).get(option);
    return own == null ? defaults.get(option) : own;
  }

  private void resolve(String section, String text, int line, StringBuilder out, int depth)
      throws ConfigurationException {
    if (depth > MAX_DEPTH || out.length() > MAX_LENGTH) {
      throw error(line, "refers to itself, or too deep, with %(...)s");
    }
    int from = 0;
    int percent;
    while ((percent = text.indexOf('%', from)) >= 0) {
      out.append(text, from, percent);
      char next = percent + 1 < text.length() ? text.charAt(percent + 1) : ' ';
      if (next == '%') {
        out.append('%');
        from = percent + 2;
        continue;
      }
      int close = next == '(' ? text.indexOf(')', percent) : -1;
      if (close < 0 || close == percent + 2 || !text.startsWith("s", close + 1)) {
        throw error(line, "has a '%' that begins no %(name)s: write it twice to mean itself");
      }
      String name = text.substring(percent + 2, close).toLowerCase(Locale.ROOT);
      Option referred = find(section, name);
      if (referred == null) {
        throw error(line, "refers to %(" + name + ")s, which nothing sets");
      }
      resolve(section, referred.value(), line, out, depth + 1);
      from = close + 2;
    }
    out.append(text, from, text.length());
  }

  private ConfigurationException error(int line, String reason) {
    return new ConfigurationException(new SourceLocation(path, line), reason);
  }

  /** The line-by-line part. */
  private static final class Parser {

    private final String path;
    private final Map<String, Map<String, Option>> sections = new LinkedHashMap<>();
    private final Map<String, Integer> sectionLines = new LinkedHashMap<>();
    private final Map<String, Option> defaults = new LinkedHashMap<>();

    private String sectionName = "";
    private @Nullable Map<String, Option> section;
    private String option = "";
    private final StringBuilder value = new StringBuilder();
    private int optionLine;
    private int indentation;

    Parser(String path, String here) {
      this.path = path;
      defaults.put("here", new Option(here, 0));
    }

    IniFile parse(String text) throws ConfigurationException {
      int number = 0;
      int from = 0;
      while (from < text.length()) {
        int end = lineEnd(text, from);
        number++;
        line(text.substring(from, end), number);
        from = end + (text.startsWith("\r\n", end) ? 2 : 1);
      }
      finishOption();
      return new IniFile(path, sections, sectionLines, defaults);
    }

    private static int lineEnd(String text, int from) {
      int end = from;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      return end;
    }

    private void line(String line, int number) throws ConfigurationException {
      String stripped = line.strip();
      if (stripped.isEmpty()) {
        if (!option.isEmpty()) {
          value.append('\n');
        }
        return;
      }
      if (stripped.startsWith("#") || stripped.startsWith(";")) {
        return;
      }
      int column = line.indexOf(stripped);
      if (!option.isEmpty() && column > indentation) {
        value.append('\n').append(stripped);
        return;
      }
      indentation = column;
      int close = stripped.startsWith("[") ? stripped.lastIndexOf(']') : -1;
      if (close > 1) {
        openSection(stripped.substring(1, close), number);
      } else if (section == null) {
        throw error(number, "begins before the first [section]");
      } else {
        openOption(stripped, number);
      }
    }

    private void openSection(String name, int number) throws ConfigurationException {
      finishOption();
      sectionName = name;
      if (name.equals(DEFAULTS)) {
        section = defaults;
        return;
      }
      Integer first = sectionLines.putIfAbsent(name, number);
      if (first != null) {
        throw error(
            number,
            "opens the section [" + name + "] a second time; the first is on line " + first);
      }
      section = new LinkedHashMap<>();
      sections.put(name, section);
    }

    private void openOption(String stripped, int number) throws ConfigurationException {
      finishOption();
      int delimiter = 0;
      while (delimiter < stripped.length()
          && stripped.charAt(delimiter) != '='
          && stripped.charAt(delimiter) != ':') {
        delimiter++;
      }
      if (delimiter == stripped.length()) {
        throw error(number, "is neither a [section] nor an option = value");
      }
      if (delimiter == 0) {
        throw error(number, "has a value without a name");
      }
      option = stripped.substring(0, delimiter).strip().toLowerCase(Locale.ROOT);
      optionLine = number;
      value.setLength(0);
      value.append(stripped.substring(delimiter + 1).strip());
    }

    private void finishOption() throws ConfigurationException {
      if (option.isEmpty() || section == null) {
        return;
      }
      Option finished = new Option(value.toString().stripTrailing(), optionLine);
      Option first = section.put(option, finished);
      if (first != null && first.line() > 0) {
        throw error(
            optionLine,
            "sets "
                + option
                + " a second time in ["
                + sectionName
                + "]; the first is on line "
                + first.line());
      }
      option = "";
    }

    private ConfigurationException error(int line, String reason) {
      return new ConfigurationException(new SourceLocation(path, line), reason);
    }
  }
}

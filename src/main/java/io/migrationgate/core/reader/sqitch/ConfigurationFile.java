package io.migrationgate.core.reader.sqitch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A sqitch.conf, which has the syntax of Git's configuration. Sections and options are known
 * without regard to case, subsections with it; of an option that stands twice the last one counts.
 */
final class ConfigurationFile {

  /** A file that sqitch refuses. */
  static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final String reason;

    private SyntaxException(int line, String reason) {
      super(reason, null, false, false);
      this.line = line;
      this.reason = reason;
    }

    int line() {
      return line;
    }

    String reason() {
      return reason;
    }
  }

  private record Option(String value, int line) {}

  private final Map<String, Option> options;
  private final List<String> sections;

  private ConfigurationFile(Map<String, Option> options, List<String> sections) {
    this.options = options;
    this.sections = sections;
  }

  static ConfigurationFile parse(String text) throws SyntaxException {
    return new Parser(text).parse();
  }

  /** The value of {@code section.option}; empty where there is none. */
  String get(String key) {
    Option option = options.get(key);
    // Perl takes the text 0 for no value.
    return option == null || option.value().equals("0") ? "" : option.value();
  }

  /** Where an option stands; 0 where it does not. */
  int line(String key) {
    Option option = options.get(key);
    return option == null ? 0 : option.line();
  }

  /** The subsections of a section, in order. */
  List<String> subsections(String section) {
    String prefix = section + ".";
    return sections.stream()
        .filter(name -> name.startsWith(prefix) && !name.endsWith(".variables"))
        .map(name -> name.substring(prefix.length()))
        .distinct()
        .toList();
  }

  private static final class Parser {
    private final String text;
    private final Map<String, Option> options = new HashMap<>();
    private final List<String> sections = new ArrayList<>();
    private String section = "";
    private int at;
    private int line = 1;

    Parser(String text) {
      this.text = text;
    }

    ConfigurationFile parse() throws SyntaxException {
      while (skipWhitespace()) {
        char c = text.charAt(at);
        if (c == '#' || c == ';') {
          at = endOfLine();
        } else if (c == '[') {
          readSection();
        } else {
          readOption();
        }
      }
      return new ConfigurationFile(options, sections);
    }

    private boolean skipWhitespace() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        line += text.charAt(at) == '\n' ? 1 : 0;
        at++;
      }
      return at < text.length();
    }

    private int endOfLine() {
      int end = text.indexOf('\n', at);
      return end < 0 ? text.length() : end;
    }

    private void readSection() throws SyntaxException {
      int end = endOfLine();
      int nameEnd = at + 1;
      while (nameEnd < end && "]\" \t[".indexOf(text.charAt(nameEnd)) < 0) {
        nameEnd++;
      }
      section = text.substring(at + 1, nameEnd).toLowerCase(Locale.ROOT);
      int open = PlanCharacters.skipBlanks(text, nameEnd);
      if (open < end && text.charAt(open) == '"') {
        StringBuilder name = new StringBuilder(section).append('.');
        int close = open + 1;
        while (close < end && text.charAt(close) != '"') {
          close += text.charAt(close) == '\\' ? 1 : 0;
          if (close < end) {
            name.append(text.charAt(close));
          }
          close++;
        }
        section = name.toString();
        nameEnd = close + 1;
      }
      if (section.isEmpty() || nameEnd >= end || text.charAt(nameEnd) != ']') {
        throw new SyntaxException(line, "has a section that is not of the form [name \"part\"]");
      }
      sections.add(section);
      at = nameEnd + 1;
    }

    private void readOption() throws SyntaxException {
      if (section.isEmpty()) {
        throw new SyntaxException(line, "has an option before the first [section]");
      }
      int end = endOfLine();
      int nameEnd = at;
      while (nameEnd < end && "=#;".indexOf(text.charAt(nameEnd)) < 0) {
        nameEnd++;
      }
      String key = section + "." + text.substring(at, nameEnd).strip().toLowerCase(Locale.ROOT);
      int began = line;
      if (nameEnd < end && text.charAt(nameEnd) == '=') {
        at = nameEnd + 1;
        options.put(key, new Option(readValue(), began));
      } else {
        at = end;
      }
    }

    /** Blanks become one, quotes go away, a backslash escapes or goes on in the next line. */
    private String readValue() throws SyntaxException {
      StringBuilder value = new StringBuilder();
      boolean quoted = false;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '"') {
          quoted = !quoted;
        } else if (c == '\\') {
          at++;
          at += text.startsWith("\r\n", at) ? 1 : 0;
          char escaped = at < text.length() ? text.charAt(at) : '\n';
          if (escaped == '\n') {
            line++;
          } else {
            value.append(unescaped(escaped));
          }
        } else if (!quoted && (c == '\n' || c == '#' || c == ';')) {
          at = endOfLine();
          return value.toString().strip();
        } else if (!quoted && Character.isWhitespace(c)) {
          value.append(value.isEmpty() || value.charAt(value.length() - 1) == ' ' ? "" : " ");
        } else {
          line += c == '\n' ? 1 : 0;
          value.append(c);
        }
        at++;
      }
      if (quoted) {
        throw new SyntaxException(line, "has a \" that is not closed");
      }
      return value.toString().strip();
    }

    private char unescaped(char c) throws SyntaxException {
      return switch (c) {
        case 'n' -> '\n';
        case 't' -> '\t';
        case 'b' -> '\b';
        case '\\', '"', '\'' -> c;
        default -> throw new SyntaxException(line, "has a \\ before " + c + ", which is no escape");
      };
    }
  }
}

package io.migrationgate.core.reader.alembic.python;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where in a file the strings of its module-level statements stand, to the byte.
 *
 * <p>A second look at a file that {@link PythonModule} has read: what the values are is known, and
 * only the few files that are going to be edited are read for their places.
 */
public final class ModuleStrings {

  /**
   * A string, or {@code None}.
   *
   * @param start offset in the file as it is on disk, mark and encoding included
   * @param value empty for {@code None}
   */
  public record Literal(int start, int end, Optional<String> value) {}

  /** Where a literal is in the text as UTF-8. */
  private record Found(int start, int end, @Nullable String value) {}

  private final byte[] raw;
  private final byte[] utf8;
  private final Charset encoding;
  private final PythonLexer lexer;

  private ModuleStrings(byte[] raw) throws PythonSyntaxException {
    this.raw = raw;
    this.utf8 = SourceBytes.toUtf8(raw);
    this.encoding = SourceBytes.encoding(raw);
    this.lexer = new PythonLexer(utf8);
  }

  /**
   * The literals of the statement that gives a name its value, in order; empty where there is no
   * such statement at module level.
   *
   * @param line the line of the name
   */
  public static List<Literal> ofAssignment(byte[] source, String name, int line)
      throws PythonSyntaxException {
    return new ModuleStrings(source).assigned(name, line);
  }

  /** The docstring, if the module has one. */
  public static Optional<Literal> docstring(byte[] source) throws PythonSyntaxException {
    ModuleStrings strings = new ModuleStrings(source);
    while (strings.lexer.kind() == Token.NEWLINE) {
      strings.lexer.next();
    }
    return strings.lexer.kind() == Token.STRING
        ? strings.onDisk(List.of(strings.literal())).stream().findFirst()
        : Optional.empty();
  }

  /**
   * Writes a string in the manner of another one, or plainly where its own quotes do not allow it.
   *
   * @param model a string as it is written in the file
   */
  public static String spell(String text, String model) {
    boolean plain = text.chars().allMatch(c -> c >= ' ' && c < 127 && "\\'\"".indexOf(c) < 0);
    int open = 0;
    while (open < model.length() && model.charAt(open) != '"' && model.charAt(open) != '\'') {
      open++;
    }
    if (plain && open < model.length()) {
      boolean triple =
          model.length() >= open + 6
              && model.charAt(open + 1) == model.charAt(open)
              && model.charAt(open + 2) == model.charAt(open);
      int width = triple ? 3 : 1;
      return model.substring(0, open + width) + text + model.substring(model.length() - width);
    }
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c >= ' ' && c < 127) {
        out.append(c);
      } else {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(Character.forDigit(c >> shift & 15, 16));
        }
      }
    }
    return out.append('"').toString();
  }

  private List<Literal> assigned(String name, int line) throws PythonSyntaxException {
    List<Found> last = List.of();
    List<Found> current = new ArrayList<>();
    boolean named = false;
    lexer.next();
    while (true) {
      Token token = lexer.kind();
      boolean ends = token == Token.NEWLINE || token == Token.END || isSemicolon();
      if (ends) {
        if (named) {
          last = List.copyOf(current);
        }
        current.clear();
        named = false;
        if (token == Token.END) {
          return onDisk(last);
        }
      } else if (token == Token.STRING || lexer.isKeyword(Keyword.NONE)) {
        current.add(literal());
      } else if (token == Token.NAME && lexer.line() == line && lexer.indentLevel() == 0) {
        named |= lexer.name().equals(name);
      }
      lexer.next();
    }
  }

  private boolean isSemicolon() {
    return lexer.isOperator(';') && lexer.depth() == 0;
  }

  private Found literal() throws PythonSyntaxException {
    Value value =
        lexer.kind() == Token.STRING
            ? StringLiteral.value(lexer.spelling(), lexer.line())
            : new Value.Nothing();
    if (value instanceof Value.Nothing) {
      return new Found(lexer.start(), lexer.end(), null);
    }
    // A bytes literal, say: its spelling can be no id, and keeps it from being taken for one.
    String text = value instanceof Value.Text(String known) ? known : "\0" + lexer.spelling();
    return new Found(lexer.start(), lexer.end(), text);
  }

  /** Offsets in the file; nothing where the encoding does not let them be told. */
  private List<Literal> onDisk(List<Found> found) {
    List<Literal> literals = new ArrayList<>(found.size());
    for (Found each : found) {
      int start = offset(each.start());
      int end = offset(each.end());
      String written =
          new String(utf8, each.start(), each.end() - each.start(), StandardCharsets.UTF_8);
      if (end > raw.length
          || !Arrays.equals(Arrays.copyOfRange(raw, start, end), written.getBytes(encoding))) {
        return List.of();
      }
      literals.add(new Literal(start, end, Optional.ofNullable(each.value())));
    }
    return literals;
  }

  private int offset(int inUtf8) {
    if (encoding.equals(StandardCharsets.UTF_8)) {
      return inUtf8 + raw.length - utf8.length;
    }
    return new String(utf8, 0, inUtf8, StandardCharsets.UTF_8).getBytes(encoding).length;
  }

  /** The encoding in which replacements are to be written. */
  public static Charset encodingOf(byte[] source) throws PythonSyntaxException {
    return SourceBytes.encoding(source);
  }
}

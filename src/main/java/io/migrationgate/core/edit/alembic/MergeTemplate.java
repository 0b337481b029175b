package io.migrationgate.core.edit.alembic;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A chain's {@code script.py.mako}, filled in for a merge without running it.
 *
 * <p>Mako's expressions are Python and may be anything. Those that templates have in practice are
 * known here; any other makes the template one that only Mako can fill in.
 */
final class MergeTemplate {

  /** What stands in for a template that is missing, or that cannot be filled in. */
  static final String BUILT_IN =
      """
      \"""${message}

      Revision ID: ${up_revision}
      Revises: ${down_revision | comma,n}
      Create Date: ${create_date}

      \"""

      # revision identifiers, used by Alembic.
      revision = ${repr(up_revision)}
      down_revision = ${repr(down_revision)}
      branch_labels = ${repr(branch_labels)}
      depends_on = ${repr(depends_on)}


      def upgrade():
          ${upgrades if upgrades else "pass"}


      def downgrade():
          ${downgrades if downgrades else "pass"}
      """;

  /** In a merge these have no value. */
  private static final List<String> EMPTY =
      List.of("upgrades", "downgrades", "imports", "branch_labels", "depends_on");

  private final Map<String, String> texts;
  private final List<String> parents;

  MergeTemplate(String id, List<String> parents, String message, String date) {
    this.texts = Map.of("up_revision", id, "message", message, "create_date", date);
    this.parents = List.copyOf(parents);
  }

  /** The text of the revision; empty where only Mako could tell it. */
  Optional<String> fill(String template) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (from < template.length()) {
      int end = template.indexOf('\n', from);
      end = end < 0 ? template.length() : end + 1;
      String line = template.substring(from, end);
      String start = line.stripLeading();
      if (start.startsWith("%") || line.contains("<%") || line.contains("</%")) {
        return Optional.empty();
      }
      if (line.stripTrailing().endsWith("\\")) {
        // To Mako it joins two lines.
        return Optional.empty();
      }
      if (!start.startsWith("##") && !fillLine(line, out)) {
        return Optional.empty();
      }
      from = end;
    }
    return Optional.of(out.toString());
  }

  private boolean fillLine(String line, StringBuilder out) {
    int from = 0;
    int open;
    while ((open = line.indexOf("${", from)) >= 0) {
      int close = line.indexOf('}', open);
      Optional<String> value =
          close < 0 ? Optional.empty() : value(line.substring(open + 2, close).strip());
      if (value.isEmpty()) {
        return false;
      }
      out.append(line, from, open).append(value.get());
      from = close + 1;
    }
    out.append(line, from, line.length());
    return true;
  }

  private Optional<String> value(String expression) {
    if (expression.startsWith("repr(") && expression.endsWith(")")) {
      return repr(expression.substring(5, expression.length() - 1).strip());
    }
    int bar = expression.indexOf('|');
    if (bar >= 0) {
      String filters = expression.substring(bar + 1).replace(" ", "");
      String name = expression.substring(0, bar).strip();
      return switch (filters) {
        case "comma,n" -> name.equals("down_revision") ? Optional.of(joined()) : Optional.empty();
        case "n" -> Optional.ofNullable(texts.get(name));
        default -> Optional.empty();
      };
    }
    for (String name : EMPTY) {
      String choice = name + " if " + name + " else ";
      if (expression.startsWith(choice)) {
        return constant(expression.substring(choice.length()).strip());
      }
    }
    return Optional.ofNullable(texts.get(expression));
  }

  private Optional<String> repr(String name) {
    if (EMPTY.subList(3, EMPTY.size()).contains(name)) {
      return Optional.of("None");
    }
    return switch (name) {
      case "up_revision", "message" ->
          Optional.ofNullable(texts.get(name)).map(MergeTemplate::quoted);
      case "down_revision" ->
          Optional.of(
              "(" + String.join(", ", parents.stream().map(MergeTemplate::quoted).toList()) + ")");
      default -> Optional.empty();
    };
  }

  private String joined() {
    return String.join(", ", parents);
  }

  private static Optional<String> constant(String literal) {
    boolean quoted =
        literal.length() >= 2
            && (literal.startsWith("\"") || literal.startsWith("'"))
            && literal.indexOf(literal.charAt(0), 1) == literal.length() - 1
            && literal.indexOf('\\') < 0;
    return quoted ? Optional.of(literal.substring(1, literal.length() - 1)) : Optional.empty();
  }

  /** As Python shows a string. */
  private static String quoted(String text) {
    boolean plain = text.chars().allMatch(c -> c >= ' ' && c < 127 && c != '\'' && c != '\\');
    return plain
        ? "'" + text + "'"
        : io.migrationgate.core.reader.alembic.python.ModuleStrings.spell(text, "");
  }
}

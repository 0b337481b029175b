package io.migrationgate.core.edit.alembic;

import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;

/**
 * How Alembic names a new revision's file.
 *
 * @param template {@code file_template}, a Python format
 * @param slugLength {@code truncate_slug_length}
 * @param timezone in which dates are given; the local one, if empty
 */
public record FileNaming(String template, int slugLength, Optional<String> timezone) {

  /** What Alembic does when nothing else is configured. */
  public static final FileNaming USUAL = new FileNaming("%(rev)s_%(slug)s", 40, Optional.empty());

  /** The name of the file; empty where the template is one that only Python can fill in. */
  Optional<String> fileName(String id, String message, ZonedDateTime date) {
    StringBuilder name = new StringBuilder();
    int from = 0;
    int percent;
    while ((percent = template.indexOf('%', from)) >= 0) {
      name.append(template, from, percent);
      if (template.startsWith("%%", percent)) {
        name.append('%');
        from = percent + 2;
        continue;
      }
      int close = template.startsWith("(", percent + 1) ? template.indexOf(')', percent) : -1;
      int conversion = close < 0 ? -1 : conversionAt(close + 1);
      if (conversion < 0) {
        return Optional.empty();
      }
      Optional<String> value = text(template.substring(percent + 2, close), id, message);
      if (value.isEmpty()) {
        Optional<Long> number = number(template.substring(percent + 2, close), date);
        if (number.isEmpty()) {
          return Optional.empty();
        }
        value = number.map(n -> padded(n, template.substring(close + 1, conversion)));
      } else if (template.charAt(conversion) != 's' || conversion > close + 1) {
        return Optional.empty();
      }
      name.append(value.get());
      from = conversion + 1;
    }
    name.append(template, from, template.length());
    boolean usable = name.indexOf("/") < 0 && name.indexOf("\0") < 0 && !name.isEmpty();
    return usable ? Optional.of(name + ".py") : Optional.empty();
  }

  /** The place of the letter behind an optional width: {@code d}, {@code .2d}, {@code 02d}. */
  private int conversionAt(int from) {
    int at = from;
    while (at < template.length()
        && (Character.isDigit(template.charAt(at)) || template.charAt(at) == '.')) {
      at++;
    }
    boolean known =
        at < template.length() && "sd".indexOf(template.charAt(at)) >= 0 && at - from <= 3;
    return known ? at : -1;
  }

  private static String padded(long number, String format) {
    String digits = Long.toString(number);
    boolean zeros = format.startsWith(".") || format.startsWith("0");
    String width = format.startsWith(".") ? format.substring(1) : format;
    int wanted = width.isEmpty() ? 0 : Integer.parseInt(width);
    return (zeros ? "0" : " ").repeat(Math.max(0, wanted - digits.length())) + digits;
  }

  private Optional<String> text(String field, String id, String message) {
    return switch (field) {
      case "rev" -> Optional.of(id);
      case "slug" -> Optional.of(slug(message));
      default -> Optional.empty();
    };
  }

  private static Optional<Long> number(String field, ZonedDateTime date) {
    return switch (field) {
      case "epoch" -> Optional.of(date.toEpochSecond());
      case "year" -> Optional.of((long) date.getYear());
      case "month" -> Optional.of((long) date.getMonthValue());
      case "day" -> Optional.of((long) date.getDayOfMonth());
      case "hour" -> Optional.of((long) date.getHour());
      case "minute" -> Optional.of((long) date.getMinute());
      case "second" -> Optional.of((long) date.getSecond());
      default -> Optional.empty();
    };
  }

  /** The words of a message, in lower case and with underscores between them. */
  String slug(String message) {
    StringBuilder slug = new StringBuilder();
    boolean between = false;
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      if (Character.isLetterOrDigit(c) || c == '_') {
        if (between && !slug.isEmpty()) {
          slug.append('_');
        }
        between = false;
        slug.append(c);
      } else {
        between = true;
      }
    }
    String whole = slug.toString().toLowerCase(Locale.ROOT);
    if (whole.length() <= slugLength) {
      return whole;
    }
    String cut = whole.substring(0, Math.max(0, slugLength));
    int underscore = cut.lastIndexOf('_');
    return (underscore < 0 ? cut : cut.substring(0, underscore)) + "_";
  }
}

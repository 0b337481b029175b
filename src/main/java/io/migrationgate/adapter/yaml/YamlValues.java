package io.migrationgate.adapter.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What nodes stand for: maps, lists and scalars, with aliases and merge keys followed. */
final class YamlValues {

  static final String MERGE = "<<";

  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
  private static final Set<String> FALSE = Set.of("false", "False", "FALSE");

  private final IdentityHashMap<YamlNode, Object> known = new IdentityHashMap<>();

  @Nullable Object of(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> scalar.text() ? scalar.value() : plain(scalar.value());
      case YamlNode.Alias alias -> of(alias.target());
      case YamlNode.Sequence sequence -> {
        Object value = known.get(sequence);
        if (value == null) {
          value = list(sequence);
          known.put(sequence, value);
        }
        yield value;
      }
      case YamlNode.Mapping mapping -> {
        Object value = known.get(mapping);
        if (value == null) {
          value = map(mapping);
          known.put(mapping, value);
        }
        yield value;
      }
    };
  }

  private List<@Nullable Object> list(YamlNode.Sequence sequence) {
    List<@Nullable Object> list = new ArrayList<>(sequence.items().size());
    for (YamlNode item : sequence.items()) {
      list.add(of(item));
    }
    return Collections.unmodifiableList(list);
  }

  private Map<String, @Nullable Object> map(YamlNode.Mapping mapping) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      if (!isMerge(entry)) {
        map.put(entry.key().value(), of(entry.value()));
      }
    }
    for (YamlNode.Entry entry : mapping.entries()) {
      if (isMerge(entry)) {
        merge(of(entry.value()), map);
      }
    }
    return Collections.unmodifiableMap(map);
  }

  static boolean isMerge(YamlNode.Entry entry) {
    return entry.key().value().equals(MERGE) && !entry.key().text();
  }

  private static void merge(@Nullable Object merged, Map<String, @Nullable Object> into) {
    switch (merged) {
      case Map<?, ?> map ->
          map.forEach(
              (key, value) -> {
                if (!into.containsKey(String.valueOf(key))) {
                  into.put(String.valueOf(key), value);
                }
              });
      case List<?> list -> list.forEach(one -> merge(one, into));
      case null, default -> {}
    }
  }

  /** By YAML's core schema, with numbers in a form that is written as it was read. */
  private static @Nullable Object plain(String text) {
    if (NULLS.contains(text)) {
      return null;
    }
    if (TRUE.contains(text)) {
      return true;
    }
    if (FALSE.contains(text)) {
      return false;
    }
    char first = text.charAt(0);
    return first == '-' || first == '+' || first == '.' || (first >= '0' && first <= '9')
        ? number(text)
        : text;
  }

  private static Object number(String text) {
    boolean whole = true;
    boolean digits = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      boolean sign = c == '-' || c == '+';
      digits |= digit;
      if (!digit && !sign && c != '.' && c != 'e' && c != 'E') {
        return text;
      }
      whole &= digit || (sign && i == 0);
    }
    try {
      if (!digits) {
        return text;
      }
      if (!whole) {
        return new BigDecimal(text);
      }
      BigInteger number = new BigInteger(text);
      return number.bitLength() < Long.SIZE ? (Object) number.longValueExact() : number;
    } catch (NumberFormatException other) {
      return text;
    }
  }
}

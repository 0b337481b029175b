package io.migrationgate.core.injection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One object of a manifest, with its fields in their order. Nothing is asked of the fields that
 * nobody reads.
 */
record ManifestObject(Map<String, @Nullable Object> fields) {

  static final ManifestObject EMPTY = new ManifestObject(Map.of());

  ManifestObject {
    // Not Map.copyOf: the order of the fields matters, and manifests hold nulls.
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  boolean has(String key) {
    return fields.containsKey(key);
  }

  @Nullable Object value(String key) {
    return fields.get(key);
  }

  /** A text; nothing where there is none, or something else. */
  Optional<String> text(String key) {
    return fields.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  Optional<Long> number(String key) {
    return fields.get(key) instanceof Number number
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  /** An object within; an empty one where there is none. */
  ManifestObject object(String key) throws InjectionException {
    return switch (fields.get(key)) {
      case null -> EMPTY;
      case Map<?, ?> map -> of(map, key);
      default -> throw new InjectionException(key + " is not an object");
    };
  }

  /** The objects of a list; none where there is no list. */
  List<ManifestObject> objects(String key) throws InjectionException {
    return switch (fields.get(key)) {
      case null -> List.of();
      case List<?> list -> {
        List<ManifestObject> objects = new ArrayList<>(list.size());
        for (Object element : list) {
          if (!(element instanceof Map<?, ?> map)) {
            throw new InjectionException(key + " holds something that is not an object");
          }
          objects.add(of(map, key));
        }
        yield objects;
      }
      default -> throw new InjectionException(key + " is not a list");
    };
  }

  /** The same with a field of this value: in its place, or else behind the others. */
  ManifestObject with(String key, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(fields);
    changed.put(key, value);
    return new ManifestObject(changed);
  }

  ManifestObject with(String key, ManifestObject value) {
    return with(key, value.fields());
  }

  ManifestObject with(String key, List<ManifestObject> values) {
    List<Object> list = new ArrayList<>(values.size());
    values.forEach(value -> list.add(value.fields()));
    return with(key, (Object) Collections.unmodifiableList(list));
  }

  ManifestObject without(String key) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(fields);
    changed.remove(key);
    return new ManifestObject(changed);
  }

  private static ManifestObject of(Map<?, ?> map, String place) throws InjectionException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw new InjectionException(place + " has a key that is not a text");
      }
      fields.put(key, entry.getValue());
    }
    return new ManifestObject(fields);
  }
}

package io.migrationgate.core.injection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What cannot be seen any more once the gate is in a pod: lists that were there and empty, and what
 * was not there though it looks like the app's own. Kept in an annotation, where there is any.
 */
record BeforeInjection(
    Map<String, Nothing> empty, boolean withoutLabel, Set<String> withoutRestartPolicy) {

  private static final String NO_LABEL = "no-label";
  private static final String NO_RESTART_POLICY = "no-restart-policy=";

  /** The ways of writing nothing. */
  enum Nothing {
    NULL("null"),
    LIST("[]"),
    OBJECT("{}");

    private final String written;

    Nothing(String written) {
      this.written = written;
    }

    @Nullable Object value() {
      return switch (this) {
        case NULL -> null;
        case LIST -> List.of();
        case OBJECT -> Map.of();
      };
    }
  }

  static BeforeInjection of(PodTemplate pod, boolean withoutLabel, Set<String> withoutRestartPolicy)
      throws InjectionException {
    Map<String, Nothing> empty = new LinkedHashMap<>();
    note(empty, pod.root(), "metadata", "");
    note(empty, pod.metadata(), "annotations", "metadata.");
    if (withoutLabel) {
      note(empty, pod.metadata(), "labels", "metadata.");
    }
    note(empty, pod.spec(), "initContainers", "spec.");
    note(empty, pod.spec(), "volumes", "spec.");
    return new BeforeInjection(empty, withoutLabel, withoutRestartPolicy);
  }

  private static void note(
      Map<String, Nothing> empty, ManifestObject parent, String key, String prefix) {
    if (!parent.has(key)) {
      return;
    }
    Object value = parent.value(key);
    if (value == null) {
      empty.put(prefix + key, Nothing.NULL);
    } else if (value instanceof List<?> list && list.isEmpty()) {
      empty.put(prefix + key, Nothing.LIST);
    } else if (value instanceof Map<?, ?> map && map.isEmpty()) {
      empty.put(prefix + key, Nothing.OBJECT);
    }
  }

  static BeforeInjection parse(String annotation) {
    Map<String, Nothing> empty = new LinkedHashMap<>();
    boolean withoutLabel = false;
    Set<String> withoutRestartPolicy = new TreeSet<>();
    for (String word : annotation.split(",", -1)) {
      if (word.equals(NO_LABEL)) {
        withoutLabel = true;
      } else if (word.startsWith(NO_RESTART_POLICY)) {
        withoutRestartPolicy.add(word.substring(NO_RESTART_POLICY.length()));
      } else {
        for (Nothing nothing : Nothing.values()) {
          if (word.endsWith("=" + nothing.written)) {
            empty.put(word.substring(0, word.indexOf('=')), nothing);
          }
        }
      }
    }
    return new BeforeInjection(empty, withoutLabel, withoutRestartPolicy);
  }

  /** Empty where the pod itself tells everything. */
  String annotation() {
    StringBuilder text = new StringBuilder();
    empty.forEach((path, nothing) -> append(text, path + "=" + nothing.written));
    if (withoutLabel) {
      append(text, NO_LABEL);
    }
    withoutRestartPolicy.forEach(name -> append(text, NO_RESTART_POLICY + name));
    return text.toString();
  }

  private static void append(StringBuilder text, String word) {
    text.append(text.isEmpty() ? "" : ",").append(word);
  }
}

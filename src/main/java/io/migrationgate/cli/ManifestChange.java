package io.migrationgate.cli;

import io.migrationgate.core.injection.InjectionException;
import io.migrationgate.core.injection.WorkloadKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Walks the objects of a manifest and changes the templates of those that make pods. */
final class ManifestChange {

  /** What is to be done to a template. */
  interface Step {

    /**
     * The changed template, and what to say about it.
     *
     * @throws InjectionException if it cannot be done
     */
    Outcome of(
        WorkloadKind kind,
        Map<String, @Nullable Object> object,
        Map<String, @Nullable Object> template)
        throws InjectionException;
  }

  /**
   * What has become of a template.
   *
   * @param leftAlone whether it is none that the step could be done to
   */
  record Outcome(
      Map<String, @Nullable Object> template,
      boolean leftAlone,
      String summary,
      List<String> notes) {}

  private final Step step;
  private final Set<String> only;
  private final Set<String> missed;
  private final List<String> said = new ArrayList<>();
  private int workloads;
  private int done;

  /**
   * A change.
   *
   * @param only the objects that are meant, as KIND/NAME; all where there is none
   */
  ManifestChange(Step step, List<String> only) {
    this.step = step;
    this.only = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    this.only.addAll(only);
    this.missed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    this.missed.addAll(only);
  }

  /** What was done, a line for each thing. */
  List<String> said() {
    return said;
  }

  /** How many objects that make pods were met, and meant. */
  int workloads() {
    return workloads;
  }

  /** How many of them were not left alone. */
  int done() {
    return done;
  }

  /** Those that were named, and not met. */
  Set<String> missed() {
    return missed;
  }

  @Nullable Object of(@Nullable Object document) throws CommandFailure {
    if (!(document instanceof Map<?, ?> map)) {
      return document;
    }
    Map<String, @Nullable Object> object = fields(map);
    if (object.get("kind") instanceof String kind
        && kind.endsWith("List")
        && object.get("items") instanceof List<?> items) {
      List<@Nullable Object> changed = new ArrayList<>(items.size());
      for (Object item : items) {
        changed.add(of(item));
      }
      object.put("items", Collections.unmodifiableList(changed));
      return object;
    }
    Optional<WorkloadKind> kind = WorkloadKind.of(object);
    return kind.isPresent() ? workload(kind.get(), object) : object;
  }

  private Map<String, @Nullable Object> workload(
      WorkloadKind kind, Map<String, @Nullable Object> object) throws CommandFailure {
    String name = kind.kind() + "/" + nameOf(object);
    if (!only.isEmpty() && !only.contains(name)) {
      return object;
    }
    missed.remove(name);
    workloads++;
    try {
      Optional<Map<String, @Nullable Object>> template = kind.template(object);
      if (template.isEmpty()) {
        said.add(name + ": has no template of its own; it was left alone");
        return object;
      }
      Outcome outcome = step.of(kind, object, template.get());
      done += outcome.leftAlone() ? 0 : 1;
      said.add(name + ": " + outcome.summary());
      outcome.notes().forEach(note -> said.add(name + ": note: " + note));
      return kind.with(object, outcome.template());
    } catch (InjectionException refused) {
      throw CommandFailure.usage(name + ": " + refused.getMessage());
    }
  }

  private static String nameOf(Map<String, @Nullable Object> object) {
    if (object.get("metadata") instanceof Map<?, ?> metadata) {
      if (metadata.get("name") instanceof String name) {
        return name;
      }
      if (metadata.get("generateName") instanceof String name) {
        return name + "*";
      }
    }
    return "?";
  }

  private static Map<String, @Nullable Object> fields(Map<?, ?> map) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    map.forEach((key, value) -> fields.put(String.valueOf(key), value));
    return fields;
  }
}

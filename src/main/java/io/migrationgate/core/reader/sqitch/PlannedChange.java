package io.migrationgate.core.reader.sqitch;

import java.util.ArrayList;
import java.util.List;

/** A change in the order of its plan; tags come to it as the lines below it are read. */
final class PlannedChange {

  private final String name;
  private final int line;
  private final int position;
  private final List<Dependency> dependencies;
  private final String declaration;
  private final List<String> tags = new ArrayList<>();

  /** The tags up to the change that reworks this one, latest change first; empty if none does. */
  private List<String> reworkTags = List.of();

  PlannedChange(
      String name, int line, int position, List<Dependency> dependencies, String declaration) {
    this.name = name;
    this.line = line;
    this.position = position;
    this.dependencies = List.copyOf(dependencies);
    this.declaration = declaration;
  }

  String name() {
    return name;
  }

  int line() {
    return line;
  }

  /** How many changes stand before it. */
  int position() {
    return position;
  }

  /** What it requires, and what it conflicts with. */
  List<Dependency> dependencies() {
    return dependencies;
  }

  /** Its line, note and all. */
  String declaration() {
    return declaration;
  }

  List<Dependency> requires() {
    List<Dependency> requires = new ArrayList<>(dependencies.size());
    for (Dependency dependency : dependencies) {
      if (!dependency.conflict()) {
        requires.add(dependency);
      }
    }
    return requires;
  }

  /** Without their {@code @}. */
  List<String> tags() {
    return tags;
  }

  void tag(String tag) {
    tags.add(tag);
  }

  void reworked(List<String> between) {
    reworkTags = List.copyOf(between);
  }

  List<String> reworkTags() {
    return reworkTags;
  }

  /** Unique in the plan: a change that another one reworks is known by a tag as well. */
  String id() {
    return reworkTags.isEmpty() ? name : name + "@" + reworkTags.getFirst();
  }
}

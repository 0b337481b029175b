package io.migrationgate.adapter.jdbc;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The parameters of a URL as they are taken one by one; what is left has no meaning here. */
final class Parameters {

  private final Map<String, String> all;
  private final Set<String> left;

  Parameters(Map<String, String> all) {
    this.all = all;
    this.left = new TreeSet<>(all.keySet());
  }

  /** The value, or an empty text. */
  String take(String name) {
    left.remove(name);
    return all.getOrDefault(name, "");
  }

  /** What nobody has asked for. */
  Set<String> left() {
    return left;
  }
}

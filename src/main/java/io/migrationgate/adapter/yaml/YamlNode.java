package io.migrationgate.adapter.yaml;

import java.util.List;

/**
 * A part of a YAML text, and where it stands there.
 *
 * <p>The library's own nodes do not say where an alias stands, only what it stands for.
 */
sealed interface YamlNode {

  /** Where it begins, with its anchor and tag. */
  int start();

  /** Where it ends; of a collection that is not in brackets, where its last part ends. */
  int end();

  /** How many values it stands for, with every alias written out. */
  long weight();

  /**
   * A scalar.
   *
   * @param text whether it is a text whatever it looks like, being quoted or tagged so
   */
  record Scalar(int start, int end, String value, boolean text) implements YamlNode {
    @Override
    public long weight() {
      return 1;
    }

    boolean isNothing() {
      return start == end;
    }
  }

  /** A list. */
  record Sequence(int start, int end, boolean flow, List<YamlNode> items, long weight)
      implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** An object. */
  record Mapping(int start, int end, boolean flow, List<Entry> entries, long weight)
      implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }
  }

  /** One field of an object. */
  record Entry(Scalar key, YamlNode value) {
    int start() {
      return key.start();
    }

    int end() {
      return Math.max(key.end(), value.end());
    }
  }

  /** What stands somewhere else in the text. */
  record Alias(int start, int end, YamlNode target) implements YamlNode {
    @Override
    public long weight() {
      return target.weight();
    }
  }
}

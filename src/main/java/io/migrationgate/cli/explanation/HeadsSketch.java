package io.migrationgate.cli.explanation;

import io.migrationgate.core.message.ChainNote;
import java.util.ArrayList;
import java.util.List;

/** A fork, as far as a message knows it: the heads, and that they have something in common. */
final class HeadsSketch {

  private HeadsSketch() {}

  /** Empty where there is no fork. */
  static List<String> of(ChainNote chain) {
    int count = chain.headCount().orElse(0);
    if (count < 2 || chain.heads().isEmpty()) {
      return List.of();
    }
    List<String> names = new ArrayList<>(chain.heads());
    if (count > names.size()) {
      names.add("and " + (count - names.size()) + " more");
    }
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      boolean last = i == names.size() - 1;
      lines.add(
          names.get(i)
              + " "
              + "-".repeat(width - names.get(i).length() + 2)
              + (last ? "+-- the revisions before" : "+"));
    }
    return lines;
  }
}

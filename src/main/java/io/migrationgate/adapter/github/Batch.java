package io.migrationgate.adapter.github;

import java.util.ArrayList;
import java.util.List;

/** As many things as go into one request. */
final class Batch {
  private Batch() {}

  static <T> List<List<T>> of(List<T> all, int most) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += most) {
      batches.add(all.subList(from, Math.min(all.size(), from + most)));
    }
    return batches;
  }
}

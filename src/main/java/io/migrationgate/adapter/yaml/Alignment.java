package io.migrationgate.adapter.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which elements of a list are still there in another. */
final class Alignment {

  /** Lists of containers and volumes are short; the comparison takes the product of lengths. */
  private static final long MAX_PRODUCT = 4_000_000;

  private Alignment() {}

  /**
   * For each new element the place of the old one that it is or has become; -1 for one that is new.
   * The places rise.
   */
  static int[] of(List<? extends @Nullable Object> old, List<? extends @Nullable Object> now)
      throws YamlException {
    int[] places = new int[now.size()];
    Arrays.fill(places, -1);
    int from = 0;
    while (from < old.size() && from < now.size() && same(old.get(from), now.get(from))) {
      places[from] = from;
      from++;
    }
    int oldEnd = old.size();
    int nowEnd = now.size();
    while (oldEnd > from && nowEnd > from && same(old.get(oldEnd - 1), now.get(nowEnd - 1))) {
      oldEnd--;
      nowEnd--;
      places[nowEnd] = oldEnd;
    }
    between(new ArrayList<>(old.subList(from, oldEnd)), now.subList(from, nowEnd), from, places);
    return places;
  }

  /** The longest run that both have in common. */
  private static void between(
      List<? extends @Nullable Object> old,
      List<? extends @Nullable Object> now,
      int from,
      int[] places)
      throws YamlException {
    if ((long) old.size() * now.size() > MAX_PRODUCT) {
      throw new YamlException("changes a list that is too long");
    }
    int[][] common = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            same(old.get(i), now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < old.size() && j < now.size()) {
      if (same(old.get(i), now.get(j))) {
        places[from + j++] = from + i++;
      } else if (common[i + 1][j] >= common[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
  }

  /** Kubernetes knows the elements of its lists by their names, and objects by kind and name. */
  private static boolean same(@Nullable Object old, @Nullable Object now) {
    if (old instanceof Map<?, ?> oldMap && now instanceof Map<?, ?> newMap) {
      Object name = oldMap.get("name");
      if (name != null) {
        return name.equals(newMap.get("name"));
      }
      Object kind = oldMap.get("kind");
      if (kind != null) {
        return kind.equals(newMap.get("kind")) && Objects.equals(nameOf(oldMap), nameOf(newMap));
      }
    }
    return Objects.equals(old, now);
  }

  private static @Nullable Object nameOf(Map<?, ?> object) {
    return object.get("metadata") instanceof Map<?, ?> metadata ? metadata.get("name") : null;
  }
}

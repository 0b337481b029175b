package io.migrationgate.operator.admission;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The operations (RFC 6902) that turn one tree into another and touch nothing that is the same in
 * both: elements of lists are found again wherever they have moved to.
 */
final class JsonPatch {

  /** More pairs than this are not compared: lists so long and so different are written anew. */
  private static final int MOST_PAIRS = 40_000;

  private final List<Map<String, @Nullable Object>> operations = new ArrayList<>();

  private JsonPatch() {}

  static List<Map<String, @Nullable Object>> between(
      Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
    JsonPatch patch = new JsonPatch();
    patch.objects("", before, after);
    return patch.operations;
  }

  private void objects(String path, Map<?, ?> before, Map<?, ?> after) {
    for (Object key : before.keySet()) {
      if (!after.containsKey(key)) {
        operation("remove", member(path, key));
      }
    }
    for (Map.Entry<?, ?> entry : after.entrySet()) {
      String place = member(path, entry.getKey());
      if (before.containsKey(entry.getKey())) {
        values(place, before.get(entry.getKey()), entry.getValue());
      } else {
        operation("add", place, entry.getValue());
      }
    }
  }

  private void values(String path, @Nullable Object before, @Nullable Object after) {
    if (before instanceof Map<?, ?> from && after instanceof Map<?, ?> to) {
      objects(path, from, to);
    } else if (before instanceof List<?> from && after instanceof List<?> to) {
      lists(path, from, to);
    } else if (!same(before, after)) {
      operation("replace", path, after);
    }
  }

  private void lists(String path, List<?> before, List<?> after) {
    int most = Math.min(before.size(), after.size());
    int start = 0;
    while (start < most && same(before.get(start), after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < most - start
        && same(before.get(before.size() - 1 - end), after.get(after.size() - 1 - end))) {
      end++;
    }
    middle(
        path,
        start,
        before.subList(start, before.size() - end),
        after.subList(start, after.size() - end));
  }

  /** Elements that differ, between those that are kept. */
  private void middle(String path, int start, List<?> before, List<?> after) {
    int[][] kept = kept(before, after);
    int place = start;
    int from = 0;
    int to = 0;
    for (int[] pair : kept) {
      gap(path, place, before.subList(from, pair[0]), after.subList(to, pair[1]));
      place += pair[1] - to + 1;
      from = pair[0] + 1;
      to = pair[1] + 1;
    }
    gap(path, place, before.subList(from, before.size()), after.subList(to, after.size()));
  }

  private void gap(String path, int place, List<?> before, List<?> after) {
    if (before.size() == after.size()) {
      for (int i = 0; i < before.size(); i++) {
        values(path + "/" + (place + i), before.get(i), after.get(i));
      }
      return;
    }
    for (int i = 0; i < before.size(); i++) {
      operation("remove", path + "/" + place);
    }
    for (int i = 0; i < after.size(); i++) {
      operation("add", path + "/" + (place + i), after.get(i));
    }
  }

  /** Pairs of places of a longest common subsequence. */
  private static int[][] kept(List<?> before, List<?> after) {
    if ((long) before.size() * after.size() > MOST_PAIRS) {
      return new int[0][];
    }
    boolean[][] same = new boolean[before.size()][after.size()];
    int[][] length = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        same[i][j] = same(before.get(i), after.get(j));
        length[i][j] =
            same[i][j] ? 1 + length[i + 1][j + 1] : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    int[][] pairs = new int[length[0][0]][];
    int i = 0;
    int j = 0;
    for (int found = 0; found < pairs.length; ) {
      if (same[i][j]) {
        pairs[found++] = new int[] {i++, j++};
      } else if (length[i + 1][j] >= length[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
    return pairs;
  }

  /** Whether JSON knows no difference: a number is itself, whatever type holds it. */
  static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> otherMap) {
      if (map.size() != otherMap.size()) {
        return false;
      }
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (!otherMap.containsKey(entry.getKey())
            || !same(entry.getValue(), otherMap.get(entry.getKey()))) {
          return false;
        }
      }
      return true;
    }
    if (one instanceof List<?> list && other instanceof List<?> otherList) {
      if (list.size() != otherList.size()) {
        return false;
      }
      for (int i = 0; i < list.size(); i++) {
        if (!same(list.get(i), otherList.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (one instanceof Number number && other instanceof Number otherNumber) {
      return new BigDecimal(number.toString()).compareTo(new BigDecimal(otherNumber.toString()))
          == 0;
    }
    return Objects.equals(one, other);
  }

  private static String member(String path, @Nullable Object key) {
    return path + "/" + String.valueOf(key).replace("~", "~0").replace("/", "~1");
  }

  private void operation(String name, String path) {
    Map<String, @Nullable Object> operation = new LinkedHashMap<>();
    operation.put("op", name);
    operation.put("path", path);
    operations.add(operation);
  }

  private void operation(String name, String path, @Nullable Object value) {
    operation(name, path);
    operations.getLast().put("value", value);
  }
}

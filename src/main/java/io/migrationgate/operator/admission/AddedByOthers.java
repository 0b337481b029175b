package io.migrationgate.operator.admission;

import io.migrationgate.core.injection.GateNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps in the gate's own containers and volumes what others have put there since: the API server
 * its defaults, a LimitRange its limits, another webhook its variables. A pod comes here a second
 * time when others have changed it, and nobody comes after that to do it again.
 */
final class AddedByOthers {

  private AddedByOthers() {}

  /** The pod as it is to be, with what the gate's parts had beyond that. */
  static Map<String, @Nullable Object> kept(
      Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
    if (!(before.get("spec") instanceof Map<?, ?> from)
        || !(after.get("spec") instanceof Map<?, ?> to)) {
      return after;
    }
    Map<@Nullable Object, @Nullable Object> spec = new LinkedHashMap<>(to);
    if (to.get("initContainers") instanceof List<?> containers) {
      spec.put(
          "initContainers", each(from.get("initContainers"), containers, AddedByOthers::container));
    }
    if (to.get("volumes") instanceof List<?> volumes) {
      spec.put("volumes", each(from.get("volumes"), volumes, AddedByOthers::volume));
    }
    Map<String, @Nullable Object> pod = new LinkedHashMap<>(after);
    pod.put("spec", spec);
    return pod;
  }

  /** What becomes of two of one name. */
  private interface Meeting {
    Map<?, ?> of(Map<?, ?> was, Map<?, ?> is);
  }

  private static List<@Nullable Object> each(
      @Nullable Object before, List<?> after, Meeting meeting) {
    List<@Nullable Object> all = new ArrayList<>(after.size());
    for (Object element : after) {
      if (element instanceof Map<?, ?> is && isOurs(is.get("name"))) {
        Optional<Map<?, ?>> was = of(before, "name", is.get("name"));
        all.add(was.isPresent() ? meeting.of(was.get(), is) : is);
      } else {
        all.add(element);
      }
    }
    return all;
  }

  private static boolean isOurs(@Nullable Object name) {
    return name instanceof String text && (GateNames.isContainer(text) || GateNames.isVolume(text));
  }

  private static Optional<Map<?, ?>> of(@Nullable Object list, String key, @Nullable Object value) {
    if (list instanceof List<?> elements) {
      for (Object element : elements) {
        if (element instanceof Map<?, ?> map && value != null && value.equals(map.get(key))) {
          return Optional.of(map);
        }
      }
    }
    return Optional.empty();
  }

  /** A volume has one source: its fields are not mixed. */
  private static Map<?, ?> volume(Map<?, ?> was, Map<?, ?> is) {
    return covers(was, is) ? was : is;
  }

  private static boolean covers(@Nullable Object was, @Nullable Object is) {
    if (was instanceof Map<?, ?> more && is instanceof Map<?, ?> less) {
      for (Map.Entry<?, ?> entry : less.entrySet()) {
        if (!covers(more.get(entry.getKey()), entry.getValue())) {
          return false;
        }
      }
      return true;
    }
    if (was instanceof List<?> more && is instanceof List<?> less) {
      if (more.size() != less.size()) {
        return false;
      }
      for (int i = 0; i < more.size(); i++) {
        if (!covers(more.get(i), less.get(i))) {
          return false;
        }
      }
      return true;
    }
    return JsonPatch.same(was, is);
  }

  private static Map<?, ?> container(Map<?, ?> was, Map<?, ?> is) {
    Map<@Nullable Object, @Nullable Object> all = new LinkedHashMap<>(objects(was, is));
    if (was.get("env") instanceof List<?> old) {
      all.put("env", elements(old, old, is.get("env"), "name"));
    }
    if (was.get("volumeMounts") instanceof List<?> old) {
      all.put("volumeMounts", elements(old, foreign(old), is.get("volumeMounts"), "mountPath"));
    }
    return all;
  }

  /** Of mounts, those whose volumes are not the gate's, which may be gone by now. */
  private static List<@Nullable Object> foreign(List<?> mounts) {
    List<@Nullable Object> foreign = new ArrayList<>();
    for (Object mount : mounts) {
      if (mount instanceof Map<?, ?> map
          && !(map.get("name") instanceof String volume && GateNames.isVolume(volume))) {
        foreign.add(map);
      }
    }
    return foreign;
  }

  private static Map<?, ?> objects(Map<?, ?> was, Map<?, ?> is) {
    Map<@Nullable Object, @Nullable Object> all = new LinkedHashMap<>(is);
    was.forEach(
        (key, value) -> {
          if (!is.containsKey(key)) {
            all.put(key, value);
          } else if (value instanceof Map<?, ?> old && is.get(key) instanceof Map<?, ?> wanted) {
            all.put(key, objects(old, wanted));
          }
        });
    return all;
  }

  /** Ours, in the order of ours; behind them what others have added. */
  private static List<@Nullable Object> elements(
      List<?> was, List<?> staying, @Nullable Object wanted, String key) {
    List<?> ours = wanted instanceof List<?> list ? list : List.of();
    List<@Nullable Object> all = new ArrayList<>();
    for (Object element : ours) {
      if (element instanceof Map<?, ?> map) {
        Optional<Map<?, ?>> old = of(was, key, map.get(key));
        all.add(old.isPresent() && covers(old.get(), map) ? old.get() : map);
      }
    }
    for (Object element : staying) {
      if (element instanceof Map<?, ?> map && of(ours, key, map.get(key)).isEmpty()) {
        all.add(map);
      }
    }
    return all;
  }
}

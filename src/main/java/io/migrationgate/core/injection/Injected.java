package io.migrationgate.core.injection;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a pod.
 *
 * @param template the pod, or what it is made from
 * @param gated whether it has the gate now; some pods are left alone
 * @param notes what a person should know about it
 */
public record Injected(Map<String, @Nullable Object> template, boolean gated, List<String> notes) {

  public Injected {
    notes = List.copyOf(notes);
  }
}

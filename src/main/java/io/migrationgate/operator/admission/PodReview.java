package io.migrationgate.operator.admission;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the API server asks about.
 *
 * @param uid of the question; the answer bears it too
 * @param namespace where the pod is to be; the pod itself may not say
 * @param creation whether it is about a pod that is being made
 * @param pod as it stands by now; empty where it is about something else
 */
record PodReview(
    String uid, String namespace, boolean creation, Map<String, @Nullable Object> pod) {

  PodReview {
    pod = Collections.unmodifiableMap(new LinkedHashMap<>(pod));
  }
}

package io.migrationgate.core.injection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an object says besides its pods that changes what the gate in them comes to. */
public final class WorkloadNotices {

  private WorkloadNotices() {}

  /**
   * What a person should know.
   *
   * @param timeout how long a pod of a Job is held
   * @throws InjectionException if the object is not built like one of its kind
   */
  public static List<String> of(
      WorkloadKind kind, Map<String, @Nullable Object> object, Duration timeout)
      throws InjectionException {
    List<String> notices = new ArrayList<>();
    Optional<Long> deadline = kind.deadline(object);
    if (deadline.isPresent() && deadline.get() < timeout.toSeconds()) {
      notices.add(
          "its activeDeadlineSeconds, "
              + deadline.get()
              + ", are over before the gate's timeout of "
              + timeout.toSeconds()
              + " s: a Job that is held ends by its deadline; say a shorter --timeout");
    }
    Optional<Map<String, @Nullable Object>> template = kind.template(object);
    if (template.isPresent()
        && PodTemplate.of(template.get()).annotations().has(GateNames.RELEASE)) {
      notices.add(
          kind == WorkloadKind.POD
              ? "has the annotation " + GateNames.RELEASE + ": the gate will not hold it"
              : "has the annotation "
                  + GateNames.RELEASE
                  + " in its template: every pod made from it is released, and the gate holds"
                  + " none; annotate single pods instead");
    }
    return notices;
  }
}

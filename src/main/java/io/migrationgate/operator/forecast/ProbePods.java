package io.migrationgate.operator.forecast;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** The probe pods that there are, of all gates. */
public interface ProbePods {

  List<Pod> all();
}

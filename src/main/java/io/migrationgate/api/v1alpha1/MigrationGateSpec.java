package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of pods.
 *
 * @param database the database of every chain that names none itself
 * @param unknown what becomes of pods whose chains cannot be judged
 * @param severities kinds of problem that are taken otherwise than usual, by their names
 * @param holdTimeout how long a pod is held; for ever where there is none, but for pods of Jobs
 * @param restartForecast whether it is found out what would happen to running pods at a restart
 * @param stuckStatefulSets whether a held pod that keeps a StatefulSet from its own fix is evicted
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MigrationGateSpec(
    Enforcement enforcement,
    List<ChainSpec> chains,
    @Nullable DatabaseSpec database,
    Action unknown,
    Map<String, Severity> severities,
    Switch allowEmpty,
    @Nullable String holdTimeout,
    TimeoutAction onHoldTimeout,
    InjectionSpec injection,
    List<ReleaseSpec> releases,
    Switch restartForecast,
    Switch stuckStatefulSets) {

  public MigrationGateSpec {
    enforcement = enforcement == null ? Enforcement.ENFORCE : enforcement;
    chains = chains == null ? List.of() : List.copyOf(chains);
    unknown = unknown == null ? Action.HOLD : unknown;
    severities = severities == null ? Map.of() : Map.copyOf(severities);
    allowEmpty = allowEmpty == null ? Switch.DISABLED : allowEmpty;
    onHoldTimeout = onHoldTimeout == null ? TimeoutAction.FAIL : onHoldTimeout;
    injection = injection == null ? InjectionSpec.USUAL : injection;
    releases = releases == null ? List.of() : List.copyOf(releases);
    restartForecast = restartForecast == null ? Switch.ENABLED : restartForecast;
    stuckStatefulSets = stuckStatefulSets == null ? Switch.ENABLED : stuckStatefulSets;
  }
}

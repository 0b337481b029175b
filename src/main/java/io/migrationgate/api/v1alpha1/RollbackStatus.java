package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Whether pods of an earlier revision of a workload could start today.
 *
 * @param revision the ReplicaSet that is kept for it
 * @param canStart {@code Pass}, {@code Blocked}, or that it cannot be told
 * @param message why not, or as of when it is known
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RollbackStatus(
    String revision, String image, VerdictWord canStart, String reason, @Nullable String message) {}

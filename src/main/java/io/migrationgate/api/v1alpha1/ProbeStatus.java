package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a probe pod has found out about an image.
 *
 * @param key of all that the probe was asked: images, chains and database
 * @param judgedAt when the probe said so
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProbeStatus(
    String key,
    String image,
    VerdictWord verdict,
    String reason,
    @Nullable String message,
    String judgedAt) {}

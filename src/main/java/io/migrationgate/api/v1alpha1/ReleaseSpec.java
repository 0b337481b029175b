package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Pods may start for a while although nothing has changed: somebody has decided so.
 *
 * @param until the end, as in {@code 2027-01-31T18:00:00Z}
 * @param image only pods with a container of this image; else all
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ReleaseSpec(String reason, String until, @Nullable String image) {}

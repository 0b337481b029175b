package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A chain of migrations in an image.
 *
 * @param tool whose migrations they are; else what the path shows
 * @param container the container whose image holds it; else the pod's only or default one
 * @param path a configuration or a folder in the image
 * @param section a section of Alembic's ini file
 * @param pattern how the files of a numbered chain are named
 * @param database of this chain; else the one of the gate
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ChainSpec(
    String name,
    @Nullable ChainTool tool,
    @Nullable String container,
    String path,
    @Nullable String section,
    @Nullable String pattern,
    HeadsSpec heads,
    @Nullable DatabaseSpec database) {

  public ChainSpec {
    heads = heads == null ? HeadsSpec.ONE : heads;
  }
}

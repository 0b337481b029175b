package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chain was like in an image whose pods have started: new images are compared with it.
 *
 * @param chain what it is called, as in the entries of chains
 * @param heads all of them
 * @param sums of its ids, by which revisions that it had not can be named
 * @param since when the first of these pods was let go
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StartedStatus(
    String chain,
    String image,
    Integer revisions,
    List<String> heads,
    @Nullable String sums,
    String since) {

  public StartedStatus {
    heads = heads == null ? List.of() : List.copyOf(heads);
  }
}

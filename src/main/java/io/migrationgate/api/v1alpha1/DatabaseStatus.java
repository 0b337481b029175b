package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the database of a chain compares with the files, as a pod found it.
 *
 * @param state one word, such as {@code DatabaseBehind}
 * @param revisions the first of those that the state is about
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DatabaseStatus(
    VerdictWord verdict,
    String state,
    List<String> revisions,
    @Nullable String message,
    @Nullable String remedy) {

  public DatabaseStatus {
    revisions = revisions == null ? List.of() : List.copyOf(revisions);
  }
}

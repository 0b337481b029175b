package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the database of a chain. Actions that are left out follow from who migrates.
 *
 * @param versionTable Alembic's table
 * @param schema where that table is; of sqitch, the name of its registry
 * @param attempts how often it is asked before it counts as unreachable
 * @param timeout how long one attempt may take, such as {@code 10s}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DatabaseSpec(
    UrlFrom urlFrom,
    @Nullable String versionTable,
    @Nullable String schema,
    MigratedBy migratedBy,
    @Nullable Action behind,
    @Nullable Action notInitialised,
    @Nullable Action ahead,
    @Nullable Action diverged,
    @Nullable Action unreachable,
    @Nullable Integer attempts,
    @Nullable String timeout,
    List<RequiredRow> requireRows) {

  public DatabaseSpec {
    migratedBy = migratedBy == null ? MigratedBy.APP : migratedBy;
    requireRows = requireRows == null ? List.of() : List.copyOf(requireRows);
  }
}

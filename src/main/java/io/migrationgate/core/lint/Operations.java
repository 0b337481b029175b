package io.migrationgate.core.lint;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one direction of a migration does.
 *
 * @param present whether there is a function for it
 * @param idle whether that function is empty
 * @param ignoredConflicts the lines of {@code on_conflict_do_nothing}
 * @param createdTables the tables that it makes itself, in small letters
 */
record Operations(
    boolean present,
    boolean idle,
    int line,
    List<DatabaseChange> changes,
    List<SqlText> sql,
    List<Integer> ignoredConflicts,
    Set<String> createdTables) {

  Operations {
    changes = List.copyOf(changes);
    sql = List.copyOf(sql);
    ignoredConflicts = List.copyOf(ignoredConflicts);
    createdTables = Set.copyOf(createdTables);
  }

  /** The first change of the shape of the database, if there is any. */
  Optional<DatabaseChange> ddl() {
    return changes.stream().filter(change -> change.kind() == DatabaseChange.Kind.DDL).findFirst();
  }
}

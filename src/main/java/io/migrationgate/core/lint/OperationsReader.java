package io.migrationgate.core.lint;

import io.migrationgate.core.reader.alembic.python.PythonCall;
import io.migrationgate.core.reader.alembic.python.PythonFunction;
import io.migrationgate.core.sql.SqlStatement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Works out what the functions of a revision file do, those that they call in it included. */
final class OperationsReader {

  private static final List<String> DDL_PREFIXES =
      List.of("create_", "drop_", "add_", "alter_", "rename_", "replace_", "batch_alter_", "sync_");

  private static final Set<String> DDL_VERBS =
      Set.of("CREATE", "ALTER", "DROP", "TRUNCATE", "RENAME", "COMMENT", "GRANT", "REVOKE");

  private static final Set<String> DATA_VERBS =
      Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "COPY", "WITH", "CALL");

  private final Map<String, PythonFunction> functions = new HashMap<>();

  // Of one direction.

  private final List<DatabaseChange> changes = new ArrayList<>();
  private final List<SqlText> sql = new ArrayList<>();
  private final List<Integer> ignoredConflicts = new ArrayList<>();
  private final Set<String> createdTables = new HashSet<>();

  private OperationsReader(List<PythonFunction> functions) {
    functions.forEach(function -> this.functions.put(function.name(), function));
  }

  /** What the function of this name does; with several databases there is one for each. */
  static Operations of(List<PythonFunction> functions, String direction) {
    return new OperationsReader(functions).read(functions, direction);
  }

  private Operations read(List<PythonFunction> all, String direction) {
    List<PythonFunction> entries =
        all.stream()
            .filter(
                function ->
                    function.name().equals(direction)
                        || function.name().startsWith(direction + "_"))
            .toList();
    Deque<PythonFunction> open = new ArrayDeque<>(entries);
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      PythonFunction function = open.remove();
      if (seen.add(function.name())) {
        for (PythonCall call : function.calls()) {
          PythonFunction own = call.owner().isEmpty() ? functions.get(call.name()) : null;
          if (own != null) {
            open.add(own);
          } else {
            call(call);
          }
        }
      }
    }
    return new Operations(
        functions.containsKey(direction),
        entries.stream().allMatch(PythonFunction::idle),
        entries.isEmpty() ? 0 : entries.getFirst().line(),
        changes,
        sql,
        ignoredConflicts,
        createdTables);
  }

  private void call(PythonCall call) {
    String name = call.name();
    if (name.equals("on_conflict_do_nothing")) {
      ignoredConflicts.add(call.line());
    } else if (name.equals("execute") || name.equals("exec_driver_sql")) {
      execute(call);
    } else if (name.equals("bulk_insert")) {
      changes.add(new DatabaseChange(DatabaseChange.Kind.DATA, written(call), call.line()));
    } else if (isDdl(call)) {
      changes.add(new DatabaseChange(DatabaseChange.Kind.DDL, written(call), call.line()));
      if (name.equals("create_table")) {
        call.firstText().ifPresent(table -> createdTables.add(table.toLowerCase(Locale.ROOT)));
      }
    }
  }

  private static String written(PythonCall call) {
    return call.owner().isEmpty() ? call.name() : call.owner() + "." + call.name();
  }

  private static boolean isDdl(PythonCall call) {
    String owner = call.owner();
    if (call.name().equals("create_all") || call.name().equals("drop_all")) {
      return true;
    }
    boolean operations = owner.equals("op") || owner.endsWith(".op") || owner.equals("batch_op");
    return operations && DDL_PREFIXES.stream().anyMatch(call.name()::startsWith);
  }

  private void execute(PythonCall call) {
    Optional<String> text = call.firstText();
    if (text.isEmpty()) {
      changes.add(new DatabaseChange(DatabaseChange.Kind.UNREADABLE, written(call), call.line()));
      return;
    }
    List<SqlStatement> statements = SqlStatement.in(text.get());
    sql.add(new SqlText(statements, call.line()));
    for (SqlStatement statement : statements) {
      String verb = statement.verb();
      if (DDL_VERBS.contains(verb)) {
        changes.add(
            new DatabaseChange(DatabaseChange.Kind.DDL, firstWords(statement), call.line()));
        CreatedTable.of(statement).ifPresent(createdTables::add);
      } else if (DATA_VERBS.contains(verb)) {
        changes.add(
            new DatabaseChange(DatabaseChange.Kind.DATA, firstWords(statement), call.line()));
      }
    }
  }

  private static String firstWords(SqlStatement statement) {
    String verb = statement.verb();
    boolean two = statement.tokens().size() > 1 && statement.tokens().get(1).isName();
    return two && !verb.equals("UPDATE")
        ? verb + " " + statement.tokens().get(1).text().toUpperCase(Locale.ROOT)
        : verb;
  }
}

package io.migrationgate.core.downgrade;

import io.migrationgate.core.reader.alembic.python.PythonCall;
import io.migrationgate.core.reader.alembic.python.PythonFunction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a function of a revision file does to a database, the functions of the file that it calls
 * included. A call that is not known to be harmless cannot be told.
 */
final class PythonEffects {

  private static final List<String> DDL_PREFIXES =
      List.of("create_", "drop_", "add_", "alter_", "rename_", "replace_", "batch_alter_", "sync_");

  /** Of types, tables and all of them, whatever stands before the dot. */
  private static final Set<String> DDL_NAMES = Set.of("create", "drop", "create_all", "drop_all");

  private static final Set<String> DATA_NAMES =
      Set.of("bulk_insert", "insert", "update", "delete", "add_all", "bulk_save_objects");

  private static final Set<String> EXECUTING = Set.of("execute", "exec_driver_sql");

  private static final Set<String> OF_OPERATIONS =
      Set.of("get_bind", "get_context", "f", "inline_literal");

  private static final Set<String> HARMLESS =
      Set.of(
          // Python's own.
          "print",
          "len",
          "str",
          "int",
          "float",
          "bool",
          "list",
          "dict",
          "set",
          "tuple",
          "sorted",
          "reversed",
          "enumerate",
          "zip",
          "range",
          "isinstance",
          "min",
          "max",
          "sum",
          "any",
          "all",
          "repr",
          "format",
          "join",
          "strip",
          "lower",
          "upper",
          "split",
          "startswith",
          "endswith",
          "dedent",
          "cleandoc",
          "append",
          "items",
          "keys",
          "get",
          "getLogger",
          "info",
          "debug",
          "warning",
          "warn",
          "error",
          // SQLAlchemy's, which build and read.
          "text",
          "DDL",
          "table",
          "column",
          "select",
          "where",
          "filter",
          "filter_by",
          "query",
          "and_",
          "or_",
          "not_",
          "in_",
          "is_",
          "cast",
          "literal",
          "literal_column",
          "bindparam",
          "bindparams",
          "values",
          "returning",
          "scalar",
          "scalars",
          "scalar_one",
          "scalar_one_or_none",
          "fetchall",
          "fetchone",
          "first",
          "one",
          "mappings",
          "MetaData",
          "Session",
          "sessionmaker",
          "close",
          "commit",
          "flush",
          "begin",
          "begin_nested",
          "autocommit_block",
          "inspect",
          "get_columns",
          "get_indexes",
          "get_table_names",
          "has_table",
          "get_bind",
          "get_context",
          "is_offline_mode",
          "Column",
          "Table",
          "String",
          "Integer",
          "BigInteger",
          "SmallInteger",
          "Text",
          "Boolean",
          "DateTime",
          "Date",
          "Float",
          "Numeric",
          "JSON",
          "JSONB",
          "UUID",
          "Enum",
          "ENUM",
          "Unicode",
          "LargeBinary");

  private final Map<String, PythonFunction> functions = new HashMap<>();
  private final List<Evidence> found = new ArrayList<>();

  private PythonEffects(List<PythonFunction> functions) {
    functions.forEach(function -> this.functions.put(function.name(), function));
  }

  /** What a downgrade by this file does. */
  static List<Evidence> ofDowngrade(List<PythonFunction> functions) {
    PythonEffects down = new PythonEffects(functions);
    if (!down.functions.containsKey("downgrade")) {
      return List.of(new Evidence(Mark.IRREVERSIBLE, "there is no downgrade()", 0));
    }
    down.read("downgrade");
    if (down.found.isEmpty()) {
      PythonEffects up = new PythonEffects(functions);
      up.read("upgrade");
      return up.found.stream()
          .filter(evidence -> evidence.mark() == Mark.DDL)
          .map(PythonEffects::leftBehind)
          .limit(1)
          .toList();
    }
    return down.found;
  }

  private static Evidence leftBehind(Evidence ofUpgrade) {
    return new Evidence(
        Mark.IRREVERSIBLE,
        "downgrade() does nothing, and leaves behind what " + ofUpgrade.what() + " did",
        ofUpgrade.line());
  }

  private void read(String direction) {
    Deque<PythonFunction> open = new ArrayDeque<>();
    boolean several = false;
    for (PythonFunction function : functions.values()) {
      boolean ofOneDatabase = function.name().startsWith(direction + "_");
      several |= ofOneDatabase;
      if (ofOneDatabase || function.name().equals(direction)) {
        open.add(function);
      }
    }
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      PythonFunction function = open.remove();
      if (seen.add(function.name())) {
        function(function, several, open);
      }
    }
  }

  private void function(
      PythonFunction function, boolean severalDatabases, Deque<PythonFunction> open) {
    List<PythonCall> calls =
        function.calls().stream()
            .filter(call -> !(function.raises() && isException(call)))
            .filter(call -> !(severalDatabases && call.name().equals("globals")))
            .toList();
    if (function.raises()) {
      found.add(
          calls.isEmpty()
              ? new Evidence(Mark.IRREVERSIBLE, function.name() + "() refuses", function.line())
              : new Evidence(
                  Mark.UNTELLABLE, function.name() + "() refuses in some cases", function.line()));
    }
    for (PythonCall call : calls) {
      PythonFunction own = call.owner().isEmpty() ? functions.get(call.name()) : null;
      if (own != null) {
        open.add(own);
      } else {
        call(call);
      }
    }
  }

  private static boolean isException(PythonCall call) {
    return call.name().endsWith("Error") || call.name().endsWith("Exception");
  }

  private void call(PythonCall call) {
    String name = call.name();
    if (EXECUTING.contains(name)) {
      Optional<String> text = call.firstText();
      if (text.isPresent()) {
        found.addAll(SqlEffects.of(text.get(), call.line()));
      } else {
        add(Mark.UNTELLABLE, call, " of what is put together when it runs");
      }
    } else if (isDdl(call)) {
      add(Mark.DDL, call, "");
    } else if (DATA_NAMES.contains(name)) {
      add(Mark.NO_DDL, call, "");
    } else if (isOfOperations(call) ? !OF_OPERATIONS.contains(name) : !HARMLESS.contains(name)) {
      add(Mark.UNTELLABLE, call, ", which is not known here");
    }
  }

  private void add(Mark mark, PythonCall call, String more) {
    String written = call.owner().isEmpty() ? call.name() : call.owner() + "." + call.name();
    found.add(new Evidence(mark, written + more, call.line()));
  }

  private static boolean isDdl(PythonCall call) {
    return DDL_NAMES.contains(call.name())
        || isOfOperations(call) && DDL_PREFIXES.stream().anyMatch(call.name()::startsWith);
  }

  private static boolean isOfOperations(PythonCall call) {
    String owner = call.owner();
    return owner.equals("op") || owner.endsWith(".op") || owner.equals("batch_op");
  }
}

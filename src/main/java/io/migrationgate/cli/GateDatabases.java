package io.migrationgate.cli;

import io.migrationgate.adapter.jdbc.JdbcDatabaseProbe;
import io.migrationgate.core.applied.DatabaseCheck;
import io.migrationgate.core.applied.RequiredRow;
import io.migrationgate.gate.DatabaseInquiry;
import io.migrationgate.gate.DatabaseQuestions;
import io.migrationgate.gate.GatedChain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options with which a pod says what it asks of databases before it starts. */
final class GateDatabases {

  private GateDatabases() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            OptionSpec.builder("--database")
                .arity("1")
                .paramLabel("KEY=VALUE,...")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(
                    "A database to compare a chain with: url-env=VARIABLE or url-file=FILE, and if"
                        + " need be chain, migrated-by and others; may be repeated.")
                .build())
        .addOption(
            OptionSpec.builder("--require-row")
                .arity("1")
                .paramLabel("[CHAIN/]TABLE:KEY=VALUE")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(
                    "A row that the database must have once nothing is pending; may be repeated.")
                .build());
  }

  /** What is to be asked; nothing is loaded for databases where none is named. */
  static DatabaseQuestions of(ParseResult arguments, List<GatedChain> chains)
      throws CommandFailure {
    List<DatabaseCheck> checks = checks(arguments);
    for (DatabaseCheck check : checks) {
      refuseWithoutChain(check, chains);
    }
    return checks.isEmpty()
        ? DatabaseQuestions.NONE
        : new DatabaseInquiry(
            new JdbcDatabaseProbe(System.getenv(), Path.of("").toAbsolutePath()), checks);
  }

  private static List<DatabaseCheck> checks(ParseResult arguments) throws CommandFailure {
    List<DatabaseCheck> checks = new ArrayList<>();
    List<String> databases = arguments.matchedOptionValue("--database", List.of());
    for (String database : databases) {
      checks.add(check(database));
    }
    List<String> rows = arguments.matchedOptionValue("--require-row", List.of());
    for (String row : rows) {
      require(row, checks);
    }
    return checks;
  }

  /** What is wrong for every pod shows at the first one. */
  private static void refuseWithoutChain(DatabaseCheck check, List<GatedChain> chains)
      throws CommandFailure {
    List<String> names = new ArrayList<>();
    for (GatedChain chain : chains) {
      names.add(chain.name());
      // Several chains at one path have names below its own.
      if (check.chain().isPresent() && (check.chain().get() + "/").startsWith(chain.name() + "/")) {
        return;
      }
    }
    if (check.chain().isEmpty() ? names.size() > 1 : chains.stream().allMatch(GatedChain::named)) {
      throw CommandFailure.usage(
          "--database: "
              + (check.chain().isEmpty()
                  ? "there are " + names.size() + " chains"
                  : "there is no chain of that name")
              + "; write chain=NAME with one of "
              + String.join(", ", names));
    }
  }

  /** What one {@code --database} asks for. */
  static DatabaseCheck check(String text) throws CommandFailure {
    try {
      return DatabaseCheck.of(KeyValues.map("--database", text));
    } catch (IllegalArgumentException wrong) {
      throw CommandFailure.usage("--database: " + wrong.getMessage());
    }
  }

  private static void require(String text, List<DatabaseCheck> checks) throws CommandFailure {
    int slash = text.lastIndexOf('/', Math.max(0, text.indexOf(':')));
    String chain = slash < 0 ? "" : text.substring(0, slash);
    RequiredRow row;
    try {
      row = RequiredRow.parse(text.substring(slash + 1));
    } catch (IllegalArgumentException wrong) {
      throw CommandFailure.usage("--require-row: " + wrong.getMessage());
    }
    for (int i = 0; i < checks.size(); i++) {
      boolean only = chain.isEmpty() && checks.size() == 1;
      if (only || checks.get(i).chain().orElse("").equals(chain) && !chain.isEmpty()) {
        checks.set(i, checks.get(i).requiring(row));
        return;
      }
    }
    throw CommandFailure.usage(
        "--require-row: "
            + (checks.isEmpty()
                ? "name the database with --database"
                : chain.isEmpty()
                    ? "write CHAIN/" + text + ", as there are several databases"
                    : "no --database has chain=" + chain));
  }
}

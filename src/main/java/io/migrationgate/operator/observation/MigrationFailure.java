package io.migrationgate.operator.observation;

import java.util.List;
import java.util.Optional;

/**
 * What a container without a gate in front of it has died of, as far as migration tools say.
 *
 * @param container which one
 * @param reason in the gate's words: what it would have been held with
 * @param line what the tool said
 */
public record MigrationFailure(String container, String reason, String line) {

  /** What Alembic, Django, Flyway and sqitch say in such cases. */
  private static final List<Sign> SIGNS =
      List.of(
          new Sign("Multiple head revisions are present", "MultipleHeads"),
          new Sign("Multiple heads are present", "MultipleHeads"),
          new Sign("Conflicting migrations detected; multiple leaf nodes", "MultipleHeads"),
          new Sign("Can't locate revision identified by", "DatabaseAhead"),
          new Sign("overlaps with other requested revisions", "DuplicateRevision"),
          new Sign("Cycle is detected in revisions", "Cycle"),
          new Sign("is present more than once", "DuplicateRevision"),
          new Sign("NodeNotFoundError", "MissingParent"),
          new Sign("Found more than one migration with version", "DuplicateNumber"),
          new Sign("Detected applied migration not resolved locally", "DatabaseAhead"),
          new Sign("Cannot find this database's revision", "DatabaseAhead"));

  private static final int LONGEST_LINE = 300;

  /** The last sign counts: a log ends with what the process died of. */
  static Optional<MigrationFailure> in(String container, String lastWords) {
    List<String> lines = lastWords.lines().toList();
    for (String line : lines.reversed()) {
      for (Sign sign : SIGNS) {
        if (line.contains(sign.text)) {
          String said = line.strip();
          return Optional.of(
              new MigrationFailure(
                  container,
                  sign.reason,
                  said.length() <= LONGEST_LINE ? said : said.substring(0, LONGEST_LINE)));
        }
      }
    }
    return Optional.empty();
  }

  private record Sign(String text, String reason) {}
}

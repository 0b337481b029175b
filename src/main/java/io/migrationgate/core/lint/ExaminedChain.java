package io.migrationgate.core.lint;

import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import java.util.List;

/** A chain with what its revisions do. */
record ExaminedChain(MigrationChain chain, List<Migration> migrations) {

  ExaminedChain {
    migrations = List.copyOf(migrations);
  }

  /** Whether ids are those that Alembic makes and its table has to hold. */
  boolean isAlembic() {
    return chain.tool() == Tool.ALEMBIC;
  }

  /** Whether a new file is a new revision; all changes of sqitch stand in its plan. */
  boolean hasFileForEach() {
    return chain.tool() != Tool.SQITCH;
  }
}

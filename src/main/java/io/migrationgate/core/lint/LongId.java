package io.migrationgate.core.lint;

import io.migrationgate.core.graph.Revision;
import java.util.Map;

/** An id that does not fit into Alembic's table. */
public final class LongId implements LintRule {

  private static final String MAX = "max";

  /** The width of {@code alembic_version.version_num} as Alembic makes it. */
  private static final int WIDTH = 32;

  @Override
  public String id() {
    return "long-id";
  }

  @Override
  public Level usualLevel() {
    return Level.ERROR;
  }

  @Override
  public String title() {
    return "A revision id is longer than Alembic's table is wide";
  }

  @Override
  public String explanation() {
    return "alembic_version.version_num has 32 characters. SQLite does not mind; PostgreSQL refuses"
        + " the id at the end of the migration, and MySQL may cut it.";
  }

  @Override
  public String remedy() {
    return "Shorten the id as long as no database has run it. If your env.py makes the column"
        + " wider, set max to its width.";
  }

  @Override
  public Map<String, OptionType> options() {
    return Map.of(MAX, OptionType.NUMBER);
  }

  @Override
  public void look(Examined examined, RuleSettings settings, FindingList findings) {
    long max = settings.number(MAX, WIDTH);
    for (ExaminedChain chain : examined.chains()) {
      if (chain.isAlembic()) {
        for (Revision revision : chain.chain().graph().revisions()) {
          String id = revision.id().value();
          int length = id.codePointCount(0, id.length());
          if (length > max) {
            findings.add(
                "the id " + id + " has " + length + " characters, and the table holds " + max,
                revision.location());
          }
        }
      }
    }
  }
}

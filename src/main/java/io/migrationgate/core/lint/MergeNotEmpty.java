package io.migrationgate.core.lint;

/** A merge revision that does more than merge. */
public final class MergeNotEmpty implements LintRule {

  @Override
  public String id() {
    return "merge-not-empty";
  }

  @Override
  public Level usualLevel() {
    return Level.ERROR;
  }

  @Override
  public String title() {
    return "A merge revision changes the database";
  }

  @Override
  public String explanation() {
    return "A merge only joins heads. Who reviews one expects it to be empty, and takes it back by"
        + " writing another: DDL in it is neither seen nor easily undone, and it cannot be written"
        + " anew when another branch is merged first.";
  }

  @Override
  public String remedy() {
    return "Let upgrade() and downgrade() of the merge pass, and move the change to a revision of"
        + " its own that follows it.";
  }

  @Override
  public void look(Examined examined, RuleSettings settings, FindingList findings) {
    for (ExaminedChain chain : examined.chains()) {
      for (Migration migration : chain.migrations()) {
        if (migration.isMerge() && !migration.upgrade().changes().isEmpty()) {
          DatabaseChange change = migration.upgrade().changes().getFirst();
          findings.add(message(migration, change), migration.at(change.line()));
        }
      }
    }
  }

  private static String message(Migration migration, DatabaseChange change) {
    String subject = "the merge " + migration.revision().id();
    return switch (change.kind()) {
      case DDL -> subject + " contains DDL: " + change.what();
      case DATA -> subject + " changes data: " + change.what();
      case UNREADABLE -> subject + " runs SQL that cannot be read here: " + change.what();
    };
  }
}

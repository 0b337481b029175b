package io.migrationgate.core.lint;

/** A comment that would allow something and does not say why, or allows what does not exist. */
public final class AllowWithoutReason implements LintRule {

  @Override
  public String id() {
    return "allow-without-reason";
  }

  @Override
  public Level usualLevel() {
    return Level.ERROR;
  }

  @Override
  public String title() {
    return "A comment allows something without a reason";
  }

  @Override
  public String explanation() {
    return "Whoever reads the comment in a year has to know whether it still holds. Without a rule"
        + " and a reason it allows nothing.";
  }

  @Override
  public String remedy() {
    return "Write `migration-gate: allow RULE REASON`, the reason in as many words as it takes.";
  }

  @Override
  public void look(Examined examined, RuleSettings settings, FindingList findings) {
    for (AllowComment comment : examined.allowed()) {
      if (LintRules.byId(comment.rule()).isEmpty()) {
        findings.add(
            "the comment "
                + (comment.rule().isEmpty() ? "names no rule" : LintRules.unknown(comment.rule())),
            comment.place());
      } else if (comment.reason().isEmpty()) {
        findings.add("the comment allows " + comment.rule() + " without a reason", comment.place());
      }
    }
  }
}

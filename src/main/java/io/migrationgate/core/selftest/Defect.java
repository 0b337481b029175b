package io.migrationgate.core.selftest;

import io.migrationgate.core.verdict.Finding;
import io.migrationgate.core.verdict.ProblemKind;
import io.migrationgate.core.verdict.Severity;
import io.migrationgate.core.verdict.Verdict;

/** What merges do to chains. */
public enum Defect {
  FORK("a fork"),
  DUPLICATE("a duplicate"),
  DANGLING_PARENT("a parent that does not exist");

  private final String title;

  Defect(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /** Whether a verdict stops the chain because of this, not for some other reason. */
  public boolean isStoppedBy(Verdict verdict) {
    return verdict.findings().stream()
        .anyMatch(finding -> isShownBy(finding) && finding.severity() == Severity.ERROR);
  }

  /** Whether a verdict at least mentions it. */
  public boolean isMentionedBy(Verdict verdict) {
    return verdict.findings().stream().anyMatch(this::isShownBy);
  }

  private boolean isShownBy(Finding finding) {
    ProblemKind kind = finding.kind();
    return switch (this) {
      case FORK -> kind == ProblemKind.MULTIPLE_HEADS || kind == ProblemKind.UNEXPECTED_HEAD;
      case DUPLICATE ->
          kind == ProblemKind.DUPLICATE_REVISION
              || kind == ProblemKind.DUPLICATE_CHANGE
              || kind == ProblemKind.DUPLICATE_NUMBER;
      case DANGLING_PARENT ->
          kind == ProblemKind.MISSING_PARENT || kind == ProblemKind.MISSING_DEPENDENCY;
    };
  }
}

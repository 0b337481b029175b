package io.migrationgate.core.lint;

import io.migrationgate.core.graph.Revision;
import java.util.List;
import java.util.Map;

/** More new revisions in one change than one. */
public final class SeveralNewRevisions implements LintRule {

  /** How many a change may bring. */
  public static final String MAX = "max";

  @Override
  public String id() {
    return "several-new-revisions";
  }

  @Override
  public Level usualLevel() {
    return Level.ERROR;
  }

  @Override
  public String title() {
    return "A change brings several new revisions";
  }

  @Override
  public String explanation() {
    return "Each new revision is one more that collides with other branches, and a deployment that"
        + " stops between two of them leaves a state that nobody has tested. Merge revisions are"
        + " not counted.";
  }

  @Override
  public String remedy() {
    return "Make one revision of them, or part the change.";
  }

  @Override
  public Map<String, OptionType> options() {
    return Map.of(MAX, OptionType.NUMBER);
  }

  @Override
  public void look(Examined examined, RuleSettings settings, FindingList findings) {
    long max = settings.number(MAX, 1);
    for (ExaminedChain chain : examined.chains()) {
      List<Revision> added =
          chain.chain().graph().revisions().stream()
              .filter(revision -> revision.parents().size() <= 1)
              .filter(revision -> examined.isAdded(revision.file()))
              .toList();
      if (chain.hasFileForEach() && added.size() > max) {
        List<String> ids = added.stream().map(revision -> revision.id().value()).toList();
        findings.add(
            added.size()
                + " new revisions in one change where "
                + max
                + (max == 1 ? " is" : " are")
                + " allowed: "
                + String.join(", ", ids),
            added.stream().map(Revision::location).toList());
      }
    }
  }
}

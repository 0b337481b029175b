package io.migrationgate.core.lint;

import io.migrationgate.core.graph.SourceLocation;

/** {@code upgrade head} in a script while there are several. */
public final class UpgradeHeadOfMany implements LintRule {

  @Override
  public String id() {
    return "upgrade-head-of-many";
  }

  @Override
  public Level usualLevel() {
    return Level.ERROR;
  }

  @Override
  public String title() {
    return "A script upgrades to the head of a chain that has several";
  }

  @Override
  public String explanation() {
    return "`alembic upgrade head` stops with \"Multiple head revisions are present\" and upgrades"
        + " nothing: whatever runs this script fails, a pod at its next start.";
  }

  @Override
  public String remedy() {
    return "Bring the chain back to one head; `migration-gate check` has the command. If the chain"
        + " has several heads on purpose, name the branch: `alembic upgrade LABEL@head`.";
  }

  @Override
  public boolean looksBeyondChange() {
    return true;
  }

  @Override
  public void look(Examined examined, RuleSettings settings, FindingList findings) {
    ScriptChains chains = new ScriptChains(examined);
    for (TextFile script : examined.scripts()) {
      for (UpgradeCommand command : UpgradeCommandReader.in(script.text())) {
        if (!command.target().equals("head")) {
          continue;
        }
        for (ScriptChains.Forked forked : chains.forkedOf(script, command)) {
          findings.add(
              "`upgrade head` will fail: "
                  + forked.chain().name()
                  + " has "
                  + forked.heads().size()
                  + " heads: "
                  + forked.headIds(),
              new SourceLocation(script.path(), command.line()));
        }
      }
    }
  }
}

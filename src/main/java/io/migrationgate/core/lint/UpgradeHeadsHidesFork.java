package io.migrationgate.core.lint;

import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.MigrationChain;
import java.util.List;
import java.util.Map;

/** {@code upgrade heads} in a script, which works with a fork and so keeps it out of sight. */
public final class UpgradeHeadsHidesFork implements LintRule {

  /** Whether to warn before there is a fork to hide. */
  private static final String ONE_HEAD_TOO = "one-head-too";

  @Override
  public String id() {
    return "upgrade-heads-hides-fork";
  }

  @Override
  public Level usualLevel() {
    return Level.WARN;
  }

  @Override
  public String title() {
    return "A script upgrades to all heads, and so nobody notices a fork";
  }

  @Override
  public String explanation() {
    return "`alembic upgrade heads` runs both sides of a fork in an order that nobody has tested,"
        + " and leaves several rows in alembic_version. The fork is only noticed by the next"
        + " command that wants one head.";
  }

  @Override
  public String remedy() {
    return "Merge the heads and write `alembic upgrade head`, which stops when there is a fork."
        + " Heads that are each the only one of a branch label are taken to be on purpose.";
  }

  @Override
  public Map<String, OptionType> options() {
    return Map.of(ONE_HEAD_TOO, OptionType.FLAG);
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
        if (command.target().equals("heads")) {
          SourceLocation place = new SourceLocation(script.path(), command.line());
          look(chains, script, command, place, settings, findings);
        }
      }
    }
  }

  private static void look(
      ScriptChains chains,
      TextFile script,
      UpgradeCommand command,
      SourceLocation place,
      RuleSettings settings,
      FindingList findings) {
    List<ScriptChains.Forked> forked = chains.forkedOf(script, command);
    for (ScriptChains.Forked chain : forked) {
      if (!chain.isOnPurpose()) {
        findings.add(
            "`upgrade heads` hides that "
                + chain.chain().name()
                + " has "
                + chain.heads().size()
                + " heads: "
                + chain.headIds(),
            place);
      }
    }
    if (forked.isEmpty() && settings.flag(ONE_HEAD_TOO)) {
      for (MigrationChain chain : chains.of(script, command)) {
        findings.add("`upgrade heads` would hide the first fork of " + chain.name(), place);
      }
    }
  }
}

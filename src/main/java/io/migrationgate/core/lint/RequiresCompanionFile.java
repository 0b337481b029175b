package io.migrationgate.core.lint;

import io.migrationgate.core.graph.Revision;
import java.util.List;
import java.util.Map;

/** A file that each migration must have, a note for those who run it say, and that is missing. */
public final class RequiresCompanionFile implements LintRule {

  private static final String FILES = "files";

  @Override
  public String id() {
    return "requires-companion-file";
  }

  @Override
  public Level usualLevel() {
    return Level.ERROR;
  }

  @Override
  public String title() {
    return "A file that goes with each migration is missing";
  }

  @Override
  public String explanation() {
    return "Teams keep a test, a plan for the way back or a note beside each migration. The rule"
        + " looks for nothing until the settings name the files; `{revision}` and `{slug}` stand"
        + " for the id and for what follows it in the file's name, `*` for anything in one name.";
  }

  @Override
  public String remedy() {
    return "Add the file.";
  }

  @Override
  public Map<String, OptionType> options() {
    return Map.of(FILES, OptionType.TEXTS);
  }

  @Override
  public void look(Examined examined, RuleSettings settings, FindingList findings) {
    List<FilePattern> patterns =
        settings.texts(FILES).stream()
            .map(path -> new FilePattern(path, settings.folder()))
            .toList();
    for (ExaminedChain chain : examined.chains()) {
      for (Revision revision : chain.chain().graph().revisions()) {
        for (FilePattern pattern : patterns) {
          if (!pattern.existsFor(revision, examined.tree())) {
            findings.add(
                revision.id() + " has no companion " + pattern.shownFor(revision),
                revision.location());
          }
        }
      }
    }
  }
}

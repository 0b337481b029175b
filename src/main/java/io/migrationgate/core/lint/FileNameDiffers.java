package io.migrationgate.core.lint;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.verdict.Numbering;
import java.util.List;
import java.util.OptionalLong;

/** A file named after another revision than the one in it. */
public final class FileNameDiffers implements LintRule {

  @Override
  public String id() {
    return "file-name-differs";
  }

  @Override
  public Level usualLevel() {
    return Level.WARN;
  }

  @Override
  public String title() {
    return "A file is named after another revision";
  }

  @Override
  public String explanation() {
    return "Alembic goes by the id in the file; people go by its name. A file that was copied or"
        + " renumbered by half is looked for in the wrong place, and the next number is counted"
        + " from the wrong one.";
  }

  @Override
  public String remedy() {
    return "Rename the file, or correct the id if no database has run it. A name without a number"
        + " is only reported where more than half of the chain's files start with their id.";
  }

  @Override
  public void look(Examined examined, RuleSettings settings, FindingList findings) {
    for (ExaminedChain chain : examined.chains()) {
      if (chain.isAlembic()) {
        look(chain.chain().graph().revisions(), findings);
      }
    }
  }

  private static void look(List<Revision> revisions, FindingList findings) {
    long named = revisions.stream().filter(FileNameDiffers::startsWithId).count();
    boolean custom = named * 2 > revisions.size();
    for (Revision revision : revisions) {
      if (!startsWithId(revision) && (custom || hasOtherNumber(revision))) {
        findings.add(
            "the file is named " + revision.fileName() + ", and its revision is " + revision.id(),
            revision.location());
      }
    }
  }

  private static boolean startsWithId(Revision revision) {
    String name = revision.fileName();
    String id = revision.id().value();
    return name.startsWith(id)
        && (name.length() == id.length() || "_-. ".indexOf(name.charAt(id.length())) >= 0);
  }

  private static boolean hasOtherNumber(Revision revision) {
    String name = revision.fileName();
    int dot = name.lastIndexOf('.');
    String stem = (dot < 0 ? name : name.substring(0, dot)).replace('-', '_');
    OptionalLong inName = Numbering.of(new RevisionId(stem));
    OptionalLong inFile = Numbering.of(revision.id());
    return inName.isPresent() && inFile.isPresent() && inName.getAsLong() != inFile.getAsLong();
  }
}

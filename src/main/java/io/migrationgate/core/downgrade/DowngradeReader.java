package io.migrationgate.core.downgrade;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.reader.alembic.python.PythonFunction;
import io.migrationgate.core.reader.alembic.python.PythonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the way back and judges each of its steps, by what the files say. */
public final class DowngradeReader {

  private static final int MAX_MIGRATION = 16 << 20;

  private final FileTree tree;
  private final MigrationChain chain;
  private final Map<RevisionId, String> scripts;

  /**
   * Of a chain.
   *
   * @param scripts of tools that revert by scripts of their own: where they are
   */
  public DowngradeReader(FileTree tree, MigrationChain chain, Map<RevisionId, String> scripts) {
    this.tree = tree;
    this.chain = chain;
    this.scripts = Map.copyOf(scripts);
  }

  /**
   * The steps.
   *
   * @param from the revisions that the database names as its own
   * @param to the one that it is to have; none to take everything back
   */
  public DowngradeSteps steps(List<RevisionId> from, Optional<RevisionId> to)
      throws DowngradeRefusedException {
    List<DowngradeStep> steps = new ArrayList<>();
    for (Revision revision : new WayBack(chain).between(from, to)) {
      steps.add(step(revision));
    }
    return new DowngradeSteps(chain, from, to, steps);
  }

  private DowngradeStep step(Revision revision) {
    String script = scripts.get(revision.id());
    String file = script == null ? revision.file() : script;
    if (script == null && chain.tool() == Tool.SQITCH) {
      return DowngradeStep.of(
          revision, file, List.of(new Evidence(Mark.UNTELLABLE, "its script was not found", 0)));
    }
    if (script != null && !tree.exists(script)) {
      return DowngradeStep.of(
          revision, file, List.of(new Evidence(Mark.IRREVERSIBLE, "there is no such script", 0)));
    }
    return DowngradeStep.of(revision, file, evidence(file));
  }

  private List<Evidence> evidence(String file) {
    try {
      byte[] source = tree.read(file, MAX_MIGRATION);
      return file.endsWith(".py")
          ? PythonEffects.ofDowngrade(PythonFunction.in(source))
          : SqlEffects.of(new String(source, StandardCharsets.UTF_8), 0);
    } catch (UnreadableException closed) {
      return List.of(new Evidence(Mark.UNTELLABLE, closed.reason(), 0));
    } catch (PythonSyntaxException wrong) {
      return List.of(new Evidence(Mark.UNTELLABLE, wrong.reason(), wrong.line()));
    }
  }
}

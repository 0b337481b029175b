package io.migrationgate.core.lint;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import java.util.ArrayList;
import java.util.List;

/**
 * Which chains with several heads a script's command upgrades.
 *
 * <p>A script does not say where it will run. If it names a configuration, that is the chain; else
 * it is the one whose files are nearest, or several if they are equally near.
 */
final class ScriptChains {

  /** A chain that has more than one head, with them. */
  record Forked(MigrationChain chain, List<Revision> heads) {

    /** Whether each head is the only one of a branch label, as people arrange it on purpose. */
    boolean isOnPurpose() {
      List<String> labels =
          chain.graph().revisions().stream()
              .flatMap(revision -> revision.branchLabels().stream())
              .distinct()
              .toList();
      List<Revision> covered = new ArrayList<>();
      for (String label : labels) {
        List<Revision> ofBranch = chain.graph().headsOfBranch(label);
        if (ofBranch.size() == 1) {
          covered.addAll(ofBranch);
        }
      }
      return covered.containsAll(heads);
    }

    String headIds() {
      return String.join(", ", heads.stream().map(head -> head.id().value()).toList());
    }
  }

  private final FileTree tree;
  private final List<MigrationChain> chains;

  ScriptChains(Examined examined) {
    this.tree = examined.tree();
    this.chains = examined.chains().stream().map(ExaminedChain::chain).toList();
  }

  List<MigrationChain> of(TextFile script, UpgradeCommand command) {
    List<MigrationChain> named = chains.stream().filter(chain -> isNamed(chain, command)).toList();
    return nearest(script.path(), named.isEmpty() ? chains : named);
  }

  List<Forked> forkedOf(TextFile script, UpgradeCommand command) {
    List<Forked> forked = new ArrayList<>();
    for (MigrationChain chain : of(script, command)) {
      List<Revision> heads = chain.graph().headsWithoutPhantoms();
      if (chain.complete() && heads.size() > 1) {
        forked.add(new Forked(chain, heads));
      }
    }
    return forked;
  }

  private static boolean isNamed(MigrationChain chain, UpgradeCommand command) {
    List<String> options =
        chain.invocation().map(MigrationChain.Invocation::options).orElse(List.of());
    boolean section = command.section().map(options::contains).orElse(true);
    boolean configuration =
        command
            .configuration()
            .map(path -> path.substring(path.lastIndexOf('/') + 1))
            .map(
                name ->
                    options.stream().anyMatch(option -> option.endsWith(name))
                        || !options.contains("-c") && name.equals("alembic.ini"))
            .orElse(true);
    return section && configuration;
  }

  private List<MigrationChain> nearest(String script, List<MigrationChain> candidates) {
    List<MigrationChain> nearest = new ArrayList<>();
    int most = -1;
    for (MigrationChain chain : candidates) {
      int shared = 0;
      for (String location : chain.locations()) {
        shared = Math.max(shared, sharedFolders(tree.absolute(script), tree.absolute(location)));
      }
      if (shared > most) {
        nearest.clear();
        most = shared;
      }
      if (shared == most) {
        nearest.add(chain);
      }
    }
    return nearest;
  }

  private static int sharedFolders(String one, String other) {
    int shared = 0;
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length && one.charAt(i) == other.charAt(i); i++) {
      shared += one.charAt(i) == '/' ? 1 : 0;
    }
    return shared;
  }
}

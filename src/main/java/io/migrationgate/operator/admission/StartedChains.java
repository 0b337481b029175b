package io.migrationgate.operator.admission;

import io.migrationgate.api.v1alpha1.ChainSpec;
import io.migrationgate.api.v1alpha1.StartedStatus;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.lineage.RevisionSums;
import io.migrationgate.core.lineage.StartedChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a status says of images that have started, in a form that the gate takes. What it would not
 * take is left out: a status may be written by others, and no pod is to fail for it.
 */
final class StartedChains {

  private StartedChains() {}

  /** Of a chain, or of the several that are found at its path. */
  static List<StartedChain> of(ChainSpec chain, List<StartedStatus> started) {
    List<StartedChain> chains = new ArrayList<>();
    for (StartedStatus entry : started) {
      boolean itsOwn =
          entry.chain().equals(chain.name()) || entry.chain().startsWith(chain.name() + "/");
      if (itsOwn && isWhole(entry)) {
        chains.add(
            new StartedChain(
                entry.chain(),
                entry.image(),
                entry.revisions(),
                entry.heads().stream().map(RevisionId::new).toList(),
                Optional.ofNullable(entry.sums()).flatMap(RevisionSums::parse)));
      }
    }
    return chains;
  }

  private static boolean isWhole(StartedStatus entry) {
    return isWord(entry.chain())
        && isWord(entry.image())
        && !entry.heads().isEmpty()
        && entry.heads().size() <= entry.revisions()
        && entry.heads().stream().allMatch(head -> isWord(head) && head.indexOf(' ') < 0);
  }

  /** A backslash at its end would take what follows for a part of it. */
  private static boolean isWord(String text) {
    return !text.isEmpty() && !text.endsWith("\\");
  }
}

package io.migrationgate.gate;

import io.migrationgate.core.lineage.StartedChain;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.verdict.Judge;
import java.util.ArrayList;
import java.util.List;

/** Looks at every chain that a pod depends on. Whatever stands in the way is a finding, too. */
public final class Examination {

  private Examination() {}

  public static List<ExaminedChain> of(List<GatedChain> chains) {
    return of(chains, List.of());
  }

  /**
   * One that compares as well.
   *
   * @param started chains of images that have started, the youngest first
   */
  public static List<ExaminedChain> of(List<GatedChain> chains, List<StartedChain> started) {
    List<ExaminedChain> examined = new ArrayList<>();
    for (GatedChain chain : chains) {
      // A part of a chain may well have one head where the whole has two.
      if (chain.notCopied().isEmpty()) {
        examine(chain, started, examined);
      } else {
        examined.add(notCopied(chain));
      }
    }
    return examined;
  }

  private static void examine(
      GatedChain gated, List<StartedChain> started, List<ExaminedChain> examined) {
    try {
      Judge judge = new Judge(gated.policy(), started);
      for (ChainSource source : gated.lookup().find()) {
        MigrationChain chain = source.read();
        examined.add(new ExaminedChain.Judged(chain, gated.policy(), judge.judge(chain)));
      }
    } catch (UnreadableException unreadable) {
      examined.add(
          new ExaminedChain.Missing(
              gated.name(),
              "ChainNotFound",
              String.valueOf(unreadable.getMessage()),
              "Correct the path of the chain, or let the user of the gate's containers read it."));
    } catch (OutOfMemoryError full) {
      examined.add(
          new ExaminedChain.Missing(
              gated.name(),
              "OutOfMemory",
              "there is not enough memory for so many files",
              "Give the folder of the chain alone, or the gate's containers more memory."));
    }
  }

  private static ExaminedChain notCopied(GatedChain gated) {
    int more = gated.notCopied().size() - 1;
    return new ExaminedChain.Missing(
        gated.name(),
        "FilesNotCopied",
        gated.notCopied().getFirst() + (more == 0 ? "" : " (and " + more + " more)"),
        "Correct the path of the chain, let the copying container's user read it, or raise the"
            + " limit.");
  }
}

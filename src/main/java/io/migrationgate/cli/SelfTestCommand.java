package io.migrationgate.cli;

import io.migrationgate.cli.report.Plain;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.UnreadableException;
import io.migrationgate.core.selftest.Gardener;
import io.migrationgate.core.selftest.Planting;
import io.migrationgate.core.verdict.Judge;
import io.migrationgate.core.verdict.Policy;
import io.migrationgate.core.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code migration-gate self-test}: would the check, as it is called here, notice a broken chain?
 *
 * <p>A guard that looks at the wrong folder, or that has been told to let things pass, is green for
 * ever. So it is shown a copy of the tree with defects in it.
 */
final class SelfTestCommand implements Command {

  @Override
  public String name() {
    return "self-test";
  }

  @Override
  public String summary() {
    return "Break a copy of each chain, and see that check would notice.";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            summary() + " Give it the options that check is given; nothing of yours is changed.")
        .footer("", CommandLineInterface.EXIT_CODES);
    ChainSelection.addTo(spec);
    PolicyOptions.addTo(spec);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult arguments, Console console) throws CommandFailure {
    Policy policy = PolicyOptions.of(arguments);
    Judge judge = new Judge(policy);
    FileTree tree = ChainSelection.tree(arguments);
    List<MigrationChain> chains = new ArrayList<>();
    for (ChainSource source : ChainSelection.of(arguments, tree)) {
      MigrationChain chain = source.read();
      if (!(judge.judge(chain) instanceof Verdict.Pass)) {
        throw CommandFailure.refused(
            chain.name()
                + " does not pass as it is, so nothing can be learned from breaking it; see"
                + " migration-gate check");
      }
      chains.add(chain);
    }
    try (TreeCopy copy = TreeCopy.of(tree, folders(arguments, tree, chains))) {
      boolean noticed = true;
      for (MigrationChain chain : chains) {
        noticed &= test(chain, policy, copy, arguments, console);
      }
      return noticed ? ExitCode.PASS : ExitCode.BLOCKED;
    } catch (UnreadableException unreadable) {
      throw CommandFailure.unreadable(String.valueOf(unreadable.getMessage()));
    } catch (IOException failure) {
      throw CommandFailure.unreadable(
          "the tree cannot be copied to a temporary folder: "
              + failure.getMessage()
              + "; make room there, or set TMPDIR");
    }
  }

  private static boolean test(
      MigrationChain chain, Policy policy, TreeCopy copy, ParseResult arguments, Console console)
      throws CommandFailure, IOException {
    Judge judge = new Judge(policy);
    MigrationChain copied = read(chain.name(), copy, arguments);
    if (copied.graph().size() != chain.graph().size()) {
      throw CommandFailure.unreadable(
          chain.name()
              + " has files that a copy of the tree does not have, such as folders behind links;"
              + " name its configuration or folder");
    }
    List<Planting> plantings = new Gardener(copied, policy, copy::text).plantings();
    if (plantings.isEmpty()) {
      console.out().println(Plain.text(chain.name() + ": has no revisions to break"));
    }
    boolean all = true;
    for (Planting planting : plantings) {
      copy.change(planting.files());
      Verdict verdict = judge.judge(read(chain.name(), copy, arguments));
      copy.undo();
      boolean stopped = planting.defect().isStoppedBy(verdict);
      String how =
          stopped
              ? "is stopped"
              : planting.defect().isMentionedBy(verdict)
                  ? "WOULD PASS with a warning"
                  : "WOULD PASS unnoticed";
      console
          .out()
          .println(Plain.text(chain.name() + ": " + planting.defect().title() + " " + how));
      all &= stopped;
    }
    return all;
  }

  /** A new tree each time: the files have changed. */
  private static MigrationChain read(String name, TreeCopy copy, ParseResult arguments)
      throws CommandFailure {
    for (ChainSource source : ChainSelection.of(arguments, copy.tree())) {
      if (source.name().equals(name)) {
        return source.read();
      }
    }
    throw CommandFailure.unreadable(
        name + " cannot be found in a copy of the tree; name its configuration or folder");
  }

  private static List<String> folders(
      ParseResult arguments, FileTree tree, List<MigrationChain> chains) throws CommandFailure {
    List<String> folders = new ArrayList<>(ChainSelection.foldersOf(arguments, tree));
    for (MigrationChain chain : chains) {
      folders.addAll(chain.locations());
    }
    return folders;
  }
}

package io.migrationgate.cli;

import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.lineage.RevisionSums;
import io.migrationgate.core.lineage.StartedChain;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.settings.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The option that says what a chain was like in an image that has started before. */
final class ComparisonOptions {

  private static final String OPTION = "--compare-with";

  private static final List<String> KEYS = List.of("chain", "image", "revisions", "heads", "sums");

  private static final int MAX_DIGITS = 9;

  private ComparisonOptions() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
        OptionSpec.builder(OPTION)
            .arity("1")
            .paramLabel("KEY=VALUE,...")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(
                "What a chain was like in an image that has started: chain=NAME, image=IMAGE,"
                    + " revisions=N and heads=ID, with blanks between several; sums as the gate's"
                    + " verdict has them. May be repeated, the youngest image first.")
            .build());
  }

  static List<StartedChain> of(ParseResult arguments) throws CommandFailure {
    List<String> given = arguments.matchedOptionValue(OPTION, List.of());
    List<StartedChain> started = new ArrayList<>(given.size());
    for (String text : given) {
      started.add(of(KeyValues.parse(OPTION, text, KEYS)));
    }
    return started;
  }

  /** Who compares with a chain that is not there would take a pass for an answer. */
  static void refuseUnmatched(List<StartedChain> started, List<ChainSource> sources)
      throws CommandFailure {
    for (StartedChain other : started) {
      List<String> chains = new ArrayList<>();
      for (ChainSource source : sources) {
        chains.add(source.name());
      }
      if (!chains.contains(other.chain())) {
        throw CommandFailure.usage(
            OPTION
                + ": there is no chain "
                + other.chain()
                + NearestName.of(other.chain(), chains)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("")
                + "; there are "
                + String.join(", ", chains));
      }
    }
  }

  private static StartedChain of(KeyValues values) throws CommandFailure {
    int revisions = revisions(values);
    List<RevisionId> heads = new ArrayList<>();
    for (String head : values.get("heads").split(" ", -1)) {
      if (head.isEmpty()) {
        throw values.wrong("heads", "has an empty one; write heads=ID, with one blank between two");
      }
      heads.add(new RevisionId(head));
    }
    if (heads.size() > revisions) {
      throw values.wrong("heads", "are more than there are revisions");
    }
    return new StartedChain(
        values.get("chain"), values.get("image"), revisions, heads, sums(values));
  }

  private static int revisions(KeyValues values) throws CommandFailure {
    String text = values.get("revisions");
    boolean digits = text.length() <= MAX_DIGITS;
    for (int i = 0; i < text.length(); i++) {
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!digits || Integer.parseInt(text) == 0) {
      throw values.wrong("revisions", "must be a number of at least 1");
    }
    return Integer.parseInt(text);
  }

  private static Optional<RevisionSums> sums(KeyValues values) throws CommandFailure {
    Optional<String> text = values.find("sums");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<RevisionSums> sums = RevisionSums.parse(text.get());
    if (sums.isEmpty()) {
      throw values.wrong("sums", "are not as the gate's verdict has them");
    }
    return sums;
  }
}

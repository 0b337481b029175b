package io.migrationgate.core.verdict;

import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.reader.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Commands of this program that change a chain, as they have to be typed. */
final class EditCommand {

  private final MigrationChain chain;

  EditCommand(MigrationChain chain) {
    this.chain = chain;
  }

  /** Joins these heads, or all if there are no others. */
  Optional<String> merge(List<Revision> heads) {
    List<String> words = new ArrayList<>(List.of("merge"));
    if (!chain.locations().isEmpty()) {
      words.add(chain.locations().getFirst());
    }
    if (heads.size() < chain.graph().headsWithoutPhantoms().size()) {
      words.add("--heads");
      words.add(heads.stream().map(head -> head.id().value()).collect(Collectors.joining(",")));
    }
    return typed(words);
  }

  /** Gives one of several files with the same id another one, behind the end of the chain. */
  Optional<String> renumber(Revision copy, String id, Revision end) {
    List<String> words = new ArrayList<>(List.of("renumber", copy.file(), id));
    if (copy.parents().size() < 2) {
      words.add("--onto");
      words.add(end.id().value());
    }
    boolean named =
        chain.graph().revisions().stream()
            .anyMatch(
                revision ->
                    !revision.equals(copy)
                        && (revision.parents().contains(copy.id())
                            || revision.dependsOn().contains(copy.id().value())));
    if (named) {
      words.add("--keep-children");
    }
    return typed(words);
  }

  /** Gives a change of a sqitch plan the next free number. */
  Optional<String> renumber(Revision change) {
    boolean below = chain.locations().stream().noneMatch(plan -> plan.startsWith("/"));
    return below && chain.atHand()
        ? Optional.of("migration-gate renumber " + ShellWord.quote(change.id().value()))
        : Optional.empty();
  }

  /** Lets a revision follow another one in place of one of those that it follows. */
  Optional<String> reparent(Revision revision, Revision parent, Optional<String> wrong) {
    List<String> words =
        new ArrayList<>(List.of("reparent", revision.file(), "--onto", parent.id().value()));
    boolean several = revision.parents().size() > 1;
    if (several && wrong.isEmpty()
        || revision.parents().contains(new RevisionId(parent.id().value()))) {
      return Optional.empty();
    }
    if (several) {
      words.add("--from");
      words.add(wrong.orElse(""));
    }
    return typed(words);
  }

  private Optional<String> typed(List<String> words) {
    return chain.tool() == Tool.ALEMBIC
        ? Optional.of(
            "migration-gate "
                + words.stream().map(ShellWord::quote).collect(Collectors.joining(" ")))
        : Optional.empty();
  }
}

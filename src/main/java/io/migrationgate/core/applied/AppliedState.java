package io.migrationgate.core.applied;

import io.migrationgate.core.graph.RevisionId;
import java.util.List;
import java.util.Optional;

/** Where a database stands against the revisions of an image. */
public sealed interface AppliedState {

  /** It has run all of them. */
  record Equal() implements AppliedState {}

  /**
   * It has not run some of them yet, and the tool can take it there.
   *
   * @param pending in an order in which they can run
   */
  record Behind(List<RevisionId> pending) implements AppliedState {
    public Behind {
      pending = List.copyOf(pending);
      if (pending.isEmpty()) {
        throw new IllegalArgumentException("a database that nothing is missing from is not behind");
      }
    }
  }

  /**
   * It has run none: no table of the tool is there, or nothing is in it.
   *
   * @param pending in an order in which they can run
   * @param doubt where this may be due to a wrong name
   */
  record NotInitialised(List<RevisionId> pending, Optional<Doubt> doubt) implements AppliedState {
    public NotInitialised {
      pending = List.copyOf(pending);
    }

    public NotInitialised(List<RevisionId> pending) {
      this(pending, Optional.empty());
    }
  }

  /**
   * It has run what the image does not know, and nothing says that it lacks anything that the image
   * has.
   *
   * @param unknown in the order in which the database gave them
   */
  record Ahead(List<String> unknown) implements AppliedState {
    public Ahead {
      unknown = List.copyOf(unknown);
      if (unknown.isEmpty()) {
        throw new IllegalArgumentException("a database whose revisions are all known is not ahead");
      }
    }
  }

  /**
   * Neither of the two comes from the other, and the tool would refuse to go on.
   *
   * @param reason what does not fit, as a sentence without its full stop
   * @param remedy what to do, in whole sentences
   */
  record Diverged(String reason, String remedy) implements AppliedState {}

  /**
   * It could not be asked.
   *
   * @param reason as a sentence without its full stop, which holds no credentials
   * @param remedy what to do, in whole sentences
   */
  record Unreachable(Obstacle obstacle, String reason, String remedy) implements AppliedState {}
}

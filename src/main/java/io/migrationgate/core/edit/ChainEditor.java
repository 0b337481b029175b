package io.migrationgate.core.edit;

import io.migrationgate.core.graph.RevisionId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans changes to one chain, in the way of its migration tool. Nothing is written by it. */
public interface ChainEditor {

  /**
   * Joins heads by a revision that does nothing else.
   *
   * @param message what the revision is called
   * @param heads the ids of the heads to join; all, if there are none
   * @param claimed ids that are taken where the chain does not show them
   */
  record Merge(String message, List<String> heads, Set<RevisionId> claimed) {
    public Merge {
      heads = List.copyOf(heads);
      claimed = Set.copyOf(claimed);
    }
  }

  /** Whom the revisions behind two files of one id follow, once one of the files has another. */
  enum Followers {
    UNSAID,
    /** They follow the file that keeps the id. */
    STAY,
    /** They go with the file that gets the new one. */
    MOVE
  }

  /**
   * Gives a revision another id.
   *
   * @param subject its file or its id
   * @param newId the next free one, if empty
   * @param onto the revision that it shall follow from now on, if not the same as before
   * @param deployed ids that databases are known to have run
   */
  record Renumber(
      String subject,
      Optional<String> newId,
      Optional<String> onto,
      Followers followers,
      Set<String> deployed) {
    public Renumber {
      deployed = Set.copyOf(deployed);
    }
  }

  /**
   * Lets a revision follow another one.
   *
   * @param subject its file or its id
   * @param onto the only other head, if empty
   * @param from which of its parents is to go, where it has several
   * @param deployed ids that databases are known to have run
   */
  record Reparent(
      String subject, Optional<String> onto, Optional<String> from, Set<String> deployed) {
    public Reparent {
      deployed = Set.copyOf(deployed);
    }
  }

  /**
   * What a request comes to.
   *
   * @param summary what it does, in one sentence
   * @param notes what a person should know besides
   * @param retired the id that is no more
   */
  record Planned(EditPlan plan, String summary, List<String> notes, Optional<String> retired) {
    public Planned {
      notes = List.copyOf(notes);
    }
  }

  /** Whether the chain can have several heads, which is what merging and re-parenting are for. */
  boolean canFork();

  /**
   * Plans the merge.
   *
   * @throws EditRefusedException if it would not be right, or cannot be done safely
   */
  Planned merge(Merge request) throws EditRefusedException;

  /**
   * Plans the new id, in its file and in all that names it.
   *
   * @throws EditRefusedException if it would not be right, or cannot be done safely
   */
  Planned renumber(Renumber request) throws EditRefusedException;

  /**
   * Plans the new parent.
   *
   * @throws EditRefusedException if it would not be right, or cannot be done safely
   */
  Planned reparent(Reparent request) throws EditRefusedException;
}

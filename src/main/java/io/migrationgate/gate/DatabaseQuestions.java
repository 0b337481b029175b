package io.migrationgate.gate;

import io.migrationgate.core.message.DatabaseNote;
import java.util.List;

/** Asks the databases that a pod depends on; an answer for each, also from those that give none. */
public interface DatabaseQuestions {

  /** Where no database was asked for. */
  DatabaseQuestions NONE =
      new DatabaseQuestions() {
        @Override
        public List<DatabaseNote> ask(List<ExaminedChain> chains) {
          return List.of();
        }

        @Override
        public boolean any() {
          return false;
        }
      };

  List<DatabaseNote> ask(List<ExaminedChain> chains) throws InterruptedException;

  /**
   * The chains without what their databases refute: that a revision would never run which they have
   * yet to run.
   */
  default List<ExaminedChain> refute(List<ExaminedChain> chains) throws InterruptedException {
    return chains;
  }

  /** The same for who asks again and again by himself. */
  default DatabaseQuestions once() {
    return this;
  }

  /** Whether there is anything to ask. */
  default boolean any() {
    return true;
  }
}

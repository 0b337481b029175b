package io.migrationgate.gate;

import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.UnreadableException;
import java.util.List;

/** Where chains are to be found; looked up only when they are judged. */
public interface ChainLookup {

  /**
   * At least one chain.
   *
   * @throws UnreadableException if there is none, or none that may be read
   */
  List<ChainSource> find() throws UnreadableException;
}

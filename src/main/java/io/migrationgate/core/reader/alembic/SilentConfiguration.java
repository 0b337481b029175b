package io.migrationgate.core.reader.alembic;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.FileTree;
import java.util.Optional;

/**
 * The alembic.ini above a script folder that was found by its layout. Flask-Migrate's lies in the
 * folder itself and needs no {@code script_location}; one above that sets none is of no use to
 * Alembic's own command line.
 *
 * @param folder the script folder
 * @param top where the search began
 */
record SilentConfiguration(FileTree tree, String folder, String top, AlembicReader reader) {

  /** Looked for as late as this: most such folders turn out to be configured. */
  Optional<GraphProblem> problem() {
    String place = folder;
    while (!tree.isFile(place + "/" + AlembicReader.INI)) {
      if (place.equals(top) || place.length() <= top.length() || place.lastIndexOf('/') <= 0) {
        return Optional.empty();
      }
      place = place.substring(0, place.lastIndexOf('/'));
    }
    if (place.equals(folder)) {
      return Optional.empty();
    }
    Optional<SourceLocation> silent = reader.withoutScriptLocation(tree, place);
    return silent.isPresent()
        ? Optional.of(
            new GraphProblem.UnnamedScriptFolder(
                silent.get(), folder.substring(place.length() + 1)))
        : Optional.empty();
  }
}

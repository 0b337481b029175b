package io.migrationgate.core.reader.alembic;

import io.migrationgate.core.edit.ChainEditor;
import io.migrationgate.core.edit.alembic.FileNaming;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.ChainSource;
import io.migrationgate.core.reader.FileTree;
import io.migrationgate.core.reader.MigrationChain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A tree of revisions in a folder, and the question that the engine and Alembic are both asked.
 *
 * @param versionLocations relative to the folder, in load order
 */
record TreeOnDisk(
    Path folder,
    String scriptLocation,
    List<String> versionLocations,
    boolean recursive,
    boolean sourceless) {

  Map<String, Object> question() {
    return Map.of(
        "script_location",
        absolute(scriptLocation),
        "version_locations",
        versionLocations.stream().map(this::absolute).toList(),
        "recursive",
        recursive,
        "sourceless",
        sourceless);
  }

  MigrationChain read() {
    return source().read();
  }

  ChainEditor editor() {
    return source().editor().orElseThrow();
  }

  private ChainSource source() {
    AlembicSettings settings =
        new AlembicSettings(
            absolute(scriptLocation),
            versionLocations.stream().map(this::absolute).toList(),
            recursive,
            sourceless,
            SourceLocation.wholeFile("alembic.ini"),
            FileNaming.USUAL);
    return AlembicSource.ofLayout(FileTree.host(folder), "tree", settings);
  }

  private String absolute(String path) {
    return folder.resolve(path).toString();
  }
}

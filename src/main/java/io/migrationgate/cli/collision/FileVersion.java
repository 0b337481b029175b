package io.migrationgate.cli.collision;

import io.migrationgate.port.FileContent;
import io.migrationgate.port.TreeFile;

/** A file as one side has it; {@code path} from the root of the repository. */
public record FileVersion(String path, TreeFile.Kind kind, FileContent content) {}

package io.migrationgate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A chain on disk, written line by line: {@code "0002 <- 0001"} is a file. */
public final class VersionsFolder {

  private final Path project;
  private final Path versions;

  public VersionsFolder(Path project) throws IOException {
    this.project = project;
    this.versions = Files.createDirectories(project.resolve("migrations/versions"));
    Files.writeString(project.resolve("alembic.ini"), "[alembic]\nscript_location = migrations\n");
  }

  public Path project() {
    return project;
  }

  public Path path() {
    return versions;
  }

  /** A revision in a file named after it; {@code parents} as Python writes them. */
  public VersionsFolder revision(String id, String parents) throws IOException {
    return file(id + ".py", id, parents);
  }

  public VersionsFolder file(String name, String id, String parents) throws IOException {
    return file(name, "revision = '" + id + "'\ndown_revision = " + parents + "\n");
  }

  public VersionsFolder file(String name, String source) throws IOException {
    Files.writeString(versions.resolve(name), source);
    return this;
  }
}

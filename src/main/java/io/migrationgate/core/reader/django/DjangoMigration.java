package io.migrationgate.core.reader.django;

import java.util.List;

/**
 * What a migration file says.
 *
 * @param lines where {@code dependencies} and {@code replaces} stand; 0 where they do not
 */
record DjangoMigration(
    String name,
    String file,
    List<Dependency> dependencies,
    List<Dependency> runBefore,
    List<Dependency> replaces,
    Lines lines,
    long fingerprint) {

  record Lines(int definition, int dependencies) {}

  DjangoMigration {
    dependencies = List.copyOf(dependencies);
    runBefore = List.copyOf(runBefore);
    replaces = List.copyOf(replaces);
  }
}

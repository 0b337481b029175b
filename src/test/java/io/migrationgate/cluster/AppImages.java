package io.migrationgate.cluster;

import io.migrationgate.image.ContainerEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Images for pods on the cluster: the gate's, and apps that have no shell and no library but a
 * chain and one program.
 */
record AppImages(String gate, String straight, String forked) {

  /** Without an engine that builds them the test is skipped. */
  static AppImages required(Path scratch) throws Exception {
    ContainerEngine engine = ContainerEngine.required();
    AppImages images =
        new AppImages(
            engine.image(),
            "localhost/migration-gate-app:straight",
            "localhost/migration-gate-app:forked");
    for (Map.Entry<String, String> app :
        Map.of(images.straight, "straight", images.forked, "two-pull-requests").entrySet()) {
      Path folder = Files.createDirectories(scratch.resolve(app.getValue()));
      copy(Path.of("examples").resolve(app.getValue()), folder.resolve("app"));
      Files.writeString(
          folder.resolve("Dockerfile"),
          """
          FROM %s AS gate
          FROM scratch
          COPY --from=gate /usr/lib/migration-gate/busybox /busybox
          COPY app /app
          """
              .formatted(images.gate));
      engine.build(folder, app.getKey());
    }
    return images;
  }

  void loadInto(Cluster cluster) throws Exception {
    cluster.load(gate);
    cluster.load(straight);
    cluster.load(forked);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}

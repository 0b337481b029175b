package io.migrationgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.PackagedCommand;
import io.migrationgate.image.ContainerEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The gate's image and those of three small apps, on the nodes of a cluster: no shell and no
 * library, but a chain in {@code /app} and one program.
 *
 * @param gate the image of the gate
 */
public record AppImages(String gate) {

  public static final String GOOD = "localhost/migration-gate-app:straight";
  public static final String FORKED = "localhost/migration-gate-app:forked";

  /** The forked one, with what `merge` has written. */
  public static final String FIXED = "localhost/migration-gate-app:fixed";

  private static final Path EXAMPLES = Path.of("examples").toAbsolutePath();

  /** Images stay where they are, whatever namespace asks for them. */
  private static final List<AppImages> LOADED = new ArrayList<>();

  /** Builds and loads them, once for all tests of a process. */
  public static synchronized AppImages on(Cluster cluster, ContainerEngine engine, Path scratch)
      throws Exception {
    if (LOADED.isEmpty()) {
      AppImages images = new AppImages(engine.image());
      cluster.load(images.gate);
      images.build(engine, GOOD, app("straight", scratch.resolve("good")));
      images.build(engine, FORKED, app("two-pull-requests", scratch.resolve("forked")));
      Path fixed = app("two-pull-requests", scratch.resolve("fixed"));
      PackagedCommand merged = PackagedCommand.run(fixed.resolve("app"), Map.of(), "merge");
      assertThat(merged.exit()).as(merged.error()).isZero();
      images.build(engine, FIXED, fixed);
      for (String app : List.of(GOOD, FORKED, FIXED)) {
        cluster.load(app);
      }
      LOADED.add(images);
    }
    return LOADED.getFirst();
  }

  /** One more, with what is in {@code app} in this folder. */
  void add(Cluster cluster, ContainerEngine engine, String image, Path folder) throws Exception {
    build(engine, image, folder);
    cluster.load(image);
  }

  static Path app(String example, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.walk(EXAMPLES.resolve(example))) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            folder.resolve("app").resolve(EXAMPLES.resolve(example).relativize(file).toString()));
      }
    }
    return folder;
  }

  private void build(ContainerEngine engine, String image, Path folder) throws Exception {
    Files.writeString(
        folder.resolve("Dockerfile"),
        """
        FROM %s AS gate
        FROM scratch
        COPY --from=gate /usr/lib/migration-gate/busybox /busybox
        COPY app /app
        """
            .formatted(gate));
    engine.build(folder, image);
  }

  /** A manifest with the gate in its pods, as `inject` puts it there. */
  public String gated(String manifest, Path scratch, String... options) throws Exception {
    Path file = Files.writeString(Files.createTempFile(scratch, "plain", ".yaml"), manifest);
    List<String> words =
        new ArrayList<>(
            List.of("inject", "--file=" + file, "--image=" + gate, "--image-pull-policy=Never"));
    words.addAll(List.of(options));
    PackagedCommand injected = PackagedCommand.run(scratch, Map.of(), words.toArray(String[]::new));
    assertThat(injected.exit()).as(injected.error()).isZero();
    return injected.output();
  }
}

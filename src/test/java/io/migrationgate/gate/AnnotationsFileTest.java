package io.migrationgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that changes as the kubelet changes it. */
class AnnotationsFileTest {

  private static final Duration FOR_EVER = Duration.ofHours(1);

  @TempDir Path volume;

  @Test
  void aSwappedLinkIsNoticed() throws Exception {
    swap("..1", "a=\"1\"\n");
    Files.createSymbolicLink(volume.resolve("annotations"), Path.of("..data/annotations"));
    try (AnnotationsFile file = new AnnotationsFile(volume.resolve("annotations"))) {
      assertThat(file.read()).isEqualTo(Map.of("a", "1"));
      swap("..2", "a=\"2\"\n");
      // Without the change it would wait for an hour, and the test with it.
      file.awaitChange(FOR_EVER);
      assertThat(file.read()).isEqualTo(Map.of("a", "2"));
    }
  }

  @Test
  void aFileThatIsNotThereGrantsNothing() throws Exception {
    try (AnnotationsFile file = new AnnotationsFile(volume.resolve("nowhere/annotations"))) {
      assertThat(file.read()).isEmpty();
      file.awaitChange(Duration.ofMillis(1));
    }
  }

  @Test
  void closingEndsTheWait() throws Exception {
    AnnotationsFile file = new AnnotationsFile(volume.resolve("annotations"));
    CountDownLatch waiting = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              waiting.countDown();
              try {
                file.awaitChange(FOR_EVER);
                interrupted.complete(false);
              } catch (InterruptedException closed) {
                interrupted.complete(true);
              }
            });
    waiting.await();
    file.close();
    assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
  }

  private void swap(String generation, String lines) throws Exception {
    Files.writeString(
        Files.createDirectory(volume.resolve(generation)).resolve("annotations"), lines);
    Path link = Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of(generation));
    Files.move(link, volume.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
  }
}

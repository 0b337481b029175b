package io.migrationgate.operator.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.core.injection.AppImage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunningImageTest {

  private static final String DIGEST = "sha256:" + "a".repeat(64);

  @Test
  void takesWhatIsReportedWithADigest() {
    String id = "registry.example/api@" + DIGEST;

    assertThat(RunningImage.of(id, "registry.example/api:1"))
        .isEqualTo(new RunningImage(new AppImage(id, Optional.of("IfNotPresent")), false));
  }

  @Test
  void dropsTheSchemeOfOldRuntimes() {
    assertThat(RunningImage.of("docker-pullable://api@" + DIGEST, "api:1").image().reference())
        .isEqualTo("api@" + DIGEST);
  }

  @Test
  void anImageWithoutANameIsOnItsNodeAlone() {
    assertThat(RunningImage.of(DIGEST, "api:1"))
        .isEqualTo(new RunningImage(new AppImage(DIGEST, Optional.of("Never")), true));
  }

  @Test
  void withoutAReportTheNameHasToDo() {
    assertThat(RunningImage.of("", "api:1"))
        .isEqualTo(new RunningImage(new AppImage("api:1", Optional.empty()), false));
  }
}

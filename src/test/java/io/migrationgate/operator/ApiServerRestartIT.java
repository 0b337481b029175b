package io.migrationgate.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.migrationgate.cluster.AppImages;
import io.migrationgate.cluster.Cluster;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API server itself dies and comes back. */
class ApiServerRestartIT {

  @TempDir static Path scratch;

  private static OperatedNamespace cluster;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        Cluster.hasPartsToBreak(),
        "skipped: MIGRATION_GATE_CLUSTER_PART names no command that restarts the API server");
    cluster = OperatedNamespace.required(scratch);
  }

  @AfterAll
  static void end() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void goesOnWhereItWas() throws Exception {
    cluster.gate("steady");
    cluster.applyGated("steady", Apps.pod("of-before", AppImages.FORKED));
    cluster.awaitPassedSays("of-before", "False MultipleHeads");
    long process = cluster.operator().pid();

    Cluster.part("kill", "apiserver");
    Cluster.part("start", "apiserver");
    cluster.await("the API server answers", ApiServerRestartIT::answers);
    cluster.applyGated("steady", Apps.pod("of-after", AppImages.FORKED));
    cluster.awaitPassedSays("of-after", "False MultipleHeads");
    cluster.gate("steady", "releases: [{reason: after that, until: \"2999-01-01T00:00:00Z\"}]");
    cluster.awaitPassedSays("of-before", "True Released");
    cluster.awaitPassedSays("of-after", "True Released");

    assertThat(cluster.eventReasons("Pod", "of-before")).containsExactly("Held", "Released");
    assertThat(cluster.eventReasons("Pod", "of-after")).containsExactly("Held", "Released");
    assertThat(ProcessHandle.of(process)).as("the same process").isPresent();
  }

  private static boolean answers() {
    try {
      cluster.cluster().kubectl("get", "--raw", "/readyz");
      return true;
    } catch (Exception notYet) {
      return false;
    }
  }
}

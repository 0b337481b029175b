package io.migrationgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer sees first. */
class DemoIT {

  @TempDir Path temp;

  @Test
  void tellsTheWholeStoryWithoutACluster() throws Exception {
    Path output = temp.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("examples/demo.sh")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // What else is configured here is none of its business.
    builder.environment().put("KUBECONFIG", temp.resolve("no-such-kubeconfig").toString());

    Process demo = builder.start();
    assertThat(demo.waitFor(5, TimeUnit.MINUTES)).isTrue();

    String said = Files.readString(output);
    assertThat(demo.exitValue()).as(said).isZero();
    assertThat(said)
        .containsSubsequence(
            "2 heads where 1 is allowed: 0146, 0148",
            "$ migration-gate merge two-pull-requests/migrations/versions",
            "The chains are in order: the pod may start.",
            "This pod is held before its app starts: MultipleHeads.",
            "basketball-api-2-x7k2p   0/1     Init:1/2   0 ",
            "NAME             READY   REASON          HEADS   HELD   AGE",
            "basketball-api   False   MultipleHeads   2       1 ",
            "Gate basketball-api in demo: 1 of 2 pods is held",
            "Released basketball-api in demo until ",
            "Released (hotfix, see incident 42): the pod may start in spite of MultipleHeads.",
            "basketball-api-2-x7k2p   1/1     Running   0 ",
            "basketball-api   True    Passed   1       0 ");
    assertThat(said).doesNotContain("Exception", "\tat ");
  }
}

package io.migrationgate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.cluster.AppImages;
import io.migrationgate.operator.ApiServerProxy.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's line to the API server breaks; it goes on where it was. */
class DisconnectedOperatorIT {

  @TempDir static Path scratch;

  private static ApiServerProxy proxy;
  private static OperatedNamespace cluster;

  @BeforeAll
  static void start() throws Exception {
    proxy = ApiServerProxy.start();
    cluster =
        OperatedNamespace.required(
            scratch, Map.of("KUBECONFIG", proxy.kubeconfig(scratch).toString()));
  }

  @AfterAll
  static void end() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
    if (proxy != null) {
      proxy.close();
    }
  }

  @Test
  void seesWhatHappensAfterItsWatchesWereCut() throws Exception {
    cluster.gate("cut");
    cluster.awaitSays("cut", "Ready", "Unknown NoPods");

    for (int cuts = 0; cuts < 3; cuts++) {
      String pod = "after-cut-" + cuts;
      proxy.cut();
      cluster.applyGated("cut", Apps.pod(pod, AppImages.FORKED));
      cluster.awaitPassedSays(pod, "False MultipleHeads");
      cluster.awaitCounts("cut", "Pod", pod, "held 1, passed 0, ungated 0");
      assertThat(cluster.eventReasons("Pod", pod)).containsExactly("Held");
    }
  }

  /** The server answers 410 Gone to whoever wants to go on from where it remembers nothing. */
  @Test
  void looksAtEverythingAnewWhenTheServerHasForgotten() throws Exception {
    cluster.gate("gone");
    cluster.applyGated("gone", Apps.pod("goes", AppImages.FORKED));
    cluster.awaitCounts("gone", "Pod", "goes", "held 1, passed 0, ungated 0");
    proxy.takeRequests();

    proxy.goAway();
    cluster.client().pods().inNamespace(cluster.name()).withName("goes").delete();
    cluster.applyGated("gone", Apps.pod("comes", AppImages.FORKED));
    cluster.awaitHeld("comes");
    proxy.forget(true);
    proxy.comeBack();
    cluster.await(
        "pods are listed anew",
        () -> proxy.takeRequests().stream().anyMatch(request -> request.isList("pods")));
    proxy.forget(false);

    cluster.awaitCounts("gone", "Pod", "comes", "held 1, passed 0, ungated 0");
    cluster.await(
        "nothing is left of the other", () -> cluster.counts("gone", "Pod", "goes").isEmpty());
    cluster.awaitPassedSays("comes", "False MultipleHeads");
    assertThat(cluster.eventReasons("Pod", "comes")).containsExactly("Held");
  }

  @Test
  void catchesUpAfterAnOutage() throws Exception {
    cluster.gate("outage");
    cluster.applyGated("outage", Apps.pod("of-before", AppImages.FORKED));
    cluster.awaitPassedSays("of-before", "False MultipleHeads");

    proxy.goAway();
    cluster.applyGated("outage", Apps.pod("of-meanwhile", AppImages.FORKED));
    cluster.gate("outage", "releases: [{reason: outage, until: \"2999-01-01T00:00:00Z\"}]");
    cluster.awaitHeld("of-meanwhile");
    assertThat(OperatedNamespace.isHeld(cluster.pod("of-before"))).isTrue();
    proxy.comeBack();

    cluster.awaitRunning("of-before");
    cluster.awaitRunning("of-meanwhile");
    cluster.awaitPassedSays("of-meanwhile", "True Released");
    cluster.awaitSays("outage", "Ready", "True Released");
    cluster.await(
        "each is told once",
        () -> cluster.eventReasons("Pod", "of-before").equals(List.of("Held", "Released")));
    List<Request> last = proxy.takeRequests();
    assertThat(last).isNotEmpty();
  }
}

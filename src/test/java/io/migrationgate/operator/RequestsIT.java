package io.migrationgate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.cluster.AppImages;
import io.migrationgate.operator.ApiServerProxy.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator asks of the API server, and what it owns there. */
class RequestsIT {

  /** What its pod belongs to is asked, the pod is told, and the gate as the pod comes on. */
  private static final int MOST_FOR_A_PASS = 3;

  /** Two Events come on top. */
  private static final int MOST_FOR_A_BLOCK = 5;

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

  /** Of pods that join a workload which is known, so that what is counted is theirs alone. */
  @Test
  void asksFewThingsForAVerdictAndNothingWhereNothingChanges() throws Exception {
    cluster.gate("passing");
    cluster.applyGated("passing", Apps.deployment("passing", AppImages.GOOD, 1));
    cluster.awaitSays("passing", "Ready", "True Passed");
    cluster.gate("held");
    cluster.applyGated("held", Apps.deployment("held", AppImages.FORKED, 1));
    cluster.awaitSays("held", "Ready", "False MultipleHeads");

    settled();
    assertThat(settled()).as("when nothing changes").isEmpty();

    scale("passing");
    cluster.awaitCounts("passing", "Deployment", "passing", "held 0, passed 2, ungated 0");
    List<Request> pass = settled();
    scale("held");
    cluster.awaitCounts("held", "Deployment", "held", "held 2, passed 0, ungated 0");
    List<Request> blocked = settled();

    List<Request> writes = writes(pass, "pods");
    assertThat(writes).hasSize(1);
    assertThat(writes(pass, "events")).isEmpty();
    assertThat(writes(blocked, "pods")).hasSize(1);
    // On the pod and on the Deployment; the latter has been told before, and so is not told again.
    assertThat(writes(blocked, "events")).hasSize(2);
    // What is known of a pod need not be asked for before it is told.
    assertThat(pass)
        .noneMatch(
            request ->
                request.method().equals("GET")
                    && (request.path() + "/status").equals(writes.getFirst().path()));
    assertThat(writes(pass, "migrationgates")).doesNotHaveDuplicates();
    assertThat(writes(blocked, "migrationgates")).doesNotHaveDuplicates();
    assertThat(pass).hasSizeLessThanOrEqualTo(MOST_FOR_A_PASS);
    assertThat(blocked).hasSizeLessThanOrEqualTo(MOST_FOR_A_BLOCK);
  }

  private static void scale(String deployment) {
    cluster.client().apps().deployments().inNamespace(cluster.name()).withName(deployment).scale(2);
  }

  private static List<Request> writes(List<Request> all, String plural) {
    return all.stream()
        .filter(request -> !request.method().equals("GET") && request.isOf(plural))
        .toList();
  }

  @Test
  void ownsItsStatusAndItsConditionAndNothingElse() throws Exception {
    cluster.gate("owned");
    cluster.applyGated("owned", Apps.pod("owned", AppImages.FORKED));
    cluster.awaitSays("owned", "Ready", "False MultipleHeads");
    cluster.awaitPassedSays("owned", "False MultipleHeads");

    List<ManagedFieldsEntry> ofGate = cluster.mgate("owned").getMetadata().getManagedFields();
    assertThat(ofGate)
        .filteredOn(entry -> "status".equals(entry.getSubresource()))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.getOperation()).isEqualTo("Apply");
              assertThat(entry.getManager()).isEqualTo("migrationgate");
              assertThat(topFields(entry)).containsExactly("f:status");
            });
    List<ManagedFieldsEntry> ofPod =
        cluster.pod("owned").getMetadata().getManagedFields().stream()
            .filter(entry -> entry.getManager().startsWith("migration"))
            .toList();
    assertThat(ofPod)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.getSubresource()).isEqualTo("status");
              assertThat(entry.getFieldsV1().getAdditionalProperties().toString())
                  .contains("migrationgate.io/Passed")
                  .doesNotContain("Ready", "f:spec", "f:phase");
            });

    cluster.gate("owned", "releases: [{reason: now, until: \"2999-01-01T00:00:00Z\"}]");
    cluster.awaitPassedSays("owned", "True Released");
    assertThat(cluster.pod("owned").getMetadata().getManagedFields())
        .filteredOn(
            entry -> entry.getManager().startsWith("migration") && entry.getSubresource() == null)
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.getFieldsV1().getAdditionalProperties().toString())
                    .contains("f:migrationgate.io/release")
                    .doesNotContain("f:spec", "f:labels"));
  }

  private static List<String> topFields(ManagedFieldsEntry entry) {
    return List.copyOf(entry.getFieldsV1().getAdditionalProperties().keySet());
  }

  @Test
  void correctsAnotherWriterOfItsStatusAndDoesNotFightForEver() throws Exception {
    cluster.gate("contested");
    cluster.applyGated("contested", Apps.pod("contested", AppImages.FORKED));
    cluster.awaitCounts("contested", "Pod", "contested", "held 1, passed 0, ungated 0");
    settled();

    int writes = 20;
    for (int i = 0; i < writes; i++) {
      claimHeld("contested", 90 + i);
    }
    cluster.await("the right number is back", () -> cluster.status("contested").held() == 1);
    List<Request> corrections = settled();

    assertThat(cluster.status("contested").held()).isEqualTo(1);
    assertThat(corrections).isNotEmpty().hasSizeLessThanOrEqualTo(2 * writes);
    assertThat(settled()).as("once the other has stopped").isEmpty();
  }

  private static void claimHeld(String gate, int held) {
    cluster
        .client()
        .resources(MigrationGate.class)
        .inNamespace(cluster.name())
        .withName(gate)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("rival")
                .build(),
            "{\"status\":{\"held\":%d}}".formatted(held));
  }

  /** What has been asked beside watches, once nothing has been for some seconds. */
  private static List<Request> settled() throws Exception {
    List<Request> all = new ArrayList<>();
    List<Request> some;
    do {
      Thread.sleep(4000);
      some = proxy.takeRequests().stream().filter(request -> !request.isWatch()).toList();
      all.addAll(some);
    } while (!some.isEmpty());
    return all;
  }
}

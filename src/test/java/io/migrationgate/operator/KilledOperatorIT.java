package io.migrationgate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.migrationgate.api.v1alpha1.WorkloadStatus;
import io.migrationgate.cluster.AppImages;
import io.migrationgate.core.injection.GateNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator is killed at random moments while pods come and go, gates are released and gates are
 * deleted: nothing is lost, and nothing is done twice. {@code make soak} kills it more often.
 */
class KilledOperatorIT {

  private static final int KILLS = Integer.getInteger("migrationgate.kills", 20);
  private static final long SEED = Long.getLong("migrationgate.seed", 20_261_121);

  private static final int LONGEST_LIFE_MILLIS = 3_000;

  private static final int MOST_PODS = 16;

  @TempDir static Path scratch;

  private static OperatedNamespace cluster;

  private final Random random = new Random(SEED);

  /** Pods as they are made, without names, by whether their chain is forked. */
  private final Map<Boolean, Pod> patterns = new TreeMap<>();

  private final List<String> gates =
      new ArrayList<>(List.of("steady", "released-a", "released-b", "deleted-a", "deleted-b"));
  private final Set<String> released = new HashSet<>();
  private final Map<String, String> uidsOfDeleted = new TreeMap<>();

  /** The pods that there are, with their gates. */
  private final Map<String, String> pods = new TreeMap<>();

  private int made;

  @BeforeAll
  static void start() throws Exception {
    cluster = OperatedNamespace.required(scratch);
  }

  @AfterAll
  static void end() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void losesNothingAndDoublesNothing() throws Exception {
    System.out.printf("%d kills with -Dmigrationgate.seed=%d%n", KILLS, SEED);
    patterns.put(false, pattern("pattern-good", AppImages.GOOD));
    patterns.put(true, pattern("pattern-forked", AppImages.FORKED));
    for (String gate : gates) {
      cluster.gate(gate);
      makePod(gate, true);
    }
    for (int kill = 0; kill < KILLS; kill++) {
      RunningOperator operator = cluster.startOperator(Map.of());
      change(kill);
      // Half of them in the middle of their start, half of them at work.
      if (random.nextBoolean()) {
        operator.awaitReady();
        change(kill);
      }
      Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
      operator.kill();
      if (random.nextInt(4) == 0) {
        change(kill);
      }
    }
    cluster.startOperator(Map.of());
    for (Map.Entry<String, String> pod : pods.entrySet()) {
      awaitRight(pod.getKey(), pod.getValue());
    }
    for (String gate : gates) {
      if (!uidsOfDeleted.containsKey(gate)) {
        cluster.await(gate + " says how many of each there are", () -> isCountedRight(gate));
      }
    }
    for (String pod : pods.keySet()) {
      assertThat(cluster.eventReasons("Pod", pod)).as(pod).doesNotHaveDuplicates();
    }
  }

  /** Once the pod is there, there is a name for it and nothing more to inject. */
  private static Pod pattern(String name, String image) throws Exception {
    cluster.gate("patterns");
    cluster.applyGated("patterns", Apps.pod(name, image));
    Pod pattern = cluster.pod(name);
    cluster.client().resource(pattern).withGracePeriod(0).delete();
    cluster.cluster().kubectl("delete", "migrationgate", "patterns");
    return pattern;
  }

  private void change(int kill) {
    // What happens once each happens in the first half, so that much comes behind it.
    if (kill >= KILLS / 5 && released.isEmpty()) {
      release("released-a");
    } else if (kill >= KILLS / 4 && uidsOfDeleted.isEmpty()) {
      delete("deleted-a");
    } else if (kill >= KILLS / 3 && released.size() == 1) {
      release("released-b");
    } else if (kill >= KILLS / 2 && uidsOfDeleted.size() == 1) {
      delete("deleted-b");
    } else if (pods.size() >= MOST_PODS || random.nextInt(4) == 0) {
      removePod();
    } else {
      makePod(gateForMore(), random.nextInt(3) > 0);
    }
  }

  /** Who labels a pod for a gate that is gone gets no answer. */
  private String gateForMore() {
    List<String> left = gates.stream().filter(gate -> !uidsOfDeleted.containsKey(gate)).toList();
    return left.get(random.nextInt(left.size()));
  }

  private void makePod(String gate, boolean forked) {
    String name = (forked ? "forked-" : "good-") + made++;
    Pod pattern = patterns.get(forked);
    cluster
        .client()
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(cluster.name())
                .addToLabels(GateNames.LABEL, gate)
                .addToAnnotations(GateNames.INJECTED, "v1")
                .addToAnnotations(GateNames.GATE_UID, cluster.mgate(gate).getMetadata().getUid())
                .endMetadata()
                .withSpec(pattern.getSpec().toBuilder().withNodeName(null).build())
                .build())
        .create();
    pods.put(name, gate);
  }

  private void removePod() {
    List<String> names = List.copyOf(pods.keySet());
    String name = names.get(random.nextInt(names.size()));
    cluster.client().pods().inNamespace(cluster.name()).withName(name).delete();
    pods.remove(name);
  }

  private void release(String gate) {
    try {
      cluster.gate(gate, "releases: [{reason: an emergency, until: \"2999-01-01T00:00:00Z\"}]");
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
    released.add(gate);
  }

  private void delete(String gate) {
    uidsOfDeleted.put(gate, cluster.mgate(gate).getMetadata().getUid());
    cluster.client().resource(cluster.mgate(gate)).delete();
  }

  private void awaitRight(String pod, String gate) throws Exception {
    boolean forked = pod.startsWith("forked");
    if (uidsOfDeleted.containsKey(gate)) {
      // Nobody is there any more to say of it whether it passed.
      cluster.awaitRunning(pod);
    } else if (!forked) {
      cluster.awaitPassedSays(pod, "True Passed");
    } else if (released.contains(gate)) {
      cluster.awaitPassedSays(pod, "True Released");
      assertThat(cluster.eventReasons("Pod", pod)).as(pod).contains("Released");
    } else {
      cluster.awaitPassedSays(pod, "False MultipleHeads");
      assertThat(OperatedNamespace.isHeld(cluster.pod(pod))).as(pod).isTrue();
      assertThat(cluster.pod(pod).getMetadata().getAnnotations())
          .as(pod)
          .doesNotContainKey(GateNames.RELEASE);
      assertThat(cluster.eventReasons("Pod", pod)).as(pod).containsExactly("Held");
    }
  }

  private boolean isCountedRight(String gate) {
    Map<String, String> expected = new TreeMap<>();
    pods.forEach(
        (pod, itsGate) -> {
          if (itsGate.equals(gate)) {
            boolean held = pod.startsWith("forked") && !released.contains(gate);
            expected.put(pod, held ? "1 0" : "0 1");
          }
        });
    Map<String, String> said = new TreeMap<>();
    for (WorkloadStatus entry : cluster.status(gate).workloads()) {
      said.put(entry.name(), entry.held() + " " + entry.passed());
    }
    return said.equals(expected);
  }
}

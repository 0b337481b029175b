package io.migrationgate.operator.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.migrationgate.operator.observation.WorkloadSource.Generation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObserverTest {

  private static final String GATE = "uid-of-gate";

  private final Api api = new Api();
  private final Observer observer = new Observer(api, Clock.systemUTC());

  /** One Deployment, whose ReplicaSets have numbers; it writes down what it is asked. */
  private static final class Api extends WorkloadSource {

    private final Map<String, Long> numbers = new HashMap<>(Map.of("old", 1L, "new", 2L));
    private final List<String> asked = new ArrayList<>();

    Api() {
      super(new KubernetesClientBuilder().build());
    }

    @Override
    Generation generationOf(GatePod pod) {
      asked.add("set " + pod.revision().orElseThrow());
      return new Generation(
          new Workload.Reference("apps/v1", "Deployment", "shop", "api", "uid-of-api"),
          Optional.of(numbers.get(pod.revision().orElseThrow())));
    }

    @Override
    OldPods oldPodsOf(Workload.Reference workload) {
      asked.add("deployment");
      return new OldPods.Kept();
    }

    List<String> takeAsked() {
      List<String> taken = List.copyOf(asked);
      asked.clear();
      return taken;
    }
  }

  private static Pod pod(String name, String revision) {
    return PodFixture.named(name).of(revision, "registry/api:" + revision).trimmed();
  }

  private String newest(Pod... pods) {
    Observation seen = observer.observe(GATE, List.of(pods));
    return seen.workloadOf(seen.pods().getFirst()).newest().orElseThrow();
  }

  @Test
  void asksOnceForAllPodsOfAGeneration() {
    assertThat(newest(pod("a", "new"), pod("b", "new"))).isEqualTo("new");
    assertThat(api.takeAsked()).containsExactly("set new", "deployment");

    newest(pod("a", "new"), pod("b", "new"));
    assertThat(api.takeAsked()).isEmpty();
  }

  @Test
  void asksNothingForAnotherPodOfTheNewestGeneration() {
    newest(pod("a", "new"));
    api.takeAsked();

    assertThat(newest(pod("a", "new"), pod("b", "new"))).isEqualTo("new");
    assertThat(api.takeAsked()).isEmpty();
  }

  @Test
  void seesARollOut() {
    assertThat(newest(pod("a", "old"))).isEqualTo("old");

    assertThat(newest(pod("a", "old"), pod("b", "new"))).isEqualTo("new");
    assertThat(api.takeAsked()).contains("set new").endsWith("deployment");
  }

  @Test
  void seesARollBackToAReplicaSetThatItKnows() {
    assertThat(newest(pod("a", "old"), pod("b", "new"))).isEqualTo("new");
    api.takeAsked();

    api.numbers.put("old", 3L);
    assertThat(newest(pod("a", "old"), pod("b", "new"), pod("c", "old"))).isEqualTo("old");
    assertThat(api.takeAsked()).containsExactly("set old", "deployment");
  }

  @Test
  void podsThatLeaveAreNotSeen() {
    Observation seen =
        observer.observe(
            GATE,
            List.of(PodFixture.named("a").trimmed(), PodFixture.named("b").leaving().trimmed()));

    assertThat(seen.pods()).extracting(GatePod::name).containsExactly("a");
  }

  @Test
  void knowsNothingOfAGateThatWasForgotten() {
    newest(pod("a", "new"));
    api.takeAsked();

    observer.forget(GATE);
    newest(pod("a", "new"));
    assertThat(api.takeAsked()).isNotEmpty();
  }
}

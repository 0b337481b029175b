package io.migrationgate.operator.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutTest {

  private static final String OLD = "db-old";
  private static final String NEW = "db-new";

  private static StatefulSetBuilder set() {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName("db")
        .withGeneration(2L)
        .endMetadata()
        .withNewSpec()
        .withPodManagementPolicy("OrderedReady")
        .withNewUpdateStrategy()
        .withType("RollingUpdate")
        .endUpdateStrategy()
        .endSpec()
        .withNewStatus()
        .withObservedGeneration(2L)
        .withUpdateRevision(NEW)
        .endStatus();
  }

  private static Rollout waiting(StatefulSet set) {
    assertThat(Rollout.of(set)).isInstanceOf(Rollout.Found.Waiting.class);
    return ((Rollout.Found.Waiting) Rollout.of(set)).rollout();
  }

  @Test
  void replacesAPodOfAnotherRevision() {
    Rollout rollout = waiting(set().build());

    assertThat(rollout.replaces("db-0", Optional.of(OLD))).isTrue();
    assertThat(rollout.replaces("db-0", Optional.of(NEW))).isFalse();
    assertThat(rollout.replaces("db-0", Optional.empty())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0,2,db-1,false",
    "0,2,db-2,true",
    "5,0,db-5,true",
    "5,2,db-6,false",
    "5,2,db-7,true"
  })
  void leavesPodsBelowThePartition(int start, int partition, String pod, boolean replaced) {
    StatefulSet set =
        set()
            .editSpec()
            .withNewOrdinals(start)
            .editUpdateStrategy()
            .withNewRollingUpdate()
            .withPartition(partition)
            .endRollingUpdate()
            .endUpdateStrategy()
            .endSpec()
            .build();

    assertThat(waiting(set).replaces(pod, Optional.of(OLD))).isEqualTo(replaced);
  }

  @ParameterizedTest
  @CsvSource({"other-1", "db", "db-", "db-x", "db-1-0", "db-99999999999"})
  void leavesPodsThatAreNotItsOwn(String pod) {
    assertThat(waiting(set().build()).replaces(pod, Optional.of(OLD))).isFalse();
  }

  @Test
  void waitsForTheControllerToSeeTheLastChange() {
    StatefulSet behind = set().editStatus().withObservedGeneration(1L).endStatus().build();

    assertThat(Rollout.of(behind)).isInstanceOf(Rollout.Found.NotObserved.class);
    assertThat(Rollout.of(set().withStatus(null).build()))
        .isInstanceOf(Rollout.Found.NotObserved.class);
  }

  @Test
  void leavesAloneWhatHealsItself() {
    StatefulSet parallel = set().editSpec().withPodManagementPolicy("Parallel").endSpec().build();
    StatefulSet onDelete =
        set()
            .editSpec()
            .editUpdateStrategy()
            .withType("OnDelete")
            .endUpdateStrategy()
            .endSpec()
            .build();

    assertThat(Rollout.of(parallel)).isInstanceOf(Rollout.Found.OfItsOwn.class);
    assertThat(Rollout.of(onDelete)).isInstanceOf(Rollout.Found.OfItsOwn.class);
  }
}

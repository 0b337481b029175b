package io.migrationgate.operator.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;

class CauseLineTest {

  /** As the API server answers an apply of a status that its definition does not know. */
  @Test
  void anOlderDefinitionIsToldAsSuch() {
    assertThat(
            line(
                500,
                "failed to create typed patch object: .status.started: field not declared in schema"))
        .startsWith("the resource migrationgates.migrationgate.io is older than this operator")
        .contains(".status.started");
  }

  @Test
  void anythingElseOfAServerIsForNow() {
    assertThat(line(500, "etcdserver: leader changed"))
        .isEqualTo("the API server cannot answer for now: etcdserver: leader changed");
  }

  private static String line(int code, String message) {
    return CauseLine.of(
        new KubernetesClientException(
            message, code, new StatusBuilder().withCode(code).withMessage(message).build()));
  }
}

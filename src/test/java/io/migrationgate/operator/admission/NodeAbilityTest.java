package io.migrationgate.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeAbilityTest {

  @ParameterizedTest
  @CsvSource({
    "linux,   v1.36.0,          containerd://2.3.0,  true,  true",
    "linux,   v1.35.2-eks-abc,  containerd://2.1.4,  true,  false",
    "linux,   v1.34.9,          containerd://2.1.4,  false, false",
    "linux,   v1.36.0,          containerd://2.0.9,  false, true",
    "linux,   v1.36.0,          containerd://1.7.27, false, true",
    "linux,   v1.35.0+k3s1,     containerd://2.1.5-k3s1, true, false",
    "linux,   v1.35.0,          cri-o://1.35.0,      true,  false",
    "linux,   v1.36.0,          docker://27.0.0,     false, true",
    "linux,   v1.36.0,          nonsense,            false, true",
    "linux,   nonsense,         containerd://2.3.0,  false, false",
    "windows, v1.30.0,          containerd://1.7.0,  true,  true",
  })
  void isToldByVersions(
      String system, String kubelet, String runtime, boolean imageVolumes, boolean restartRules) {
    Node node =
        new NodeBuilder()
            .withNewStatus()
            .withNewNodeInfo()
            .withOperatingSystem(system)
            .withKubeletVersion(kubelet)
            .withContainerRuntimeVersion(runtime)
            .endNodeInfo()
            .endStatus()
            .build();

    assertThat(NodeAbility.of(node)).isEqualTo(new ClusterAbilities(imageVolumes, restartRules));
  }

  @Test
  void isNothingForANodeThatHasNotSaid() {
    assertThat(NodeAbility.of(new Node())).isEqualTo(ClusterAbilities.NONE);
  }
}

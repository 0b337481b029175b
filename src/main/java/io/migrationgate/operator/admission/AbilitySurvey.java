package io.migrationgate.operator.admission;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Finds out what a cluster can do: the API server by pods that are only tried, the nodes by the
 * versions that they tell. A wrong yes would keep pods from starting, a wrong no only copies what
 * could have been mounted; so whatever cannot be found out is a no.
 */
final class AbilitySurvey {

  private static final Logger LOG = Logger.getLogger(AbilitySurvey.class);

  private static final long NODES_AT_ONCE = 200;
  private static final String RULES = "restartPolicyRules";

  private final KubernetesClient client;
  private final String namespace;

  /**
   * A survey.
   *
   * @param namespace where pods are tried
   */
  AbilitySurvey(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /**
   * Asks.
   *
   * @throws KubernetesClientException if there is no telling now
   */
  ClusterAbilities take() {
    boolean imageVolumes =
        tried(withImageVolume()).filter(AbilitySurvey::hasImageVolume).isPresent();
    boolean restartRules = tried(withRules()).filter(AbilitySurvey::hasRules).isPresent();
    if (!imageVolumes && !restartRules) {
      return ClusterAbilities.NONE;
    }
    ClusterAbilities nodes = ofNodes();
    return new ClusterAbilities(
        imageVolumes && nodes.imageVolumes(), restartRules && nodes.restartRules());
  }

  private Pod withImageVolume() {
    return new PodBuilder(sample())
        .editSpec()
        .addNewVolume()
        .withName("app")
        .withNewImage()
        .withReference("registry.invalid/app:1")
        .endImage()
        .endVolume()
        .endSpec()
        .build();
  }

  private static boolean hasImageVolume(Pod pod) {
    for (Volume volume : pod.getSpec().getVolumes()) {
      if (volume.getImage() != null && volume.getImage().getReference() != null) {
        return true;
      }
    }
    return false;
  }

  private Pod withRules() {
    Map<String, Object> rule =
        Map.of(
            "action",
            "RestartAllContainers",
            "exitCodes",
            Map.of("operator", "NotIn", "values", List.of(0)));
    return new PodBuilder(sample())
        .editSpec()
        .editFirstContainer()
        .withRestartPolicy("Always")
        .addToAdditionalProperties(RULES, List.of(rule))
        .endContainer()
        .endSpec()
        .build();
  }

  private static boolean hasRules(Pod pod) {
    return pod.getSpec().getContainers().getFirst().getAdditionalProperties().get(RULES)
            instanceof List<?> rules
        && rules.size() == 1
        && rules.getFirst() instanceof Map<?, ?> rule
        && "RestartAllContainers".equals(rule.get("action"));
  }

  /** One that every Pod Security level takes. */
  private Pod sample() {
    return new PodBuilder()
        .withNewMetadata()
        .withGenerateName("migration-gate-ability-")
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .withAutomountServiceAccountToken(false)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withContainers(
            new ContainerBuilder()
                .withName("app")
                .withImage("registry.invalid/app:1")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .build())
        .endSpec()
        .build();
  }

  /** What the API server would have made of a pod; nothing where it refuses such a one. */
  private Optional<Pod> tried(Pod pod) {
    try {
      return Optional.ofNullable(
          client.pods().inNamespace(namespace).resource(pod).dryRun(true).create());
    } catch (KubernetesClientException refused) {
      if (refused.getCode() < 400 || refused.getCode() >= 500) {
        throw refused;
      }
      LOG.debugf("a pod that was tried in %s was refused: %s", namespace, refused.getMessage());
      return Optional.empty();
    }
  }

  private ClusterAbilities ofNodes() {
    boolean imageVolumes = true;
    boolean restartRules = true;
    boolean any = false;
    String more = "";
    do {
      NodeList page =
          client
              .nodes()
              .list(new ListOptionsBuilder().withLimit(NODES_AT_ONCE).withContinue(more).build());
      for (Node node : page.getItems()) {
        ClusterAbilities one = NodeAbility.of(node);
        imageVolumes &= one.imageVolumes();
        restartRules &= one.restartRules();
        any = true;
      }
      more = Optional.ofNullable(page.getMetadata().getContinue()).orElse("");
    } while (!more.isEmpty() && (imageVolumes || restartRules));
    return new ClusterAbilities(any && imageVolumes, any && restartRules);
  }
}

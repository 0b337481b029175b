package io.migrationgate.operator.forecast;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import io.migrationgate.core.injection.AppImage;
import io.migrationgate.core.injection.GateImage;
import io.migrationgate.core.injection.GateNames;
import io.migrationgate.core.injection.InjectionException;
import io.migrationgate.core.injection.InjectionSettings;
import io.migrationgate.core.injection.ProbeSpec;
import io.migrationgate.operator.admission.ClusterAbilities;
import io.migrationgate.operator.admission.GateInjection;
import io.migrationgate.operator.judgement.Wording;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes probe pods, in the namespace of their gate. */
final class ProbeMaker {

  /** What service meshes look at: a probe needs no proxy, and would never end with one. */
  private static final Map<String, String> WITHOUT_MESH =
      Map.of(
          "sidecar.istio.io/inject", "false",
          "linkerd.io/inject", "disabled",
          "kuma.io/sidecar-injection", "disabled",
          "consul.hashicorp.com/connect-inject", "false");

  static final String KEY = "migrationgate.io/probe-key";
  static final String IMAGE = "migrationgate.io/probe-image";

  private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** Of pods' names, so that a host name can be made of them. */
  private static final int LONGEST_PREFIX = 42;

  private static final int KEY_BYTES = 7;

  /** As the schema has it. */
  private static final int LONGEST_IMAGE = 512;

  private final KubernetesSerialization serialization;
  private final Optional<GateImage> image;
  private final Supplier<ClusterAbilities> abilities;
  private final Duration deadline;

  ProbeMaker(
      KubernetesSerialization serialization,
      Optional<GateImage> image,
      Supplier<ClusterAbilities> abilities,
      Duration deadline) {
    this.serialization = serialization;
    this.image = image;
    this.abilities = abilities;
    this.deadline = deadline;
  }

  /** A probe, and what tells it from others. */
  record Probe(String key, String image, Pod pod) {}

  /** Why there can be none. */
  static final class UnfitException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitException(@Nullable String why) {
      super(why == null ? "the gate or the pod is not valid" : why);
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * A probe of what pods are made from.
   *
   * @param template a pod or the template of a workload, as an object of the API
   * @param images in place of those that it names
   * @param node the only one where it can run, if there is one
   */
  Probe make(
      MigrationGate gate,
      PodTemplateSpec template,
      Map<String, AppImage> images,
      Optional<String> node)
      throws UnfitException {
    if (image.isEmpty()) {
      throw new UnfitException("the operator has not been told the gate's image");
    }
    String name = imageOf(gate.getSpec(), template);
    try {
      InjectionSettings settings =
          new GateInjection(image.get(), abilities.get())
              .settings(gate.getMetadata().getName(), gate.getSpec());
      Map<String, @Nullable Object> spec =
          ProbeSpec.of(tree(template), settings, images, deadline.toSeconds());
      String key = key(spec);
      return new Probe(key, name, pod(gate, key, name, spec, node));
    } catch (InjectionException | IllegalArgumentException unfit) {
      throw new UnfitException(unfit.getMessage());
    }
  }

  private Pod pod(
      MigrationGate gate,
      String key,
      String image,
      Map<String, @Nullable Object> spec,
      Optional<String> node) {
    String name = gate.getMetadata().getName();
    PodSpec typed = serialization.convertValue(spec, PodSpec.class);
    node.ifPresent(typed::setNodeName);
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(gate.getMetadata().getNamespace())
        .withName(prefix(name) + "-probe-" + key)
        .withLabels(Map.of(GateNames.PROBE, name, MANAGED_BY, "migration-gate"))
        .withAnnotations(WITHOUT_MESH)
        .addToAnnotations(KEY, key)
        .addToAnnotations(IMAGE, image)
        .withOwnerReferences(owner(gate))
        .endMetadata()
        .withSpec(typed)
        .build();
  }

  private static String prefix(String name) {
    String cut = name.substring(0, Math.min(LONGEST_PREFIX, name.length()));
    int end = cut.length();
    while (end > 1 && !Character.isLetterOrDigit(cut.charAt(end - 1))) {
      end--;
    }
    return cut.substring(0, end);
  }

  /** It goes with its gate; the gate does not wait for it. */
  private static OwnerReference owner(MigrationGate gate) {
    return new OwnerReferenceBuilder()
        .withApiVersion(MigrationGate.GROUP + "/" + MigrationGate.VERSION)
        .withKind("MigrationGate")
        .withName(gate.getMetadata().getName())
        .withUid(gate.getMetadata().getUid())
        .withController(true)
        .build();
  }

  /** The operator's own image is left out: what an image holds does not change with it. */
  private String key(Map<String, @Nullable Object> spec) {
    String text = serialization.asJson(spec).replace(image.orElseThrow().reference(), "");
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(all, 0, KEY_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has SHA-256", impossible);
    }
  }

  /** As people name it: that of the first chain's container. */
  static String imageOf(MigrationGateSpec spec, PodTemplateSpec template) {
    Optional<String> named =
        spec.chains().stream()
            .flatMap(chain -> Stream.ofNullable(chain.container()))
            .findFirst()
            .or(
                () ->
                    Optional.ofNullable(template.getMetadata())
                        .map(metadata -> metadata.getAnnotations())
                        .map(annotations -> annotations.get(DEFAULT_CONTAINER)));
    List<Container> all = new ArrayList<>(template.getSpec().getContainers());
    all.addAll(template.getSpec().getInitContainers());
    return all.stream()
        .filter(container -> named.isEmpty() || named.get().equals(container.getName()))
        .map(container -> Wording.limited(container.getImage(), LONGEST_IMAGE))
        .findFirst()
        .orElse("");
  }

  private Map<String, @Nullable Object> tree(PodTemplateSpec template) {
    @SuppressWarnings("unchecked")
    Map<String, @Nullable Object> tree = serialization.convertValue(template, Map.class);
    return tree;
  }
}

package io.migrationgate.core.injection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The spec of a pod that judges the images of another and does nothing else: the gate's check and
 * what it needs for that, and nothing that the app runs.
 */
public final class ProbeSpec {

  /** What decides where images are pulled from, where they can run, and how names are resolved. */
  private static final List<String> KEPT =
      List.of(
          "imagePullSecrets",
          "serviceAccountName",
          "tolerations",
          "nodeSelector",
          "hostAliases",
          "dnsPolicy",
          "dnsConfig");

  private static final List<String> KEPT_OF_SECURITY =
      List.of(
          "runAsGroup", "fsGroup", "fsGroupChangePolicy", "supplementalGroups", "seLinuxOptions");

  private static final String SECURITY = "securityContext";

  private ProbeSpec() {}

  /**
   * The spec for a pod, or for what a workload makes its pods from.
   *
   * @param images in place of those that the template names, by container
   * @param seconds after which it ends, whatever it has found
   * @throws InjectionException if the settings do not fit the pod
   */
  public static Map<String, @Nullable Object> of(
      Map<String, @Nullable Object> template,
      InjectionSettings settings,
      Map<String, AppImage> images,
      long seconds)
      throws InjectionException {
    PodTemplate app = PodTemplate.of(template);
    Injected injected = new Injection(settings).into(withImages(app, images));
    if (!injected.gated()) {
      throw new InjectionException("it " + injected.notes().getFirst());
    }
    PodTemplate gated = PodTemplate.of(injected.template());
    List<ManifestObject> before = new ArrayList<>();
    List<ManifestObject> check = new ArrayList<>();
    for (ManifestObject container : gated.spec().objects("initContainers")) {
      if (PodTemplate.isGate(container)) {
        switch (container.text("name").orElseThrow()) {
          case GateNames.HOLD -> {}
          case GateNames.CHECK -> check.add(container);
          default -> before.add(container);
        }
      }
    }
    List<ManifestObject> all = new ArrayList<>(before);
    all.addAll(check);
    ManifestObject spec = ManifestObject.EMPTY;
    if (!before.isEmpty()) {
      spec = spec.with("initContainers", before);
    }
    spec =
        spec.with("containers", check)
            .with("volumes", volumes(gated, all))
            .with("restartPolicy", "Never")
            .with("activeDeadlineSeconds", (@Nullable Object) seconds)
            .with("terminationGracePeriodSeconds", (@Nullable Object) 5)
            .with("automountServiceAccountToken", (@Nullable Object) false)
            .with("enableServiceLinks", (@Nullable Object) false)
            .with(SECURITY, security(app.spec().object(SECURITY)));
    for (String key : KEPT) {
      if (app.spec().has(key)) {
        spec = spec.with(key, app.spec().value(key));
      }
    }
    ManifestObject affinity = app.spec().object("affinity").object("nodeAffinity");
    return affinity.fields().isEmpty()
        ? spec.fields()
        : spec.with("affinity", ManifestObject.EMPTY.with("nodeAffinity", affinity)).fields();
  }

  private static Map<String, @Nullable Object> withImages(
      PodTemplate app, Map<String, AppImage> images) throws InjectionException {
    ManifestObject spec =
        app.spec()
            .with("containers", withImages(app.appContainers(), images))
            .with("initContainers", withImages(app.initContainers(), images));
    return app.with(app.metadata(), spec);
  }

  private static List<ManifestObject> withImages(
      List<ManifestObject> containers, Map<String, AppImage> images) {
    List<ManifestObject> all = new ArrayList<>();
    for (ManifestObject container : containers) {
      Optional<AppImage> image =
          container.text("name").flatMap(name -> Optional.ofNullable(images.get(name)));
      ManifestObject changed = container;
      if (image.isPresent()) {
        changed = changed.with("image", image.get().reference());
        if (image.get().pullPolicy().isPresent()) {
          changed = changed.with("imagePullPolicy", image.get().pullPolicy().get());
        }
      }
      all.add(changed);
    }
    return all;
  }

  private static List<ManifestObject> volumes(PodTemplate pod, List<ManifestObject> containers)
      throws InjectionException {
    Set<String> mounted = new TreeSet<>();
    for (ManifestObject container : containers) {
      for (ManifestObject mount : container.objects("volumeMounts")) {
        mount.text("name").ifPresent(mounted::add);
      }
    }
    List<ManifestObject> volumes = new ArrayList<>();
    for (ManifestObject volume : pod.spec().objects("volumes")) {
      if (volume.text("name").filter(mounted::contains).isPresent()) {
        volumes.add(volume);
      }
    }
    return volumes;
  }

  /** The app's own, as far as the restricted level takes it. */
  private static ManifestObject security(ManifestObject app) throws InjectionException {
    ManifestObject context = ManifestObject.EMPTY.with("runAsNonRoot", (@Nullable Object) true);
    Optional<Long> user = app.number("runAsUser").filter(id -> id != 0);
    if (user.isPresent()) {
      context = context.with("runAsUser", (@Nullable Object) user.get());
    }
    for (String key : KEPT_OF_SECURITY) {
      if (app.has(key)) {
        context = context.with(key, app.value(key));
      }
    }
    return context.with("seccompProfile", ManifestObject.EMPTY.with("type", "RuntimeDefault"));
  }
}

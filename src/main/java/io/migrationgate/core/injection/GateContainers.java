package io.migrationgate.core.injection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gate's init containers, in their order. */
final class GateContainers {

  private static final String TOOLS = "/usr/lib/migration-gate";
  private static final String COPIED_TOOLS = GateNames.FOLDER + "/bin";

  /** By the busybox of the image alone: no JVM starts for three files. */
  private static final String COPY_TOOLS =
      "mkdir -p "
          + COPIED_TOOLS
          + " && cp "
          + TOOLS
          + "/busybox "
          + TOOLS
          + "/copy-files.sh "
          + COPIED_TOOLS;

  private static final String TOKEN_FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";

  private final InjectionSettings settings;
  private final PodTemplate pod;
  private final ChainPlaces places;
  private final DatabaseAccess access;
  private final Hardening hardening;
  private final Optional<ManifestObject> resources;

  GateContainers(
      InjectionSettings settings, PodTemplate pod, ChainPlaces places, DatabaseAccess access)
      throws InjectionException {
    this.settings = settings;
    this.pod = pod;
    this.places = places;
    this.access = access;
    this.hardening = new Hardening(settings.user(), pod);
    this.resources = ResourceFit.of(settings.resources(), pod);
  }

  List<ManifestObject> all() throws InjectionException {
    List<ManifestObject> all = new ArrayList<>();
    switch (settings.source()) {
      case IMAGE_VOLUME -> {}
      case COPY -> {
        all.add(copier());
        for (Map.Entry<String, ManifestObject> container : places.containers().entrySet()) {
          all.add(files(container.getKey(), container.getValue()));
        }
      }
    }
    GateFlags flags = new GateFlags(settings, places, pod.endsByItself(), containers(all.size()));
    all.add(gate(GateNames.CHECK, flags.check(), List.of()));
    all.add(
        gate(
            GateNames.HOLD,
            flags.hold(),
            List.of(readOnly(GateNames.POD_VOLUME, GateNames.POD_FOLDER))));
    return all;
  }

  private int containers(int before) throws InjectionException {
    return pod.appContainers().size()
        + pod.initContainers().size()
        + pod.spec().objects("ephemeralContainers").size()
        + before
        + 2;
  }

  private ManifestObject copier() throws InjectionException {
    ManifestObject copier =
        image(ManifestObject.EMPTY.with("name", GateNames.COPIER))
            .with("command", List.<Object>of(TOOLS + "/busybox", "sh", "-c", COPY_TOOLS));
    return finished(copier, hardening.ofGate(), List.of());
  }

  private ManifestObject files(String name, ManifestObject container) throws InjectionException {
    ManifestObject files =
        ManifestObject.EMPTY
            .with("name", GateNames.filesContainer(name))
            .with("image", container.text("image").orElse(""));
    Optional<String> pullPolicy = container.text("imagePullPolicy");
    if (pullPolicy.isPresent()) {
      files = files.with("imagePullPolicy", pullPolicy.get());
    }
    List<Object> args = new ArrayList<>();
    args.add(GateNames.copiedFolder(name));
    args.add(Long.toString(settings.copyLimit()));
    for (String path : places.paths(name)) {
      args.add(VariableReferences.escaped(path));
    }
    files =
        files
            .with(
                "command",
                List.<Object>of(COPIED_TOOLS + "/busybox", "sh", COPIED_TOOLS + "/copy-files.sh"))
            .with("args", (Object) args);
    return finished(files, hardening.ofApp(container), List.of());
  }

  private ManifestObject gate(String name, List<Object> args, List<ManifestObject> mounts)
      throws InjectionException {
    ManifestObject gate =
        image(ManifestObject.EMPTY.with("name", name)).with("args", (Object) args);
    if (!access.env().isEmpty()) {
      gate = gate.with("env", access.env());
    }
    if (!access.envFrom().isEmpty()) {
      gate = gate.with("envFrom", access.envFrom());
    }
    List<ManifestObject> all = new ArrayList<>(mounts);
    switch (settings.source()) {
      case IMAGE_VOLUME -> {
        for (String container : places.containers().keySet()) {
          all.add(readOnly(GateNames.imageVolume(container), GateNames.imageFolder(container)));
        }
      }
      case COPY -> {}
    }
    all.addAll(access.mounts());
    return finished(gate, hardening.ofGate(), all);
  }

  private ManifestObject image(ManifestObject container) {
    ManifestObject named = container.with("image", settings.image().reference());
    Optional<String> pullPolicy = settings.image().pullPolicy();
    return pullPolicy.isPresent() ? named.with("imagePullPolicy", pullPolicy.get()) : named;
  }

  private ManifestObject finished(
      ManifestObject container, ManifestObject context, List<ManifestObject> mounts) {
    List<ManifestObject> all = new ArrayList<>();
    all.add(mount(GateNames.VOLUME, GateNames.FOLDER));
    all.addAll(mounts);
    // Where something is mounted already, a pod's admission adds no token.
    all.add(readOnly(GateNames.VOLUME, TOKEN_FOLDER).with("subPath", "no-token"));
    ManifestObject finished = container;
    if (resources.isPresent()) {
      finished = finished.with("resources", resources.get());
    }
    return finished
        .with("terminationMessagePolicy", "File")
        .with("securityContext", context)
        .with("volumeMounts", all);
  }

  private static ManifestObject mount(String volume, String path) {
    return ManifestObject.EMPTY.with("name", volume).with("mountPath", path);
  }

  private static ManifestObject readOnly(String volume, String path) {
    return mount(volume, path).with("readOnly", true);
  }
}

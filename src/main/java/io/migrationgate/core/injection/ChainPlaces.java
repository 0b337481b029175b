package io.migrationgate.core.injection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** In which container's image each chain lies. */
final class ChainPlaces {

  private final PodTemplate pod;
  private final InjectionSettings settings;
  private final Map<String, ManifestObject> containers = new LinkedHashMap<>();
  private final List<ManifestObject> holders = new ArrayList<>();

  ChainPlaces(PodTemplate pod, InjectionSettings settings) throws InjectionException {
    this.pod = pod;
    this.settings = settings;
    for (InjectedChain chain : settings.chains()) {
      holders.add(remember(pod.container(chain.container())));
    }
    for (CopiedPath copy : settings.copies()) {
      remember(pod.container(copy.container()));
    }
  }

  private ManifestObject remember(ManifestObject container) throws InjectionException {
    String name = nameOf(container);
    if (container.text("image").isEmpty()) {
      throw new InjectionException("container " + name + " has no image");
    }
    containers.put(name, container);
    return container;
  }

  static String nameOf(ManifestObject container) throws InjectionException {
    return container
        .text("name")
        .orElseThrow(() -> new InjectionException("there is a container without a name"));
  }

  /** The containers whose images are read, by their names. */
  Map<String, ManifestObject> containers() {
    return containers;
  }

  /** The container of a chain, by its place in the settings. */
  ManifestObject holder(int chain) {
    return holders.get(chain);
  }

  /** The container that knows the address of this database. */
  ManifestObject holder(InjectedDatabase database) throws InjectionException {
    if (database.chain().isEmpty()) {
      if (containers.size() == 1) {
        return holders.getFirst();
      }
      throw new InjectionException(
          "there are chains in several containers: say whose database it is, with chain=NAME");
    }
    for (int i = 0; i < holders.size(); i++) {
      if (settings.chains().get(i).name().equals(database.chain())) {
        return holders.get(i);
      }
    }
    throw new InjectionException(
        "there is no chain " + database.chain().get() + " for the database");
  }

  /** Where the root of a container's image is, for the gate. */
  String root(String container) {
    return switch (settings.source()) {
      case IMAGE_VOLUME -> GateNames.imageFolder(container);
      case COPY -> GateNames.copiedFolder(container);
    };
  }

  /** What is read in a container's image, each path once. */
  List<String> paths(String container) throws InjectionException {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < holders.size(); i++) {
      if (nameOf(holders.get(i)).equals(container)) {
        add(settings.chains().get(i).path(), paths);
      }
    }
    for (CopiedPath copy : settings.copies()) {
      if (nameOf(pod.container(copy.container())).equals(container)) {
        add(copy.path(), paths);
      }
    }
    return paths;
  }

  private static void add(String path, List<String> paths) {
    if (!paths.contains(path)) {
      paths.add(path);
    }
  }
}

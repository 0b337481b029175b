package io.migrationgate.cli;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.migrationgate.adapter.cluster.ClusterConnection;
import io.migrationgate.adapter.cluster.ClusterException;
import io.migrationgate.adapter.cluster.Gates;
import io.migrationgate.adapter.cluster.Pods;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.cli.explanation.Story;
import io.migrationgate.cli.explanation.StoryText;
import io.migrationgate.cli.explanation.Subject;
import io.migrationgate.core.injection.GateNames;
import io.migrationgate.core.settings.NearestName;
import io.migrationgate.operator.observation.PodReading;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.ParseResult;

/** One run of {@code migration-gate explain}. */
final class ExplainRun {

  private static final Set<String> POD_KINDS = Set.of("pod", "pods", "po");

  private final ParseResult arguments;
  private final Console console;
  private final Clock clock;

  ExplainRun(ParseResult arguments, Console console, Clock clock) {
    this.arguments = arguments;
    this.console = console;
    this.clock = clock;
  }

  ExitCode inCluster() throws CommandFailure {
    try (ClusterConnection connection =
        ClusterConnection.open(
            ClusterOptions.context(arguments), ClusterOptions.namespace(arguments))) {
      return in(connection.namespace(), connection.gates(), connection.pods());
    } catch (ClusterException failure) {
      throw ClusterFailure.of(failure);
    }
  }

  /** In a namespace with these gates and pods. */
  ExitCode in(String namespace, Gates gates, Pods pods) throws CommandFailure, ClusterException {
    boolean colour = Colour.wanted(arguments, console);
    Story story =
        new Namespace(namespace, gates, pods).story(arguments.matchedPositionalValue(0, ""));
    new StoryText(story, console.out(), colour).write();
    return ExitCode.PASS;
  }

  /** Looks things up, the pods once. */
  private final class Namespace {
    private final String name;
    private final Gates gates;
    private final Pods pods;
    private final List<Pod> concerned = new ArrayList<>();

    Namespace(String name, Gates gates, Pods pods) throws ClusterException {
      this.name = name;
      this.gates = gates;
      this.pods = pods;
      for (Pod pod : pods.all()) {
        if (!label(pod).isEmpty() || hasGate(pod)) {
          concerned.add(pod);
        }
      }
    }

    Story story(String written) throws CommandFailure, ClusterException {
      int slash = written.indexOf('/');
      Subject subject =
          slash < 0
              ? subjectOf(written)
              : subjectOf(written.substring(0, slash), written.substring(slash + 1));
      return switch (subject) {
        case Subject.OfGate(String gate) -> ofGate(gate);
        case Subject.OfPod(String pod) -> ofPod(pod);
        case Subject.OfWorkload(Pods.Owner workload) -> ofWorkload(workload);
      };
    }

    private Subject subjectOf(String kind, String object) throws CommandFailure {
      if (GateWord.isGate(kind)) {
        return new Subject.OfGate(object);
      }
      if (POD_KINDS.contains(kind)) {
        return new Subject.OfPod(object);
      }
      return new Subject.OfWorkload(WorkloadWord.workload(kind, object));
    }

    /** A name alone: a gate, else a pod, else a workload of that name, if there is one such. */
    private Subject subjectOf(String object) throws CommandFailure, ClusterException {
      List<Subject> found = new ArrayList<>();
      if (gates.find(object).isPresent() || isLabel(object)) {
        found.add(new Subject.OfGate(object));
      }
      for (Pods.Owner owner : owners()) {
        // What a gate of the same name has to tell holds its workload's story.
        if (owner.name().equals(object) && !(found.size() == 1 && isAllOf(owner, object))) {
          found.add(
              owner.kind().equals("Pod")
                  ? new Subject.OfPod(object)
                  : new Subject.OfWorkload(owner));
        }
      }
      if (found.isEmpty() && pods.find(object).isPresent()) {
        found.add(new Subject.OfPod(object));
      }
      if (found.size() > 1) {
        throw CommandFailure.usage(
            object
                + " is several things: write gate/"
                + object
                + ", pod/"
                + object
                + " or the kind"
                + " of the workload before it, as in deploy/"
                + object);
      }
      if (found.isEmpty()) {
        throw CommandFailure.usage(
            "there is no gate, pod or gated workload "
                + object
                + " in the namespace "
                + name
                + near(object, everyName()));
      }
      return found.getFirst();
    }

    private boolean isLabel(String object) {
      return concerned.stream().anyMatch(pod -> label(pod).equals(object));
    }

    private boolean isAllOf(Pods.Owner owner, String gate) throws ClusterException {
      for (Pod pod : concerned) {
        if (pods.ownerOf(pod).equals(owner) && !label(pod).equals(gate)) {
          return false;
        }
      }
      return true;
    }

    private Set<Pods.Owner> owners() throws ClusterException {
      Set<Pods.Owner> owners = new LinkedHashSet<>();
      for (Pod pod : concerned) {
        owners.add(pods.ownerOf(pod));
      }
      return owners;
    }

    private Set<String> everyName() throws ClusterException {
      Set<String> names = new TreeSet<>();
      gates.all().forEach(gate -> names.add(gate.getMetadata().getName()));
      owners().forEach(owner -> names.add(owner.name()));
      concerned.forEach(pod -> names.add(pod.getMetadata().getName()));
      return names;
    }

    private Story ofGate(String gate) throws CommandFailure, ClusterException {
      Optional<MigrationGate> found = gates.find(gate);
      List<Pod> own = concerned.stream().filter(pod -> label(pod).equals(gate)).toList();
      if (found.isEmpty() && own.isEmpty()) {
        throw GateWord.noSuchGate(gate, name, gates);
      }
      return story(
          "Gate " + gate + " in " + name + (found.isPresent() ? "" : " (which does not exist)"),
          found,
          gate,
          own);
    }

    private Story ofPod(String pod) throws CommandFailure, ClusterException {
      Optional<Pod> found = pods.find(pod);
      if (found.isEmpty()) {
        Set<String> names = new TreeSet<>();
        concerned.forEach(one -> names.add(one.getMetadata().getName()));
        throw CommandFailure.usage(
            "there is no pod " + pod + " in the namespace " + name + near(pod, names));
      }
      if (label(found.get()).isEmpty() && !hasGate(found.get())) {
        throw CommandFailure.usage(
            "the pod "
                + pod
                + " has nothing to do with a gate: its template would need the label "
                + GateNames.LABEL);
      }
      String gate = label(found.get());
      return story("Pod " + pod + " in " + name, gateNamed(gate), gate, List.of(found.get()));
    }

    private Story ofWorkload(Pods.Owner workload) throws CommandFailure, ClusterException {
      List<Pod> own = new ArrayList<>();
      for (Pod pod : concerned) {
        if (belongsTo(pod, workload)) {
          own.add(pod);
        }
      }
      if (own.isEmpty()) {
        throw CommandFailure.usage(
            pods.exists(workload)
                ? "no pod of "
                    + workload.display()
                    + " has anything to do with a gate: its template would need the label "
                    + GateNames.LABEL
                : "there is no "
                    + workload.display()
                    + " in the namespace "
                    + name
                    + nearestTo(workload));
      }
      String gate = label(own.getFirst());
      return story(
          workload.kind() + " " + workload.name() + " in " + name, gateNamed(gate), gate, own);
    }

    /** One of another kind is nearer than one of another name. */
    private String nearestTo(Pods.Owner workload) throws ClusterException {
      Set<String> names = new TreeSet<>();
      for (Pods.Owner owner : owners()) {
        if (owner.name().equals(workload.name())) {
          return "; did you mean " + owner.display() + "?";
        }
        names.add(owner.display());
      }
      return near(workload.display(), names);
    }

    private boolean belongsTo(Pod pod, Pods.Owner workload) throws ClusterException {
      Pods.Owner owner = pods.ownerOf(pod);
      boolean direct =
          pod.getMetadata().getOwnerReferences().stream()
              .anyMatch(
                  reference ->
                      reference.getKind().equals(workload.kind())
                          && reference.getName().equals(workload.name()));
      return direct || owner.kind().equals(workload.kind()) && owner.name().equals(workload.name());
    }

    private Optional<MigrationGate> gateNamed(String gate) throws ClusterException {
      return gate.isEmpty() ? Optional.empty() : gates.find(gate);
    }

    private Story story(String title, Optional<MigrationGate> gate, String gateName, List<Pod> own)
        throws ClusterException {
      List<Story.PodInStory> told = new ArrayList<>();
      for (Pod pod : own) {
        told.add(new Story.PodInStory(PodReading.of(labelled(pod)), pods.ownerOf(pod).display()));
      }
      // A pod that is about to go is no part of a gate's story, unless it is all that there is.
      List<Story.PodInStory> staying = told.stream().filter(pod -> !pod.pod().leaving()).toList();
      return new Story(
          title, name, gate, gateName, staying.isEmpty() ? told : staying, clock.instant());
    }
  }

  private static String near(String written, Set<String> names) {
    return NearestName.of(written, names).map(near -> "; did you mean " + near + "?").orElse("");
  }

  private static String label(Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault(GateNames.LABEL, "");
  }

  private static boolean hasGate(Pod pod) {
    return pod.getSpec().getInitContainers().stream()
        .anyMatch(container -> container.getName().equals(GateNames.CHECK));
  }

  /** A gate that was put in by hand may come without a label. */
  private static Pod labelled(Pod pod) {
    return label(pod).isEmpty()
        ? new PodBuilder(pod).editMetadata().addToLabels(GateNames.LABEL, "").endMetadata().build()
        : pod;
  }
}

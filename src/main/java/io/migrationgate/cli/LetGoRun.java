package io.migrationgate.cli;

import io.fabric8.kubernetes.api.model.Pod;
import io.migrationgate.adapter.cluster.ClusterConnection;
import io.migrationgate.adapter.cluster.ClusterException;
import io.migrationgate.adapter.cluster.GatedPods;
import io.migrationgate.cli.report.Plain;
import io.migrationgate.operator.observation.GatePod;
import io.migrationgate.operator.observation.PodReading;
import io.migrationgate.operator.observation.PodStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** One run of {@code migration-gate let-go}. */
final class LetGoRun {

  private static final String USUAL_REASON = "Migration Gate was uninstalled";

  private final ParseResult arguments;
  private final Console console;
  private final Duration pause;

  /** By their uids. */
  private final Set<String> told = new HashSet<>();

  /**
   * A run.
   *
   * @param pause how long it takes until nobody asks a webhook any more that was stopped
   */
  LetGoRun(ParseResult arguments, Console console, Duration pause) {
    this.arguments = arguments;
    this.console = console;
    this.pause = pause;
  }

  ExitCode inCluster() throws CommandFailure {
    if (isEverywhere() && !namespaces().isEmpty()) {
      throw CommandFailure.usage("give --namespace or --all-namespaces: one of them");
    }
    try (ClusterConnection connection =
        ClusterConnection.open(ClusterOptions.context(arguments), Optional.empty())) {
      return in(connection.namespace(), connection.gatedPods());
    } catch (ClusterException failure) {
      throw ClusterFailure.of(failure);
    }
  }

  /** In a cluster with these pods. */
  ExitCode in(String ownNamespace, GatedPods pods) throws CommandFailure, ClusterException {
    Optional<String> webhook = option("--webhook");
    if (webhook.isPresent()) {
      stop(webhook.get(), pods);
    }
    letGo(ownNamespace, pods);
    if (webhook.isPresent() && !isRehearsal()) {
      // Some may have been given the gate while it was being stopped.
      await();
      letGo(ownNamespace, pods);
    }
    say(
        told.isEmpty()
            ? "No pod is held."
            : (isRehearsal() ? "Would let go " : "Let go ") + count(told.size()) + ".");
    return ExitCode.PASS;
  }

  private void stop(String webhook, GatedPods pods) throws ClusterException {
    if (pods.stopWebhook(webhook, isRehearsal())) {
      say(
          (isRehearsal() ? "Would stop" : "Stopped")
              + " the webhook "
              + webhook
              + ": no more pods are given the gate.");
    } else {
      say("There is no webhook " + webhook + ".");
    }
  }

  private void letGo(String ownNamespace, GatedPods pods) throws ClusterException {
    for (Pod pod : waiting(ownNamespace, pods)) {
      GatePod gated = PodReading.of(pod);
      if (!gated.leaving()
          && isOrWillBeHeld(gated.stage())
          && !told.contains(gated.uid())
          && pods.letGo(pod, reason(), isRehearsal())) {
        told.add(gated.uid());
        say((isRehearsal() ? "Would let go " : "Let go ") + name(gated));
        warnIfStuck(gated);
      }
    }
  }

  private List<Pod> waiting(String ownNamespace, GatedPods pods) throws ClusterException {
    if (isEverywhere()) {
      return pods.waiting();
    }
    List<Pod> found = new ArrayList<>();
    for (String namespace : namespaces().isEmpty() ? List.of(ownNamespace) : namespaces()) {
      found.addAll(pods.waitingIn(namespace));
    }
    return found;
  }

  /** One that is still being judged may be held a moment later, when nobody looks any more. */
  private static boolean isOrWillBeHeld(PodStage stage) {
    return switch (stage) {
      case PodStage.Held held -> true;
      case PodStage.Judging judging -> true;
      case PodStage.Stuck stuck -> true;
      case PodStage.Ungated ungated -> false;
      case PodStage.LetGo letGo -> false;
      case PodStage.GaveUp gaveUp -> true;
    };
  }

  private void warnIfStuck(GatePod pod) {
    if (pod.stage() instanceof PodStage.Stuck stuck) {
      console
          .err()
          .println(
              Plain.text(
                  CommandLineInterface.NAME
                      + ": "
                      + name(pod)
                      + " will wait on, since its gate does not start ("
                      + stuck.reason()
                      + "): delete the pod, and the next one comes without the gate"));
    }
  }

  // Nothing is there that could be waited for.
  private void await() throws CommandFailure {
    console.out().flush();
    try {
      Thread.sleep(pause);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw CommandFailure.unreadable("interrupted: pods may still be held");
    }
  }

  private String reason() {
    return option("--reason").orElse(USUAL_REASON);
  }

  private boolean isEverywhere() {
    return arguments.hasMatchedOption("--all-namespaces");
  }

  private boolean isRehearsal() {
    return arguments.hasMatchedOption("--dry-run");
  }

  private List<String> namespaces() {
    return arguments.matchedOptionValue("--namespace", List.of());
  }

  private Optional<String> option(String name) {
    @Nullable String value = arguments.matchedOptionValue(name, null);
    return Optional.ofNullable(value);
  }

  private void say(String line) {
    console.out().println(Plain.text(line));
  }

  private static String name(GatePod pod) {
    return "pod " + pod.namespace() + "/" + pod.name();
  }

  private static String count(int number) {
    return number == 1 ? "1 pod" : number + " pods";
  }
}

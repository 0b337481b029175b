package io.migrationgate.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Does for a pod what a kubelet would, with processes in place of containers: starts the gate's
 * two, one after the other, carries what they leave into the pod's status, and the pod's
 * annotations into the file that the second one reads. The app it only says to have started.
 */
final class PretendedKubelet {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Objects objects;
  private final Path command;
  private final Path folder;

  PretendedKubelet(Objects objects, Path command, Path folder) {
    this.objects = objects;
    this.command = command;
    this.folder = folder;
  }

  /**
   * Starts a pod whose image holds a folder of this machine. Returns as soon as its check has
   * ended.
   */
  void run(Address pod, Path image) throws IOException, InterruptedException {
    Path volume = Files.createDirectories(folder.resolve(pod.name()));
    Path annotations = volume.resolve("annotations");
    annotate(pod, annotations);
    report(pod, "migration-gate-check", running());

    int checked =
        start(
                pod,
                volume,
                List.of("check", "--root=" + image, "--chain=name=main,path=/alembic.ini"),
                "check")
            .waitFor();
    report(pod, "migration-gate-check", ended(checked, volume.resolve("check")));

    Process hold = start(pod, volume, List.of("hold", "--annotations-file=" + annotations), "hold");
    report(pod, "migration-gate-hold", running());
    Thread.ofVirtual().start(() -> lookAfter(pod, hold, volume));
  }

  private Process start(Address pod, Path volume, List<String> arguments, String message)
      throws IOException {
    List<String> line = new ArrayList<>(List.of(command.toString(), "gate"));
    line.addAll(arguments);
    line.add("--verdict-file=" + volume.resolve("verdict"));
    line.add("--termination-message=" + volume.resolve(message));
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(log(pod, message).toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  /** What a container of the gate has printed. */
  Path log(Address pod, String container) {
    return folder.resolve(pod.name()).resolve(container + ".log");
  }

  private void lookAfter(Address pod, Process hold, Path volume) {
    try {
      while (hold.isAlive()) {
        annotate(pod, volume.resolve("annotations"));
        Thread.sleep(100);
      }
      report(pod, "migration-gate-hold", ended(hold.exitValue(), volume.resolve("hold")));
      if (hold.exitValue() == 0) {
        begin(pod);
      }
    } catch (IOException failed) {
      throw new IllegalStateException("the pretended kubelet failed at " + pod.name(), failed);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /** As the downward API does: a whole new file in place of the old one. */
  private void annotate(Address pod, Path file) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, ?> entry :
        objects.get(pod).orElseThrow().withObject("/metadata/annotations").properties()) {
      lines.append(entry.getKey()).append('=').append(entry.getValue()).append('\n');
    }
    if (!Files.exists(file) || !Files.readString(file).contentEquals(lines)) {
      Path next = Files.writeString(file.resolveSibling("annotations.next"), lines);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static ObjectNode running() {
    ObjectNode state = JSON.createObjectNode();
    state.putObject("running").put("startedAt", Objects.now());
    return state;
  }

  private static ObjectNode ended(int exit, Path message) throws IOException {
    ObjectNode state = JSON.createObjectNode();
    state
        .putObject("terminated")
        .put("exitCode", exit)
        .put("message", Files.exists(message) ? Files.readString(message) : "")
        .put("startedAt", Objects.now())
        .put("finishedAt", Objects.now());
    return state;
  }

  private void report(Address pod, String container, ObjectNode state) {
    ObjectNode object = objects.get(pod).orElseThrow();
    ArrayNode statuses = object.withObject("/status").withArray("initContainerStatuses");
    put(statuses, container, state, false);
    var unused = objects.replace(pod, object);
  }

  private static void put(ArrayNode statuses, String container, ObjectNode state, boolean ready) {
    for (int i = 0; i < statuses.size(); i++) {
      if (statuses.get(i).path("name").asText().equals(container)) {
        statuses.remove(i);
      }
    }
    ObjectNode status = statuses.addObject();
    status.put("name", container).put("ready", ready).put("restartCount", 0).set("state", state);
  }

  /** Nothing is started: there is no app. */
  private void begin(Address pod) {
    ObjectNode object = objects.get(pod).orElseThrow();
    ObjectNode status = object.withObject("/status");
    status.put("phase", "Running");
    put(status.withArray("containerStatuses"), "api", running(), true);
    status.withArray("conditions").addObject().put("type", "Ready").put("status", "True");
    var unused = objects.replace(pod, object);
  }
}

package io.migrationgate.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The chart, by the {@code helm} that is on the path. */
public final class HelmChart {

  public static final Path FOLDER = Path.of("helm/migration-gate").toAbsolutePath();

  private static final ObjectMapper YAML = new YAMLMapper();

  private HelmChart() {}

  /** What a run of {@code helm} has left. */
  public record Run(int exit, String output, String error) {}

  /** Without a {@code helm} the test is skipped. */
  public static void required() throws Exception {
    boolean found;
    try {
      found = run("version").exit() == 0;
    } catch (IOException absent) {
      found = false;
    }
    assumeTrue(found, "skipped: there is no helm on the PATH");
  }

  /** Runs it, whatever comes of it. */
  public static Run run(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("helm"));
    words.addAll(List.of(arguments));
    Path out = Files.createTempFile("helm", ".out");
    Path err = Files.createTempFile("helm", ".err");
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(8, TimeUnit.MINUTES)) {
        process.destroy();
        throw new IOException("no end after eight minutes: " + String.join(" ", words));
      }
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Runs it where it cannot fail but by a mistake of the chart. */
  public static String must(String... arguments) throws Exception {
    Run run = run(arguments);
    assertThat(run.exit()).as("helm " + String.join(" ", arguments) + ": " + run).isZero();
    return run.output();
  }

  /** The manifests of a release, as text. */
  public static String manifests(String release, String namespace, String... options)
      throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of("template", release, FOLDER.toString(), "--namespace=" + namespace));
    words.addAll(List.of(options));
    return must(words.toArray(String[]::new));
  }

  /** The objects of a release, its hooks among them. */
  public static List<JsonNode> objects(String release, String namespace, String... options)
      throws Exception {
    return parsed(manifests(release, namespace, options));
  }

  /** Every document that is not empty. */
  public static List<JsonNode> parsed(String manifests) throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(manifests)) {
      while (documents.hasNext()) {
        JsonNode document = documents.next();
        if (document != null && document.isObject()) {
          objects.add(document);
        }
      }
    }
    return objects;
  }

  /** The manifests that one template makes. */
  public static String ofTemplate(
      String template, String release, String namespace, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("--show-only=templates/" + template));
    words.addAll(List.of(options));
    return manifests(release, namespace, words.toArray(String[]::new));
  }

  /** The only object of a kind. */
  public static JsonNode only(List<JsonNode> objects, String kind) {
    List<JsonNode> found =
        objects.stream().filter(object -> object.get("kind").asText().equals(kind)).toList();
    assertThat(found).as(kind).hasSize(1);
    return found.getFirst();
  }
}

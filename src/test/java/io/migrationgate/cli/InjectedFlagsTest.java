package io.migrationgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import io.migrationgate.api.v1alpha1.StartedStatus;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.injection.GateImage;
import io.migrationgate.core.injection.Injection;
import io.migrationgate.core.lineage.RevisionSums;
import io.migrationgate.core.lineage.StartedChain;
import io.migrationgate.gate.GatedChain;
import io.migrationgate.operator.admission.ClusterAbilities;
import io.migrationgate.operator.admission.GateInjection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** What the schema takes for a gate, the gate's own command line takes too. */
class InjectedFlagsTest {

  private static final Path FIXTURES = Path.of("src/test/resources/crd");

  static Stream<Path> valid() throws Exception {
    try (Stream<Path> files = Files.list(FIXTURES)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("valid-"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("valid")
  void areThoseThatTheGateTakes(Path fixture) throws Exception {
    YAMLMapper yaml = new YAMLMapper();
    MigrationGateSpec spec =
        yaml.treeToValue(yaml.readTree(fixture.toFile()).get("spec"), MigrationGateSpec.class);

    List<String> flags = flags(spec);

    assertThat(flags.subList(0, 2)).containsExactly("gate", "hold");
    ParseResult parsed =
        new CommandLine(new GateHoldCommand().spec())
            .parseArgs(flags.subList(2, flags.size()).toArray(new String[0]));
    List<GatedChain> chains = GateChains.of(parsed);
    GateDatabases.of(parsed, chains);
    assertThat(chains).hasSameSizeAs(spec.chains());
  }

  private static final StartedStatus FIRST =
      new StartedStatus(
          "main", "app:0", 3, List.of("a$(b)", "c,d"), "1.2.3.4.5.6.7", "2026-11-21T10:00:00Z");

  private static final StartedStatus SECOND =
      new StartedStatus("main/x", "reg/app:9", 1, List.of("e"), null, "2026-11-20T10:00:00Z");

  private static List<StartedChain> compared(StartedStatus... started) throws Exception {
    MigrationGateSpec spec =
        new YAMLMapper().readValue("chains: [{name: main, path: /app}]", MigrationGateSpec.class);
    List<String> flags = flags(spec, List.of(started), "migration-gate-check");
    return ComparisonOptions.of(
        new CommandLine(new GateCheckCommand().spec())
            .parseArgs(flags.subList(2, flags.size()).toArray(new String[0])));
  }

  @Test
  void imagesThatHaveStartedArriveAsTheyAre() throws Exception {
    assertThat(compared(FIRST, SECOND))
        .containsExactly(
            new StartedChain(
                "main",
                "app:0",
                3,
                List.of(new RevisionId("a$(b)"), new RevisionId("c,d")),
                RevisionSums.parse("1.2.3.4.5.6.7")),
            new StartedChain(
                "main/x", "reg/app:9", 1, List.of(new RevisionId("e")), Optional.empty()));
    assertThat(compared()).isEmpty();
  }

  @Test
  void anImageThatHasStartedIsComparedWithItselfAlone() throws Exception {
    StartedStatus itself =
        new StartedStatus("main", "app:1", 2, List.of("z"), null, "2026-11-19T10:00:00Z");

    assertThat(compared(FIRST, itself)).extracting(StartedChain::image).containsExactly("app:1");
  }

  /** A status is written by whoever may write it, and no pod is to fail for that. */
  @Test
  void whatTheGateWouldNotTakeIsLeftOut() throws Exception {
    String since = "2026-11-21T10:00:00Z";
    assertThat(
            compared(
                new StartedStatus("other", "app:0", 1, List.of("a"), null, since),
                new StartedStatus("mainly", "app:0", 1, List.of("a"), null, since),
                new StartedStatus("main", "app:0\\", 1, List.of("a"), null, since),
                new StartedStatus("main", "", 1, List.of("a"), null, since),
                new StartedStatus("main", "app:0", 1, List.of(), null, since),
                new StartedStatus("main", "app:0", 1, List.of("a", "b"), null, since),
                new StartedStatus("main", "app:0", 1, List.of("a b"), null, since),
                new StartedStatus("main", "app:0", 1, List.of(""), null, since)))
        .isEmpty();
    assertThat(compared(new StartedStatus("main", "app:0", 1, List.of("a"), "made up", since)))
        .singleElement()
        .satisfies(started -> assertThat(started.sums()).isEmpty());
  }

  /** Of a container of the gate, in a pod with every container that the spec names. */
  private static List<String> flags(MigrationGateSpec spec) throws Exception {
    return flags(spec, List.of(), "migration-gate-hold");
  }

  private static List<String> flags(
      MigrationGateSpec spec, List<StartedStatus> started, String name) throws Exception {
    List<Object> containers = new ArrayList<>();
    containers.add(container("app"));
    List<Object> first = new ArrayList<>();
    spec.injection().after().forEach(one -> first.add(Map.of("name", one, "image", "agent:1")));
    spec.chains().stream()
        .flatMap(chain -> Stream.ofNullable(chain.container()))
        .distinct()
        .forEach(holder -> containers.add(container(holder)));
    spec.injection().copies().stream()
        .flatMap(copy -> Stream.ofNullable(copy.container()))
        .distinct()
        .forEach(holder -> containers.add(container(holder)));
    Map<String, Object> pod =
        Map.of(
            "metadata",
            Map.of("annotations", Map.of("kubectl.kubernetes.io/default-container", "app")),
            "spec",
            Map.of("containers", containers, "initContainers", first));
    Map<?, ?> injected =
        new Injection(
                new GateInjection(new GateImage("gate:1", Optional.empty()), ClusterAbilities.NONE)
                    .settings("api", spec, started))
            .into(pod)
            .template();
    for (Object container : (List<?>) ((Map<?, ?>) injected.get("spec")).get("initContainers")) {
      if (container instanceof Map<?, ?> map && map.get("name").equals(name)) {
        // As Kubernetes reads it.
        return ((List<?>) map.get("args"))
            .stream().map(argument -> argument.toString().replace("$$(", "$(")).toList();
      }
    }
    throw new AssertionError("no " + name);
  }

  private static Map<String, Object> container(String name) {
    return Map.of(
        "name",
        name,
        "image",
        "app:1",
        "volumeMounts",
        List.of(Map.of("name", "all", "mountPath", "/")));
  }
}

package io.migrationgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import io.migrationgate.core.injection.GateImage;
import io.migrationgate.core.injection.Injection;
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

  /** Of {@code hold}, in a pod with every container that the gate names. */
  private static List<String> flags(MigrationGateSpec spec) throws Exception {
    List<Object> containers = new ArrayList<>();
    containers.add(container("app"));
    List<Object> first = new ArrayList<>();
    spec.injection().after().forEach(name -> first.add(Map.of("name", name, "image", "agent:1")));
    spec.chains().stream()
        .flatMap(chain -> Stream.ofNullable(chain.container()))
        .distinct()
        .forEach(name -> containers.add(container(name)));
    spec.injection().copies().stream()
        .flatMap(copy -> Stream.ofNullable(copy.container()))
        .distinct()
        .forEach(name -> containers.add(container(name)));
    Map<String, Object> pod =
        Map.of(
            "metadata",
            Map.of("annotations", Map.of("kubectl.kubernetes.io/default-container", "app")),
            "spec",
            Map.of("containers", containers, "initContainers", first));
    Map<?, ?> injected =
        new Injection(
                new GateInjection(new GateImage("gate:1", Optional.empty()), ClusterAbilities.NONE)
                    .settings("api", spec))
            .into(pod)
            .template();
    for (Object container : (List<?>) ((Map<?, ?>) injected.get("spec")).get("initContainers")) {
      if (container instanceof Map<?, ?> map && map.get("name").equals("migration-gate-hold")) {
        // As Kubernetes reads it.
        return ((List<?>) map.get("args"))
            .stream().map(argument -> argument.toString().replace("$$(", "$(")).toList();
      }
    }
    throw new AssertionError("no hold");
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

package io.migrationgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.migrationgate.adapter.cluster.Gates;
import io.migrationgate.adapter.cluster.ReleaseEdit;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import io.migrationgate.api.v1alpha1.ReleaseSpec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is written into a gate's releases, whatever others write there. */
class ReleaseRunTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2027-01-01T12:00:00.5Z"), ZoneOffset.UTC);
  private static final ReleaseSpec ENDED = new ReleaseSpec("old", "2026-12-01T00:00:00Z", null);
  private static final ReleaseSpec ACTIVE = new ReleaseSpec("hotfix", "2027-02-01T00:00:00Z", null);

  private final OneGate gates = new OneGate();

  @Test
  void addsARelease() throws Exception {
    gates.releases = List.of(ENDED);

    String said = run("api", "--reason", "incident 42", "--for", "1h30m", "--image", "api:2");

    assertThat(gates.releases)
        .containsExactly(ENDED, new ReleaseSpec("incident 42", "2027-01-01T13:30:00Z", "api:2"));
    assertThat(said)
        .isEqualTo(
            "Released api in shop until 2027-01-01T13:30:00Z, for pods with the image api:2:"
                + " incident 42\n");
  }

  @Test
  void keepsWhatOthersWriteMeanwhile() throws Exception {
    gates.intruders = 3;

    run("api", "--reason", "mine", "--until", "2027-01-02T00:00:00+01:00");

    assertThat(gates.releases)
        .extracting(ReleaseSpec::reason)
        .containsExactly("intruder 3", "intruder 2", "intruder 1", "mine");
    assertThat(gates.releases.getLast().until()).isEqualTo("2027-01-01T23:00:00Z");
  }

  @Test
  void givesUpWhereSomebodyWritesForEver() {
    gates.intruders = Integer.MAX_VALUE;

    assertThatThrownBy(() -> run("api", "--reason", "mine", "--for", "1h"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("changed by somebody else again and again");
  }

  @Test
  void makesRoomByDroppingWhatEndedFirst() throws Exception {
    List<ReleaseSpec> full = new ArrayList<>(Collections.nCopies(30, ACTIVE));
    full.add(3, new ReleaseSpec("later", "2026-12-02T00:00:00Z", null));
    full.add(20, ENDED);
    gates.releases = List.copyOf(full);

    String said = run("gate/api", "--reason", "mine", "--for", "1h");

    full.remove(20);
    full.add(new ReleaseSpec("mine", "2027-01-01T13:00:00Z", null));
    assertThat(gates.releases).isEqualTo(full);
    assertThat(said).contains("Dropped 1 release that had ended");
  }

  @Test
  void refusesWhereThereIsNoRoom() {
    gates.releases = Collections.nCopies(32, ACTIVE);

    assertThatThrownBy(() -> run("api", "--reason", "mine", "--for", "1h"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("migration-gate release api --end");
    assertThat(gates.releases).hasSize(32);
  }

  @Test
  void endsWhatIsActive() throws Exception {
    gates.releases = List.of(ACTIVE, ENDED, ACTIVE);

    String said = run("api", "--end");

    ReleaseSpec now = new ReleaseSpec("hotfix", "2027-01-01T12:00:00Z", null);
    assertThat(gates.releases).containsExactly(now, ENDED, now);
    assertThat(said).startsWith("Ended 2 releases of api in shop.");
    assertThat(run("api", "--end")).isEqualTo("No release of api in shop is active.\n");
  }

  @Test
  void listsThemAsTheyStand() throws Exception {
    gates.releases = List.of(ENDED, new ReleaseSpec("only one", "2027-02-01T00:00:00Z", "api:2"));

    assertThat(run("api", "--list"))
        .isEqualTo(
            """
            2026-12-01T00:00:00Z      ended   old
            2027-02-01T00:00:00Z      active  only one (only api:2)
            """);
  }

  @Test
  void changesNothingInARehearsal() throws Exception {
    assertThat(run("api", "--reason", "mine", "--for", "1h", "--dry-run"))
        .startsWith("Would release api in shop until 2027-01-01T13:00:00Z");
    assertThat(gates.releases).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api | say why",
        "api --for 2h | say why",
        "api --for 2h --reason ... | say why",
        "api --reason x | say for how long",
        "api --reason x --for 2h --until 2028-01-01T00:00:00Z | say for how long",
        "api --reason x --for two | --for is a time such as 2h, not two",
        "api --reason x --for 0s | --for is a time such as 2h, not 0s",
        "api --reason x --until tomorrow | --until is written like 2027-01-31T18:00:00Z",
        "api --reason x --until 2020-01-01T00:00:00Z | is in the past",
        "api --reason x --for 9999999d | ends before the year 10000",
        "deploy/api --reason x --for 2h | a gate is released, not deploy/api",
        "apy --reason x --for 2h | there is no gate apy in the namespace shop; did you mean api?",
      })
  void refuses(String words, String why) {
    assertThatThrownBy(() -> run(words.split(" ")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(why)
        .matches(failure -> ((CommandFailure) failure).code() == ExitCode.USAGE);
    assertThat(gates.releases).isEmpty();
  }

  private String run(String... words) throws Exception {
    StringWriter out = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(out), false);
    new ReleaseRun(new CommandLine(new ReleaseCommand().spec()).parseArgs(words), console, NOON)
        .in("shop", gates);
    return out.toString();
  }

  /** A namespace with the gate api, which others write to as well. */
  private static final class OneGate implements Gates {
    private List<ReleaseSpec> releases = List.of();
    private int intruders;
    private long generation = 1;

    @Override
    public Optional<MigrationGate> find(String name) {
      return name.equals("api") ? Optional.of(gate()) : Optional.empty();
    }

    @Override
    public List<MigrationGate> all() {
      return List.of(gate());
    }

    @Override
    public boolean areKnown() {
      return true;
    }

    private MigrationGate gate() {
      MigrationGate gate = new MigrationGate();
      gate.setMetadata(new ObjectMetaBuilder().withName("api").withGeneration(generation).build());
      gate.setSpec(
          new com.fasterxml.jackson.databind.ObjectMapper()
              .convertValue(Map.of("releases", releases), MigrationGateSpec.class));
      return gate;
    }

    @Override
    public boolean changeReleases(MigrationGate seen, List<ReleaseEdit> edits, boolean rehearsal) {
      if (intruders > 0) {
        change(
            List.of(
                new ReleaseEdit.Add(
                    new ReleaseSpec("intruder " + intruders--, "2028-01-01T00:00:00Z", null))));
        generation++;
      }
      if (seen.getMetadata().getGeneration() != generation) {
        return false;
      }
      if (!rehearsal) {
        change(edits);
      }
      return true;
    }

    private void change(List<ReleaseEdit> edits) {
      List<@Nullable ReleaseSpec> changed = new ArrayList<>(releases);
      for (ReleaseEdit edit : edits) {
        switch (edit) {
          case ReleaseEdit.Add(ReleaseSpec release) -> changed.add(release);
          case ReleaseEdit.Drop(int place) -> changed.set(place, null);
          case ReleaseEdit.EndAt(int place, String until) ->
              changed.set(place, new ReleaseSpec(releases.get(place).reason(), until, null));
        }
      }
      changed.removeIf(java.util.Objects::isNull);
      releases = List.copyOf(changed);
    }
  }
}

package io.migrationgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InjectCommandTest {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: one # the first
      spec:
        containers:
        - name: app
          image: app:1
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "apps/v1, Deployment, template",
    "apps/v1, StatefulSet, template",
    "apps/v1, DaemonSet, template",
    "apps/v1, ReplicaSet, template",
    "batch/v1, Job, template",
    "batch/v1, CronJob, jobTemplate",
    "argoproj.io/v1alpha1, Rollout, template",
  })
  void findsThePodInEveryKind(String version, String kind, String first) throws Exception {
    String cron = first.equals("jobTemplate") ? "spec: {template: {%s}}" : "%s";
    String text =
        """
        apiVersion: %s
        kind: %s
        metadata: {name: x}
        spec:
          %s: {%s}
        """
            .formatted(
                version,
                kind,
                first,
                cron.formatted("spec: {containers: [{name: app, image: 'app:1'}]}"));
    Path file = write(text);

    CommandRun run = inject(file);

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PASS);
    assertThat(run.out()).contains("\"migration-gate-hold\"");
    assertThat(run.err()).contains(kind + "/x: has the gate now");
    assertThat(removed(run.out())).isEqualTo(text);
  }

  @Test
  void passesOtherThingsThrough() throws Exception {
    String text =
        """
        # first
        kind:   ConfigMap
        apiVersion: v1
        data: {a:  'b'}
        ---
        %s---
        apiVersion: serving.knative.dev/v1
        kind: Service
        spec: {template: {spec: {containers: [{image: x}]}}}
        """
            .formatted(POD);

    CommandRun run = inject(write(text));

    assertThat(run.out())
        .startsWith(text.substring(0, text.indexOf("spec:\n")))
        .endsWith(text.substring(text.lastIndexOf("---\n")))
        .contains("name: one # the first\n");
    assertThat(run.err()).doesNotContain("ConfigMap").doesNotContain("Service");
  }

  @Test
  void takesManifestsWithoutALastLineEnd() throws Exception {
    String text =
        "apiVersion: v1\nkind: Pod\nmetadata: {name: cr}\nspec:\n  containers:\n"
            + "  - name: x\n    image: x";

    String gated = inject(write(text), "--mode", "image-volume").out();

    assertThat(inject(write(gated)).out()).isEqualTo(inject(write(text)).out());
    assertThat(removed(gated)).isEqualTo(text);
  }

  @Test
  void givesBackNothingAsItWasWritten() throws Exception {
    String text = POD.replace("spec:\n", "  annotations:   # none yet\n  labels: null\nspec:\n");

    assertThat(removed(inject(write(text), "--gate", "g").out())).isEqualTo(text);
  }

  @Test
  void changesTheObjectsOfAList() throws Exception {
    String text =
        """
        apiVersion: v1
        kind: List
        items:
        - apiVersion: v1
          kind: Service
          metadata: {name: api}
        - apiVersion: v1
          kind: Pod
          metadata: {name: one}
          spec:
            containers:
            - {name: app, image: app}
        """;

    CommandRun run = inject(write(text));

    assertThat(run.err()).contains("Pod/one: has the gate now");
    assertThat(run.out()).startsWith(text.substring(0, text.indexOf("  metadata: {name: one}")));
    assertThat(removed(run.out())).isEqualTo(text);
  }

  @Test
  void takesJson() throws Exception {
    String text =
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"one\"},"
            + "\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"app\"}]}}\n";

    CommandRun run = inject(write(text));

    assertThat(run.code()).isEqualTo(ExitCode.PASS);
    assertThat(run.out()).contains("{\"name\": \"migration-gate-hold\", \"image\": \"gate:1\"");
    assertThat(removed(run.out())).isEqualTo(text);
  }

  @Test
  void doingItTwiceIsDoingItOnce() throws Exception {
    String once = inject(write(POD)).out();
    CommandRun twice = inject(write(once));

    assertThat(twice.out()).isEqualTo(once);
    assertThat(twice.err()).contains("Pod/one: has the gate already");
  }

  @Test
  void renewsWhatOtherSettingsHavePutIn() throws Exception {
    String older =
        inject(write(POD), "--mode", "image-volume", "--gate", "x", "--recheck-on-crash").out();
    CommandRun renewed = inject(write(older));

    assertThat(renewed.err()).contains("Pod/one: had the gate; it was renewed");
    assertThat(renewed.out()).isEqualTo(inject(write(POD)).out());
  }

  @Test
  void changesAFileInItsPlace() throws Exception {
    Path file = write(POD);

    CommandRun run = inject(file, "--in-place");

    assertThat(run.out()).isEmpty();
    assertThat(Files.readString(file)).isEqualTo(inject(write(POD)).out());
    assertThat(CommandRun.of("inject", "-f", file.toString(), "--in-place", "--remove").code())
        .isEqualTo(ExitCode.PASS);
    assertThat(Files.readString(file)).isEqualTo(POD);
    try (var files = Files.list(folder)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  @Test
  void changesOnlyWhatIsNamed() throws Exception {
    String two = POD + "---\n" + POD.replace("name: one", "name: two");

    CommandRun run = inject(write(two), "--only", "pod/two");

    assertThat(run.out()).startsWith(POD + "---\n");
    assertThat(run.err()).contains("Pod/two: has the gate now").doesNotContain("Pod/one");
    CommandRun missed = inject(write(two), "--only", "Pod/three");
    assertThat(missed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(missed.out()).isEmpty();
    assertThat(missed.err()).contains("holds no Pod/three that makes pods");
  }

  @ParameterizedTest
  @CsvSource({
    "1.34, migration-gate-files-app",
    "v1.35.2, migration-gate-image-app",
    "1.36+, migration-gate-image-app",
  })
  void choosesTheModeByTheVersion(String version, String part) throws Exception {
    assertThat(inject(write(POD), "--kubernetes-version", version).out()).contains(part);
  }

  @Test
  void saysWhichModeItHasChosenWithoutOne() throws Exception {
    assertThat(inject(write(POD)).err()).contains("note: copy mode");
    assertThat(inject(write(POD), "--mode", "Copy").err()).doesNotContain("note:");
    assertThat(inject(write(POD), "--mode", "ImageVolume").out())
        .contains("migration-gate-image-app");
  }

  @Test
  void leavesARolloutOfAnothersPodsAlone() throws Exception {
    String text =
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata: {name: x}
        spec: {workloadRef: {name: api}}
        """;

    CommandRun run = inject(write(text + "---\n" + POD));

    assertThat(run.out()).startsWith(text);
    assertThat(run.err()).contains("Rollout/x: has no template of its own");
    expect(
        ExitCode.USAGE,
        "holds nothing to put the gate into: Rollout/x: has no template of its own",
        write(text),
        usual());
  }

  @Test
  void putsNothingIntoNothing() throws Exception {
    CommandRun run = inject(write("apiVersion: v1\nkind: ConfigMap\n"));

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("holds nothing that makes pods");
  }

  @Test
  void refusesInOneLine() throws Exception {
    expect(ExitCode.USAGE, "say which image holds the gate", write(POD), "--chain", "path=/a");
    expect(ExitCode.USAGE, "say where the chain lies", write(POD), "--image", "g");
    expect(
        ExitCode.USAGE,
        "--image is written like",
        write(POD),
        "--image",
        "g h",
        "--chain",
        "path=/a");
    expect(ExitCode.UNKNOWN, "helm template", write("a: {{ .Values.a }}\n"), usual());
    expect(ExitCode.UNKNOWN, "line 2", write("a: 1\n b: 2\n"), usual());
    expect(
        ExitCode.USAGE,
        "Pod/one: there is no container web",
        write(POD),
        "--image",
        "g",
        "--chain",
        "path=/a,container=web");
    CommandRun absent =
        CommandRun.of(words("inject", "-f", folder.resolve("none.yaml").toString(), usual()));
    assertThat(absent.code()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(absent.err().lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--chain=pth=/a",
        "--chain=path=a",
        "--chain=path=/a,tool=alembik",
        "--chain=path=/a,heads=0",
        "--database=url-env=A,url-file=/b",
        "--database=url-env=A,behind=hld",
        "--require-row=t",
        "--severity=fork=error",
        "--mode=mount",
        "--kubernetes-version=new",
        "--timeout=long",
        "--on-timeout=wait",
        "--enforcement=on",
        "--unknown=maybe",
        "--run-as-user=0",
        "--run-as-user=root",
        "--resources=gpu=1",
        "--copy-limit=all",
        "--image-pull-policy=Sometimes",
        "--after=vault",
        "--only=Pod/two",
        "--gate=BAD!name",
        "--gate=-x",
        "--database=url-env=A,chain=other",
      })
  void refusesWhatTheGateInThePodWouldRefuse(String option) throws Exception {
    CommandRun run = inject(write(POD), option);

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void putsNothingIntoWindowsAlone() throws Exception {
    expect(
        ExitCode.USAGE,
        "holds nothing to put the gate into: Pod/one: was left alone",
        write(POD.replace("spec:\n", "spec:\n  os: {name: windows}\n")),
        usual());
  }

  @Test
  void asksWhichOfTwoChainsADatabaseHas() throws Exception {
    String[] two = {"--chain", "path=/a,name=a", "--chain", "path=/b,name=b", "--image", "g"};

    expect(
        ExitCode.USAGE,
        "there are 2 chains; write chain=NAME with one of a, b",
        write(POD),
        with(two, "--database=url-env=U"));
    expect(
        ExitCode.USAGE,
        "there is no chain of that name; write chain=NAME with one of a, b",
        write(POD),
        with(two, "--database=url-env=U,chain=c"));
    expect(
        ExitCode.USAGE, "two chains are called b", write(POD), with(two, "--chain=path=/c,name=b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "initContainers: [{name: migration-gate-check}]",
        "volumes: [{name: migration-gate}]"
      })
  void leavesAloneWhatOthersHaveNamedLikeTheGate(String part) throws Exception {
    String text = POD + "  " + part + "\n";

    expect(ExitCode.USAGE, "whose name is the gate's", write(text), usual());
    expect(ExitCode.USAGE, "whose name is the gate's", write(text), "--remove");
  }

  @Test
  void saysWhichJobsEndBeforeTheGate() throws Exception {
    String job =
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: x}
        spec:
          activeDeadlineSeconds: 600
          template:
            spec:
              restartPolicy: Never
              containers: [{name: a, image: a}]
        """;

    assertThat(inject(write(job)).err()).contains("activeDeadlineSeconds, 600, are over before");
    assertThat(inject(write(job), "--timeout", "10m").err()).doesNotContain("activeDeadline");
  }

  @Test
  void saysThatATemplateReleasesAllItsPods() throws Exception {
    String deployment =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: x}
        spec:
          template:
            metadata: {annotations: {migrationgate.io/release: hurry}}
            spec: {containers: [{name: a, image: a}]}
        """;

    assertThat(inject(write(deployment)).err())
        .contains(
            "Deployment/x: note: has the annotation migrationgate.io/release in its template");
  }

  private static String[] with(String[] words, String more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add(more);
    return all.toArray(String[]::new);
  }

  private void expect(ExitCode code, String message, Path file, String... arguments) {
    CommandRun run = CommandRun.of(words("inject", "-f", file.toString(), arguments));
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(message);
    assertThat(run.err().lines()).hasSize(1);
  }

  private String removed(String text) throws IOException {
    CommandRun run = CommandRun.of("inject", "-f", write(text).toString(), "--remove");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PASS);
    return run.out();
  }

  private static CommandRun inject(Path file, String... arguments) {
    List<String> all = new ArrayList<>(List.of(usual()));
    all.addAll(List.of(arguments));
    return CommandRun.of(words("inject", "-f", file.toString(), all.toArray(String[]::new)));
  }

  private static String[] usual() {
    return new String[] {"--image", "gate:1", "--chain", "path=/app/alembic.ini"};
  }

  private static String[] words(String command, String option, String value, String... more) {
    List<String> words = new ArrayList<>(List.of(command, option, value));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "manifest", ".yaml"), text);
  }
}

package io.migrationgate.core.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InjectionTest {

  private static final Map<String, @Nullable Object> API = Map.of("name", "api", "image", "api:1");

  @Test
  void copiesTheFilesByTheAppsOwnImage() throws Exception {
    Injected injected = inject(Settings.usual(), pod(Map.of("containers", List.of(API))));

    assertThat(names(injected, "initContainers"))
        .containsExactly(
            "migration-gate-copier",
            "migration-gate-files-api",
            "migration-gate-check",
            "migration-gate-hold");
    assertThat(container(injected, "migration-gate-files-api"))
        .containsEntry("image", "api:1")
        .containsEntry(
            "args", List.of("/migration-gate/files/api", "67108864", "/app/alembic.ini"));
    assertThat(names(injected, "volumes")).containsExactly("migration-gate", "migration-gate-pod");
    assertThat(args(injected, "migration-gate-check"))
        .contains("--chain=root=/migration-gate/files/api,path=/app/alembic.ini");
  }

  @Test
  void mountsTheImageWhereTheClusterCan() throws Exception {
    Injected injected = inject(Settings.usual().mounted(), pod(Map.of("containers", List.of(API))));

    assertThat(names(injected, "initContainers"))
        .containsExactly("migration-gate-check", "migration-gate-hold");
    assertThat(names(injected, "volumes"))
        .containsExactly("migration-gate", "migration-gate-pod", "migration-gate-image-api");
    assertThat(args(injected, "migration-gate-hold"))
        .contains(
            "--chain=root=/migration-gate-images/api,path=/app/alembic.ini",
            "--annotations-file=/migration-gate-pod/annotations",
            "--verdict-file=/migration-gate/verdict");
    assertThat(mounts(injected, "migration-gate-hold"))
        .containsEntry("/migration-gate-images/api", "migration-gate-image-api");
  }

  @Test
  void takesCommasAndReferencesOfPathsForWhatTheyAre() throws Exception {
    Injected injected =
        inject(
            Settings.usual().chains(Settings.chain("/app/a,$(B)")),
            pod(Map.of("containers", List.of(API))));

    assertThat(args(injected, "migration-gate-check"))
        .contains("--chain=root=/migration-gate/files/api,path=/app/a\\,$$(B)");
    assertThat(args(injected, "migration-gate-files-api")).contains("/app/a,$$(B)");
  }

  @Test
  void readsTheImageOfTheContainerThatIsMeant() throws Exception {
    Map<String, @Nullable Object> web = Map.of("name", "web", "image", "web:1");
    Map<String, @Nullable Object> spec = Map.of("containers", List.of(API, web));

    assertThatThrownBy(() -> inject(Settings.usual(), pod(spec)))
        .isInstanceOf(InjectionException.class)
        .hasMessageContaining("api, web")
        .hasMessageContaining("container=NAME");
    Map<String, @Nullable Object> annotated =
        Map.of(
            "metadata",
            Map.of("annotations", Map.of("kubectl.kubernetes.io/default-container", "web")),
            "spec",
            spec);
    assertThat(container(inject(Settings.usual(), annotated), "migration-gate-files-web"))
        .containsEntry("image", "web:1");
    assertThatThrownBy(
            () -> inject(Settings.usual().chains(Settings.chainIn("wep", "/app")), pod(spec)))
        .hasMessage("there is no container wep; there are api, web");
  }

  @Test
  void readsAnImageThatOnlyAnInitContainerHas() throws Exception {
    Map<String, @Nullable Object> migrate = Map.of("name", "migrate", "image", "migrations:1");
    Injected injected =
        inject(
            Settings.usual().chains(Settings.chainIn("migrate", "/app")),
            pod(Map.of("initContainers", List.of(migrate), "containers", List.of(API))));

    assertThat(container(injected, "migration-gate-files-migrate"))
        .containsEntry("image", "migrations:1");
    assertThat(names(injected, "initContainers")).last().isEqualTo("migrate");
  }

  @Test
  void standsFirstOrBehindThoseItNeeds() throws Exception {
    Map<String, @Nullable Object> spec =
        Map.of(
            "initContainers",
            List.of(
                Map.of("name", "secrets", "image", "s"),
                Map.of("name", "mesh", "image", "m", "restartPolicy", "Always"),
                Map.of("name", "migrate", "image", "a")),
            "containers",
            List.of(API));

    assertThat(names(inject(Settings.usual(), pod(spec)), "initContainers"))
        .endsWith("migration-gate-hold", "secrets", "mesh", "migrate");
    assertThat(
            names(inject(Settings.usual().after("mesh", "secrets"), pod(spec)), "initContainers"))
        .startsWith("secrets", "mesh", "migration-gate-copier")
        .endsWith("migration-gate-hold", "migrate");
    assertThatThrownBy(() -> inject(Settings.usual().after("vault"), pod(spec)))
        .hasMessage(
            "there is no init container vault to come after; there are secrets, mesh, migrate");
  }

  @Test
  void isHardened() throws Exception {
    Injected injected = inject(Settings.usual(), pod(Map.of("containers", List.of(API))));

    for (Map<String, @Nullable Object> gate : objects(injected, "initContainers")) {
      assertThat(gate)
          .containsEntry("terminationMessagePolicy", "File")
          .containsEntry(
              "securityContext",
              Map.of(
                  "runAsNonRoot",
                  true,
                  "runAsUser",
                  65_532L,
                  "readOnlyRootFilesystem",
                  true,
                  "allowPrivilegeEscalation",
                  false,
                  "capabilities",
                  Map.of("drop", List.of("ALL")),
                  "seccompProfile",
                  Map.of("type", "RuntimeDefault")));
      assertThat(mounts(injected, String.valueOf(gate.get("name"))))
          .containsKey("/var/run/secrets/kubernetes.io/serviceaccount");
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // pod, app, asked, the gate's, the files' step
        "-, -, -, 65532, 65532",
        "0, -, -, 65532, 65532",
        "0, 0, -, 65532, 65532",
        "1000, -, -, -, -",
        "1000, 0, -, -, -",
        "1000, 2000, -, -, 2000",
        "-, 2000, -, 65532, 2000",
        "-, -, none, -, -",
        "0, 2000, none, -, 2000",
        "1000, -, none, -, -",
        "1000, -, 3000, 3000, -",
        "-, -, 3000, 3000, 65532",
      })
  void runsAsAUserWhoMayReadTheFiles(
      @Nullable Long pods,
      @Nullable Long apps,
      @Nullable String asked,
      @Nullable Long gates,
      @Nullable Long files)
      throws Exception {
    GateUser user =
        asked == null
            ? new GateUser.Fitting()
            : asked.equals("none") ? new GateUser.Unnamed() : new GateUser.Fixed(3000);
    ManifestObject app = new ManifestObject(API);
    if (apps != null) {
      app = app.with("securityContext", ManifestObject.EMPTY.with("runAsUser", apps));
    }
    ManifestObject spec = ManifestObject.EMPTY.with("containers", List.of(app));
    if (pods != null) {
      spec = spec.with("securityContext", ManifestObject.EMPTY.with("runAsUser", pods));
    }

    Injected injected = inject(Settings.usual().user(user), pod(spec.fields()));

    assertThat(user(injected, "migration-gate-copier")).isEqualTo(gates);
    assertThat(user(injected, "migration-gate-check")).isEqualTo(gates);
    assertThat(user(injected, "migration-gate-hold")).isEqualTo(gates);
    assertThat(user(injected, "migration-gate-files-api")).isEqualTo(files);
  }

  @Test
  void leavesTheQualityOfServiceWhatItIs() throws Exception {
    assertThat(resources(Map.of(), new GateResources.Fitting())).isNull();
    Map<String, @Nullable Object> expected = Map.of("cpu", "250m", "memory", "64Mi");
    assertThat(
            resources(
                Map.of("resources", Map.of("requests", Map.of("cpu", "1"))),
                new GateResources.Fitting()))
        .isEqualTo(Map.of("requests", expected, "limits", expected));
    assertThat(
            resources(
                Map.of("resources", Map.of("limits", Map.of("cpu", 1L, "memory", "1Gi"))),
                new GateResources.Fitting()))
        .isEqualTo(Map.of("requests", expected, "limits", expected));
    assertThat(resources(Map.of(), new GateResources.Fixed(Optional.of("1"), Optional.empty())))
        .isEqualTo(Map.of("requests", Map.of("cpu", "1"), "limits", Map.of("cpu", "1")));
    assertThat(
            resources(
                Map.of("resources", Map.of("requests", Map.of("cpu", "1"))),
                new GateResources.Unnamed()))
        .isNull();
  }

  @Test
  void leavesABudgetOfThePodAsAWholeAlone() throws Exception {
    Injected injected =
        inject(
            Settings.usual(),
            pod(
                Map.of(
                    "resources",
                    Map.of("limits", Map.of("cpu", "1", "memory", "1Gi")),
                    "containers",
                    List.of(API))));

    assertThat(container(injected, "migration-gate-hold")).doesNotContainKey("resources");
  }

  @ParameterizedTest
  @CsvSource({"1, 1365", "4, 1024", "12, 614"})
  void sharesTheMessagesAmongAllContainers(int apps, int budget) throws Exception {
    List<Map<String, @Nullable Object>> containers = new ArrayList<>();
    for (int i = 0; i < apps; i++) {
      containers.add(Map.of("name", "c" + i, "image", "i"));
    }
    Settings settings = Settings.usual().chains(Settings.chainIn("c0", "/app"));

    // Four of its own besides, and room for four more.
    assertThat(args(inject(settings, pod(Map.of("containers", containers))), "migration-gate-hold"))
        .contains("--message-budget=" + budget);
  }

  @Test
  void takesOverTheVariablesOfTheDatabaseAndNoOthers() throws Exception {
    List<Map<String, @Nullable Object>> env =
        List.of(
            Map.of("name", "HOST", "value", "db"),
            Map.of("name", "UNUSED", "value", "x"),
            Map.of("name", "PASSWORD", "valueFrom", Map.of("secretKeyRef", Map.of("name", "s"))),
            Map.of("name", "URL", "value", "postgresql://$(PASSWORD)@$(HOST)/$$(UNUSED)"));
    Map<String, @Nullable Object> app = Map.of("name", "api", "image", "api:1", "env", env);

    Injected injected =
        inject(
            Settings.usual().database(Settings.variable("URL")),
            pod(Map.of("containers", List.of(app))));

    List<Map<String, @Nullable Object>> needed = List.of(env.get(0), env.get(2), env.get(3));
    assertThat(container(injected, "migration-gate-check"))
        .containsEntry("env", needed)
        .doesNotContainKey("envFrom");
    assertThat(container(injected, "migration-gate-hold")).containsEntry("env", needed);
    assertThat(container(injected, "migration-gate-copier")).doesNotContainKey("env");
    assertThat(container(injected, "migration-gate-files-api")).doesNotContainKey("env");
  }

  @Test
  void takesOverWhereVariablesComeFromWhenNothingNamesThem() throws Exception {
    List<Map<String, @Nullable Object>> from =
        List.of(Map.of("secretRef", Map.of("name", "database")));
    Map<String, @Nullable Object> app = Map.of("name", "api", "image", "api:1", "envFrom", from);
    Settings settings = Settings.usual().database(Settings.variable("URL"));

    assertThat(
            container(
                inject(settings, pod(Map.of("containers", List.of(app)))), "migration-gate-check"))
        .containsEntry("envFrom", from);
    assertThat(inject(settings, pod(Map.of("containers", List.of(API)))).notes())
        .singleElement()
        .asString()
        .contains("does not set all of URL");
  }

  @Test
  void mountsTheFileThatHoldsTheAddress() throws Exception {
    Map<String, @Nullable Object> app =
        Map.of(
            "name",
            "api",
            "image",
            "api:1",
            "volumeMounts",
            List.of(
                Map.of("name", "all", "mountPath", "/etc"),
                Map.of("name", "db", "mountPath", "/etc/db")));
    InjectedDatabase file =
        new InjectedDatabase(
            Optional.empty(), new InjectedDatabase.Address.MountedFile("/etc/db/url"), Map.of());
    InjectedDatabase elsewhere =
        new InjectedDatabase(
            Optional.empty(), new InjectedDatabase.Address.MountedFile("/run/url"), Map.of());

    Injected injected =
        inject(Settings.usual().database(file), pod(Map.of("containers", List.of(app))));

    assertThat(mounts(injected, "migration-gate-check"))
        .containsEntry("/etc/db", "db")
        .doesNotContainKey("/etc");
    assertThatThrownBy(
            () ->
                inject(
                    Settings.usual().database(elsewhere), pod(Map.of("containers", List.of(app)))))
        .hasMessageContaining("mounts nothing that holds /run/url");
  }

  @Test
  void takesOverWhatCompletesAnAddressOfPostgresql() throws Exception {
    List<Map<String, @Nullable Object>> env =
        List.of(
            Map.of("name", "PGPASSWORD", "value", "$(SECRET)"),
            Map.of("name", "URL", "value", "postgresql://db/app"),
            Map.of("name", "PGAPPNAME", "value", "app"),
            Map.of("name", "SECRET", "value", "s"),
            Map.of("name", "PGSSLMODE", "value", "require"));
    Map<String, @Nullable Object> app = Map.of("name", "api", "image", "api:1", "env", env);

    assertThat(
            container(
                inject(
                    Settings.usual().database(Settings.variable("URL")),
                    pod(Map.of("containers", List.of(app)))),
                "migration-gate-hold"))
        .containsEntry("env", List.of(env.get(0), env.get(1), env.get(3), env.get(4)));
  }

  @ParameterizedTest
  @CsvSource({
    "sqlite:////data/app.db, true",
    "sqlite+pysqlite:////data/app.db?timeout=5, true",
    "db:sqlite:/data/app.db, true",
    "sqlite:////srv/app.db, false",
    "sqlite:///app.db, false",
  })
  void mountsTheFileOfSqlite(String url, boolean mounted) throws Exception {
    Map<String, @Nullable Object> app =
        Map.of(
            "name",
            "api",
            "image",
            "api:1",
            "env",
            List.of(Map.of("name", "URL", "value", url)),
            "volumeMounts",
            List.of(Map.of("name", "data", "mountPath", "/data")));

    Injected injected =
        inject(
            Settings.usual().database(Settings.variable("URL")),
            pod(Map.of("containers", List.of(app))));

    assertThat(mounts(injected, "migration-gate-check").containsKey("/data")).isEqualTo(mounted);
    assertThat(injected.notes().stream().anyMatch(note -> note.contains("lies in no volume")))
        .isEqualTo(!mounted);
  }

  @Test
  void refusesTwoMeaningsOfOneVariable() {
    Map<String, @Nullable Object> spec =
        Map.of(
            "containers",
            List.of(
                Map.of(
                    "name", "a", "image", "a", "env", List.of(Map.of("name", "U", "value", "1"))),
                Map.of(
                    "name", "b", "image", "b", "env", List.of(Map.of("name", "U", "value", "2")))));
    Settings settings =
        Settings.usual()
            .chains(Settings.chainIn("a", "/a"), Settings.chainIn("b", "/b"))
            .database(
                new InjectedDatabase(
                    Optional.of("a"), new InjectedDatabase.Address.Variable("U"), Map.of()))
            .database(
                new InjectedDatabase(
                    Optional.of("b"), new InjectedDatabase.Address.Variable("U"), Map.of()));

    assertThatThrownBy(() -> inject(settings, pod(spec)))
        .hasMessageContaining("two containers set U differently");
  }

  @Test
  void warnsOfAMeshThatCatchesConnections() throws Exception {
    Map<String, @Nullable Object> istio =
        Map.of(
            "metadata",
            Map.of("labels", Map.of("sidecar.istio.io/inject", "true")),
            "spec",
            Map.of("containers", List.of(API)));
    Settings asking = Settings.usual().database(Settings.variable("URL"));

    assertThat(inject(asking, istio).notes())
        .anyMatch(note -> note.contains("traffic.sidecar.istio.io/excludeOutboundPorts"));
    assertThat(inject(Settings.usual(), istio).notes()).isEmpty();
    Map<String, @Nullable Object> linkerd =
        pod(Map.of("containers", List.of(API, Map.of("name", "linkerd-proxy", "image", "l"))));
    Settings ofApi = asking.chains(Settings.chainIn("api", "/app"));
    assertThat(inject(ofApi, linkerd).notes())
        .anyMatch(note -> note.contains("config.linkerd.io/skip-outbound-ports"));
  }

  @Test
  void asksNothingOfAMeshItComesAfter() throws Exception {
    Map<String, @Nullable Object> proxy =
        Map.of("name", "istio-proxy", "image", "i", "restartPolicy", "Always");
    Settings settings = Settings.usual().database(Settings.variable("URL")).after("istio-proxy");

    assertThat(
            inject(
                    settings,
                    pod(Map.of("initContainers", List.of(proxy), "containers", List.of(API))))
                .notes())
        .noneMatch(note -> note.contains("mesh"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Never", "OnFailure"})
  void holdsThePodsOfJobsForSomeTimeOnly(String restartPolicy) throws Exception {
    Map<String, @Nullable Object> job =
        pod(Map.of("restartPolicy", restartPolicy, "containers", List.of(API)));

    assertThat(args(inject(Settings.usual(), job), "migration-gate-hold"))
        .contains("--timeout=30m", "--on-timeout=fail");
    assertThat(args(inject(Settings.usual().timeout("5m"), job), "migration-gate-hold"))
        .contains("--timeout=5m", "--on-timeout=fail");
  }

  @Test
  void holdsOtherPodsForEver() throws Exception {
    assertThat(
            args(
                inject(Settings.usual(), pod(Map.of("containers", List.of(API)))),
                "migration-gate-hold"))
        .noneMatch(flag -> flag.contains("timeout"));
  }

  @Test
  void leavesWindowsAlone() throws Exception {
    for (Map<String, @Nullable Object> windows :
        List.<Map<String, @Nullable Object>>of(
            Map.of("os", Map.of("name", "windows"), "containers", List.of(API)),
            Map.of(
                "nodeSelector",
                Map.of("kubernetes.io/os", "windows"),
                "containers",
                List.of(API)))) {
      Injected injected = inject(Settings.usual(), pod(windows));

      assertThat(injected.gated()).isFalse();
      assertThat(injected.template()).isEqualTo(pod(windows));
      assertThat(injected.notes()).singleElement().asString().contains("Windows");
    }
  }

  @Test
  void takesACrashThroughTheGateAgainWhereAsked() throws Exception {
    Injected injected =
        inject(Settings.usual().recheckOnCrash(), pod(Map.of("containers", List.of(API))));

    assertThat(objects(injected, "containers").getFirst())
        .containsEntry("restartPolicy", "Always")
        .containsEntry(
            "restartPolicyRules",
            List.of(
                Map.of(
                    "action",
                    "RestartAllContainers",
                    "exitCodes",
                    Map.of("operator", "NotIn", "values", List.of(0L)))));
  }

  @Test
  void labelsThePodWhereItHasNoGate() throws Exception {
    Map<String, @Nullable Object> bare = pod(Map.of("containers", List.of(API)));
    Map<String, @Nullable Object> labelled =
        Map.of(
            "metadata",
            Map.of("labels", Map.of(GateNames.LABEL, "other")),
            "spec",
            Map.of("containers", List.of(API)));

    assertThat(inject(Settings.usual().gate("mine"), bare).template())
        .extractingByKey("metadata")
        .asString()
        .contains("migrationgate.io/gate=mine", "migrationgate.io/injected=v1");
    assertThat(inject(Settings.usual().gate("mine"), labelled).notes())
        .singleElement()
        .asString()
        .contains("other already");
  }

  @Test
  void saysWhatIsNotBuiltLikeAPod() {
    assertThatThrownBy(() -> inject(Settings.usual(), Map.of("spec", "text")))
        .isInstanceOf(InjectionException.class)
        .hasMessage("spec is not an object");
    assertThatThrownBy(() -> inject(Settings.usual(), pod(Map.of("containers", List.of("text")))))
        .hasMessage("containers holds something that is not an object");
    assertThatThrownBy(() -> inject(Settings.usual(), pod(Map.of())))
        .hasMessage("there is no container");
    assertThatThrownBy(
            () -> inject(Settings.usual(), pod(Map.of("containers", List.of(Map.of("name", "a"))))))
        .hasMessage("container a has no image");
  }

  private static Injected inject(Settings settings, Map<String, @Nullable Object> template)
      throws InjectionException {
    return new Injection(settings.value()).into(template);
  }

  private static Map<String, @Nullable Object> pod(Map<String, @Nullable Object> spec) {
    return Map.of("spec", spec);
  }

  private static @Nullable Object resources(
      Map<String, @Nullable Object> app, GateResources resources) throws InjectionException {
    ManifestObject container = new ManifestObject(API);
    for (Map.Entry<String, @Nullable Object> entry : app.entrySet()) {
      container = container.with(entry.getKey(), entry.getValue());
    }
    Injected injected =
        inject(
            Settings.usual().resources(resources),
            pod(Map.of("containers", List.of(container.fields()))));
    return container(injected, "migration-gate-check").get("resources");
  }

  private static @Nullable Long user(Injected injected, String name) throws InjectionException {
    return new ManifestObject(container(injected, name))
        .object("securityContext")
        .number("runAsUser")
        .orElse(null);
  }

  private static List<Map<String, @Nullable Object>> objects(Injected injected, String key)
      throws InjectionException {
    return new ManifestObject(injected.template())
        .object("spec").objects(key).stream().map(ManifestObject::fields).toList();
  }

  private static List<String> names(Injected injected, String key) throws InjectionException {
    return objects(injected, key).stream().map(one -> String.valueOf(one.get("name"))).toList();
  }

  private static Map<String, @Nullable Object> container(Injected injected, String name)
      throws InjectionException {
    return objects(injected, "initContainers").stream()
        .filter(one -> name.equals(one.get("name")))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> args(Injected injected, String name) throws InjectionException {
    return container(injected, name).get("args") instanceof List<?> args
        ? args.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static Map<String, String> mounts(Injected injected, String name)
      throws InjectionException {
    Map<String, String> mounts = new java.util.TreeMap<>();
    for (ManifestObject mount :
        new ManifestObject(container(injected, name)).objects("volumeMounts")) {
      mounts.put(mount.text("mountPath").orElseThrow(), mount.text("name").orElseThrow());
    }
    return mounts;
  }
}

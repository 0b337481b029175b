package io.migrationgate.core.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProbeSpecTest {

  private static final Map<String, Object> API =
      Map.of(
          "name",
          "api",
          "image",
          "api:1",
          "env",
          List.of(
              Map.of("name", "DATABASE_URL", "value", "postgresql://db/shop"),
              Map.of("name", "API_KEY", "value", "secret")),
          "volumeMounts",
          List.of(Map.of("name", "data", "mountPath", "/data")));

  private static Map<String, @Nullable Object> template(Map<String, Object> more) {
    Map<String, Object> spec = new HashMap<>(more);
    spec.put("containers", List.of(API));
    spec.put("volumes", List.of(Map.of("name", "data", "emptyDir", Map.of())));
    return Map.of("metadata", Map.of("labels", Map.of("app", "api")), "spec", spec);
  }

  private static ManifestObject probe(Settings settings, Map<String, Object> more)
      throws InjectionException {
    return new ManifestObject(ProbeSpec.of(template(more), settings.value(), Map.of(), 120));
  }

  private static List<String> names(ManifestObject spec, String list) throws InjectionException {
    return spec.objects(list).stream().map(object -> object.text("name").orElseThrow()).toList();
  }

  @Test
  void judgesAndDoesNothingElse() throws Exception {
    ManifestObject copying =
        probe(
            Settings.usual(),
            Map.of("initContainers", List.of(Map.of("name", "migrate", "image", "api:1"))));
    ManifestObject mounting = probe(Settings.usual().mounted(), Map.of());

    assertThat(names(copying, "initContainers"))
        .containsExactly("migration-gate-copier", "migration-gate-files-api");
    assertThat(names(copying, "containers")).containsExactly("migration-gate-check");
    assertThat(names(copying, "volumes")).containsExactly("migration-gate");
    assertThat(mounting.has("initContainers")).isFalse();
    assertThat(names(mounting, "volumes"))
        .containsExactly("migration-gate", "migration-gate-image-api");
  }

  @Test
  void endsByItselfAndHasNoToken() throws Exception {
    assertThat(probe(Settings.usual(), Map.of("automountServiceAccountToken", true)).fields())
        .containsEntry("restartPolicy", "Never")
        .containsEntry("activeDeadlineSeconds", 120L)
        .containsEntry("automountServiceAccountToken", false);
  }

  @Test
  void goesWhereTheAppCanGoAndLeavesTheRest() throws Exception {
    ManifestObject spec =
        probe(
            Settings.usual(),
            Map.of(
                "imagePullSecrets",
                List.of(Map.of("name", "registry")),
                "tolerations",
                List.of(Map.of("operator", "Exists")),
                "nodeSelector",
                Map.of("kubernetes.io/arch", "arm64"),
                "affinity",
                Map.of("nodeAffinity", Map.of("a", "b"), "podAntiAffinity", Map.of("c", "d")),
                "nodeName",
                "node7",
                "hostNetwork",
                true,
                "priorityClassName",
                "high"));

    assertThat(spec.fields())
        .containsEntry("imagePullSecrets", List.of(Map.of("name", "registry")))
        .containsEntry("tolerations", List.of(Map.of("operator", "Exists")))
        .containsEntry("nodeSelector", Map.of("kubernetes.io/arch", "arm64"))
        .containsEntry("affinity", Map.of("nodeAffinity", Map.of("a", "b")))
        .doesNotContainKeys("nodeName", "hostNetwork", "priorityClassName");
  }

  @Test
  void isRestrictedWhateverTheAppIs() throws Exception {
    ManifestObject root =
        probe(Settings.usual(), Map.of("securityContext", Map.of("runAsUser", 0, "fsGroup", 7)));
    ManifestObject user =
        probe(Settings.usual(), Map.of("securityContext", Map.of("runAsUser", 1000)));

    assertThat(root.object("securityContext").fields())
        .containsEntry("runAsNonRoot", true)
        .containsEntry("fsGroup", 7)
        .containsEntry("seccompProfile", Map.of("type", "RuntimeDefault"))
        .doesNotContainKey("runAsUser");
    assertThat(user.object("securityContext").fields()).containsEntry("runAsUser", 1000L);
  }

  @Test
  void takesTheImageThatIsGivenInPlaceOfTheNamedOne() throws Exception {
    ManifestObject spec =
        new ManifestObject(
            ProbeSpec.of(
                template(Map.of()),
                Settings.usual().value(),
                Map.of("api", new AppImage("sha256:12", Optional.of("Never"))),
                120));

    assertThat(spec.objects("initContainers").getLast().fields())
        .containsEntry("image", "sha256:12")
        .containsEntry("imagePullPolicy", "Never");
  }

  @Test
  void asksTheDatabaseWithWhatTheGateWouldHave() throws Exception {
    ManifestObject check =
        probe(Settings.usual().database(Settings.variable("DATABASE_URL")), Map.of())
            .objects("containers")
            .getFirst();

    assertThat(names(check, "env")).containsExactly("DATABASE_URL");
  }

  @Test
  void isTheSameOfAPodThatHasTheGateAlready() throws Exception {
    Map<String, @Nullable Object> gated =
        new Injection(Settings.usual().value()).into(template(Map.of())).template();

    assertThat(ProbeSpec.of(gated, Settings.usual().value(), Map.of(), 120))
        .isEqualTo(ProbeSpec.of(template(Map.of()), Settings.usual().value(), Map.of(), 120));
  }

  @Test
  void refusesWhatTheGateCouldNotBePutInto() {
    assertThatThrownBy(
            () -> probe(Settings.usual().chains(Settings.chainIn("other", "/a")), Map.of()))
        .isInstanceOf(InjectionException.class)
        .hasMessageContaining("other");
    assertThatThrownBy(() -> probe(Settings.usual(), Map.of("os", Map.of("name", "windows"))))
        .isInstanceOf(InjectionException.class)
        .hasMessageContaining("Windows");
  }
}

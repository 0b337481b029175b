package io.migrationgate.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever a pod looks like, and whatever is put into it: it can be taken out again. */
class RemovalPropertyTest {

  /** The order of fields counts too, and maps do not compare that. */
  private static String written(@Nullable Object tree) {
    return String.valueOf(tree);
  }

  @Property(tries = 300)
  void takesOutExactlyWhatWasPutIn(
      @ForAll("pods") Map<String, @Nullable Object> pod,
      @ForAll("settings") InjectionSettings settings)
      throws InjectionException {
    Map<String, @Nullable Object> injected = new Injection(settings).into(pod).template();

    assertThat(injected).isNotEqualTo(pod);
    assertThat(written(Removal.of(injected))).isEqualTo(written(pod));
  }

  @Property(tries = 300)
  void doingItTwiceIsDoingItOnce(
      @ForAll("pods") Map<String, @Nullable Object> pod,
      @ForAll("settings") InjectionSettings settings)
      throws InjectionException {
    Map<String, @Nullable Object> once = new Injection(settings).into(pod).template();

    assertThat(written(new Injection(settings).into(once).template())).isEqualTo(written(once));
  }

  @Property(tries = 300)
  void olderSettingsLeaveNoTrace(
      @ForAll("pods") Map<String, @Nullable Object> pod,
      @ForAll("settings") InjectionSettings older,
      @ForAll("settings") InjectionSettings newer)
      throws InjectionException {
    Map<String, @Nullable Object> before = new Injection(older).into(pod).template();

    assertThat(written(new Injection(newer).into(before).template()))
        .isEqualTo(written(new Injection(newer).into(pod).template()));
  }

  @Property(tries = 300)
  void keepsEverythingElseInItsOrder(
      @ForAll("pods") Map<String, @Nullable Object> pod,
      @ForAll("settings") InjectionSettings settings)
      throws InjectionException {
    Map<String, @Nullable Object> injected = new Injection(settings).into(pod).template();

    for (String key : List.of("initContainers", "volumes")) {
      List<Object> others = new ArrayList<>(objects(injected, key));
      others.removeIf(one -> written(one).startsWith("{name=migration-gate"));
      assertThat(others).isEqualTo(objects(pod, key));
    }
  }

  private static List<?> objects(Map<String, @Nullable Object> pod, String key) {
    return pod.get("spec") instanceof Map<?, ?> spec && spec.get(key) instanceof List<?> list
        ? list
        : List.of();
  }

  @Provide
  Arbitrary<InjectionSettings> settings() {
    Arbitrary<Settings> first =
        Arbitraries.of(
            Settings.usual(),
            Settings.usual().mounted(),
            Settings.usual().gate("mine"),
            Settings.usual().recheckOnCrash(),
            Settings.usual().gate("yours").mounted().recheckOnCrash());
    return Combinators.combine(
            first,
            Arbitraries.of(
                new GateResources.Fitting(),
                new GateResources.Unnamed(),
                new GateResources.Fixed(Optional.of("1"), Optional.of("1Gi"))),
            Arbitraries.of(true, false))
        .as(
            (settings, resources, asks) -> {
              Settings all = settings.resources(resources).chains(Settings.chainIn("api", "/app"));
              return (asks ? all.database(Settings.variable("URL")) : all).value();
            });
  }

  @Provide
  Arbitrary<Map<String, @Nullable Object>> pods() {
    Arbitrary<Optional<Object>> labels =
        optional(
            Arbitraries.of(
                Map.of(), Map.of("app", "x"), Map.of("app", "x", GateNames.LABEL, "kept")));
    Arbitrary<Optional<Object>> annotations =
        optional(Arbitraries.of(Map.of(), Map.of("team", "x")));
    Arbitrary<Optional<Object>> metadata =
        optional(
            Combinators.combine(labels, annotations, Arbitraries.of(true, false))
                .as(
                    (label, annotation, named) -> {
                      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                      put(fields, "annotations", annotation);
                      put(fields, "labels", label);
                      if (named) {
                        fields.put("name", "x");
                      }
                      return fields;
                    }));
    Arbitrary<Optional<Object>> init =
        optional(Arbitraries.of("migrate", "secrets").map(RemovalPropertyTest::container).list());
    Arbitrary<Optional<Object>> volumes =
        optional(
            Arbitraries.of("data", "tmp")
                .map(name -> (Object) Map.of("name", name, "emptyDir", Map.of()))
                .list()
                .ofMaxSize(2));
    Arbitrary<Object> app =
        Arbitraries.of(
            container("api"),
            new ManifestObject(Map.of("name", "api"))
                .with("image", "i")
                .with("restartPolicy", "Never")
                .with("restartPolicyRules", List.of(ManifestObject.EMPTY.with("action", "Restart")))
                .with("resources", ManifestObject.EMPTY.with("limits", Map.of("cpu", 1L)))
                .fields());
    return Combinators.combine(metadata, init, volumes, app, optional(Arbitraries.of("Never")))
        .as(
            (meta, inits, vols, container, policy) -> {
              Map<String, @Nullable Object> spec = new LinkedHashMap<>();
              put(spec, "volumes", vols);
              spec.put("containers", List.of(container("sidecar"), container));
              put(spec, "initContainers", inits);
              if (policy.isPresent() && !policy.get().equals(NULL)) {
                spec.put("restartPolicy", policy.get());
              }
              Map<String, @Nullable Object> pod = new LinkedHashMap<>();
              put(pod, "metadata", meta);
              pod.put("spec", spec);
              return pod;
            });
  }

  private static final Object NULL = "null";

  /** Absent, null, or one of these. */
  private static Arbitrary<Optional<Object>> optional(Arbitrary<?> values) {
    return Arbitraries.oneOf(
        values.map(value -> Optional.of((Object) value)),
        Arbitraries.of(Optional.empty(), Optional.of(NULL)));
  }

  private static void put(
      Map<String, @Nullable Object> fields, String key, Optional<Object> value) {
    if (value.isPresent()) {
      fields.put(key, value.get().equals(NULL) ? null : value.get());
    }
  }

  private static Object container(String name) {
    Map<String, @Nullable Object> container = new LinkedHashMap<>();
    container.put("name", name);
    container.put("image", name + ":1");
    return container;
  }
}

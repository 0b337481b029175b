package io.migrationgate.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import io.migrationgate.core.message.ChainNote;
import io.migrationgate.core.message.DatabaseNote;
import io.migrationgate.core.reader.Tool;
import io.migrationgate.core.verdict.ProblemKind;
import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema in {@code crds/} and the Java records say the same, in both directions. */
class MigrationGateSchemaTest {

  private static final Path FIXTURES = Path.of("src/test/resources/crd");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CrdSchema SCHEMA = CrdSchema.whole();

  /** How the schema writes what Java has. */
  private static final Map<Class<?>, List<String>> PLAIN_TYPES =
      Map.of(
          String.class, List.of("string", "string date-time"),
          Integer.class, List.of("integer int32"),
          int.class, List.of("integer int32"),
          Long.class, List.of("integer int64"),
          Boolean.class, List.of("boolean"));

  @Test
  void namesAreThoseOfTheJavaClass() throws IOException {
    JsonNode spec = CrdSchema.YAML.readTree(CrdSchema.FILE.toFile()).get("spec");

    assertThat(spec.at("/group").asText())
        .isEqualTo(MigrationGate.class.getAnnotation(Group.class).value());
    assertThat(spec.at("/versions/0/name").asText())
        .isEqualTo(MigrationGate.class.getAnnotation(Version.class).value());
    assertThat(spec.at("/names/kind").asText()).isEqualTo(MigrationGate.class.getSimpleName());
    assertThat(spec.at("/names/shortNames").valueStream().map(JsonNode::asText))
        .containsExactly(MigrationGate.class.getAnnotation(ShortNames.class).value());
  }

  @Test
  void everyPropertyIsAComponentOfTheSameTypeAndTheReverse() {
    compare("spec", SCHEMA.property("spec"), MigrationGateSpec.class);
    compare("status", SCHEMA.property("status"), MigrationGateStatus.class);
  }

  private static void compare(String path, CrdSchema schema, Type type) {
    if (type instanceof ParameterizedType generic) {
      Type element = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      boolean list = generic.getRawType() == List.class;
      assertThat(schema.type()).as(path).isEqualTo(list ? "array" : "object");
      compare(
          path + (list ? "[]" : ".*"),
          list ? schema.items() : new CrdSchema(schema.node().get("additionalProperties")),
          element);
    } else if (type == Condition.class) {
      Condition whole =
          new ConditionBuilder()
              .withType("")
              .withStatus("")
              .withObservedGeneration(1L)
              .withLastTransitionTime("")
              .withReason("")
              .withMessage("")
              .build();
      assertThat(properties(schema))
          .as(path)
          .containsExactlyInAnyOrderElementsOf(
              JSON.valueToTree(whole).propertyStream().map(Map.Entry::getKey).toList());
    } else if (((Class<?>) type).isRecord()) {
      compareComponents(path, schema, (Class<?>) type);
    } else if (((Class<?>) type).isEnum()) {
      assertThat(texts(schema.node().get("enum"))).as(path).isEqualTo(words((Class<?>) type));
    } else {
      assertThat((schema.type() + " " + schema.node().path("format").asText()).strip())
          .as(path)
          .isIn(PLAIN_TYPES.get(type));
    }
  }

  private static void compareComponents(String path, CrdSchema schema, Class<?> type) {
    List<String> components = new ArrayList<>();
    List<String> required = texts(schema.node().path("required"));
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      components.add(name);
      CrdSchema property = schema.property(name);
      compare(path + "." + name, property, component.getGenericType());
      if (!isCollection(component)) {
        boolean given = required.contains(name) || property.node().has("default");
        assertThat(given)
            .as(path + "." + name + " is always there")
            .isEqualTo(!isNullable(component));
      }
    }
    assertThat(properties(schema)).as(path).containsExactlyElementsOf(components);
    assertThat(components).as(path).containsAll(required);
  }

  private static boolean isCollection(RecordComponent component) {
    return component.getType() == List.class || component.getType() == Map.class;
  }

  private static boolean isNullable(RecordComponent component) {
    AnnotatedType type = component.getAnnotatedType();
    return type.isAnnotationPresent(Nullable.class);
  }

  private static List<String> properties(CrdSchema schema) {
    return schema.node().path("properties").propertyStream().map(Map.Entry::getKey).toList();
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }

  private static List<String> words(Class<?> type) {
    return Arrays.stream(type.getFields())
        .map(field -> field.getAnnotation(JsonProperty.class).value())
        .toList();
  }

  @Test
  void everythingIsBounded() {
    forEachSchema(
        "",
        SCHEMA,
        (path, schema) -> {
          switch (schema.type()) {
            case "string" ->
                assertThat(schema.node().has("maxLength") || schema.node().has("enum"))
                    .as(path)
                    .isTrue();
            case "array" -> assertThat(schema.node().has("maxItems")).as(path).isTrue();
            case "integer" -> {
              assertThat(schema.node().has("minimum")).as(path).isTrue();
              assertThat(schema.node().has("maximum")).as(path).isEqualTo(path.startsWith(".spec"));
            }
            case "object" ->
                assertThat(
                        schema.node().has("maxProperties")
                            == schema.node().has("additionalProperties"))
                    .as(path)
                    .isTrue();
            default -> assertThat(schema.type()).as(path).isEqualTo("boolean");
          }
        });
  }

  @Test
  void everyRuleSaysWhatMustBe() {
    forEachSchema(
        "",
        SCHEMA,
        (path, schema) ->
            schema
                .node()
                .path("x-kubernetes-validations")
                .forEach(
                    rule -> assertThat(rule.get("message").asText()).as(path).startsWith("must ")));
  }

  @Test
  void everyPropertyIsDescribed() {
    forEachSchema(
        "",
        SCHEMA,
        (path, schema) -> {
          if (path.startsWith(".spec") || path.startsWith(".status")) {
            String element = path.endsWith(".*") ? "a" : schema.node().path("description").asText();
            assertThat(element).as(path).isNotEmpty();
          }
        });
  }

  /** All but what Kubernetes itself has rules for. */
  private static void forEachSchema(
      String path, CrdSchema schema, BiConsumer<String, CrdSchema> consumer) {
    if (!List.of(".apiVersion", ".kind", ".metadata").contains(path)) {
      consumer.accept(path, schema);
    }
    for (String name : properties(schema)) {
      forEachSchema(path + "." + name, schema.property(name), consumer);
    }
    if (schema.node().has("items")) {
      forEachSchema(path + "[]", schema.items(), consumer);
    }
    if (schema.node().has("additionalProperties")) {
      forEachSchema(
          path + ".*", new CrdSchema(schema.node().get("additionalProperties")), consumer);
    }
  }

  /** What is left out has the same meaning to the API server and to the records. */
  @ParameterizedTest
  @MethodSource("validFixtures")
  void recordsKeepWhatTheServerStores(Path fixture) throws IOException {
    JsonNode written = CrdSchema.YAML.readTree(fixture.toFile()).get("spec");
    MigrationGateSpec read = JSON.treeToValue(written, MigrationGateSpec.class);

    assertThat(JSON.readTree(JSON.writeValueAsString(read)))
        .isEqualTo(SCHEMA.property("spec").defaulted(written.deepCopy()));
  }

  /** While versions change, an older operator meets objects of a newer schema. */
  @Test
  void recordsPassOverWhatTheyDoNotKnow() {
    for (Class<?> part : List.of(MigrationGateSpec.class, MigrationGateStatus.class)) {
      forEachRecord(
          part,
          type ->
              assertThat(type.getAnnotation(JsonIgnoreProperties.class))
                  .as(type.getSimpleName())
                  .matches(annotation -> annotation != null && annotation.ignoreUnknown()));
    }
    assertThat(
            Serialization.unmarshal(
                    """
                    apiVersion: migrationgate.io/v1alpha1
                    kind: MigrationGate
                    spec: {chains: [{name: main, path: /app, later: 1}], later: {x: y}}
                    status: {held: 1, later: [z]}
                    """,
                    MigrationGate.class)
                .getSpec()
                .chains())
        .singleElement()
        .extracting(ChainSpec::path)
        .isEqualTo("/app");
  }

  private static void forEachRecord(Type type, Consumer<Class<?>> consumer) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      forEachRecord(arguments[arguments.length - 1], consumer);
    } else if (((Class<?>) type).isRecord()) {
      consumer.accept((Class<?>) type);
      for (RecordComponent component : ((Class<?>) type).getRecordComponents()) {
        forEachRecord(component.getGenericType(), consumer);
      }
    }
  }

  static Stream<Path> validFixtures() throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("valid-"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void theDatabaseOfAChainIsWrittenAsTheGates() {
    JsonNode own = SCHEMA.property("spec").property("chains").items().property("database").node();
    JsonNode ofAll = SCHEMA.property("spec").property("database").node();

    assertThat(own.get("properties")).isEqualTo(ofAll.get("properties"));
    assertThat(own.get("required")).isEqualTo(ofAll.get("required"));
  }

  @Test
  void severitiesAreOfAllKindsOfProblem() {
    JsonNode severities = SCHEMA.property("spec").property("severities").node();
    List<String> kinds = Arrays.stream(ProblemKind.values()).map(ProblemKind::id).toList();

    assertThat(severities.at("/x-kubernetes-validations/0/rule").asText().replaceAll("\\s+", ""))
        .isEqualTo("self.all(kind,kindin['" + String.join("','", kinds) + "'])");
    assertThat(severities.get("description").asText()).endsWith(String.join(", ", kinds) + ".");
    assertThat(severities.get("maxProperties").asInt()).isEqualTo(kinds.size());
  }

  @Test
  void toolsAreThoseThatCanBeRead() {
    assertThat(Arrays.stream(ChainTool.values()).map(Enum::name))
        .containsExactlyElementsOf(Arrays.stream(Tool.values()).map(Enum::name).toList());
  }

  @Test
  void theStatusHoldsAsManyIdsAsAMessage() {
    CrdSchema chain = SCHEMA.property("status").property("chains").items();

    assertThat(chain.property("headIds").node().get("maxItems").asInt())
        .isEqualTo(ChainNote.MAX_HEADS);
    assertThat(chain.property("database").property("revisions").node().get("maxItems").asInt())
        .isEqualTo(DatabaseNote.MAX_REVISIONS);
    CrdSchema started = SCHEMA.property("status").property("started").items();
    assertThat(started.property("heads").node().get("maxItems").asInt())
        .isEqualTo(ChainNote.MAX_HEADS);
  }
}

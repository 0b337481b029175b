package io.migrationgate.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JsonPatchTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Property(tries = 2_000)
  void leadsFromOneToTheOther(
      @ForAll("objects") Map<String, Object> before, @ForAll("objects") Map<String, Object> after)
      throws Exception {
    assertThat(applied(before, JsonPatch.between(before, after))).isEqualTo(tree(after));
  }

  @Property(tries = 500)
  void isEmptyBetweenEquals(@ForAll("objects") Map<String, Object> object) throws Exception {
    assertThat(JsonPatch.between(object, JSON.readValue(JSON.writeValueAsBytes(object), Map.class)))
        .isEmpty();
  }

  @Property(tries = 500)
  void leavesElementsThatStay(
      @ForAll("lists") List<Object> elements, @ForAll("values") Object first) throws Exception {
    List<Object> longer = new ArrayList<>(elements);
    longer.addFirst(first);

    List<?> patch = JsonPatch.between(Map.of("list", elements), Map.of("list", longer));

    assertThat(patch).hasSize(1);
    assertThat(((Map<?, ?>) patch.getFirst()).get("op")).isEqualTo("add");
  }

  @Test
  void escapesWhatAPointerWouldTakeApart() {
    List<?> patch = JsonPatch.between(Map.of(), Map.of("example.com/a~b", 1));

    assertThat(patch).hasToString("[{op=add, path=/example.com~1a~0b, value=1}]");
  }

  @Test
  void knowsANumberInAnyType() {
    assertThat(JsonPatch.between(Map.of("a", 1, "b", 1.0), Map.of("a", 1L, "b", 1))).isEmpty();
  }

  @Test
  void tellsNothingFromNull() {
    Map<String, Object> withNull = new LinkedHashMap<>();
    withNull.put("name", null);

    assertThat(JsonPatch.between(withNull, Map.of())).hasToString("[{op=remove, path=/name}]");
    assertThat(JsonPatch.between(Map.of(), withNull))
        .hasToString("[{op=add, path=/name, value=null}]");
  }

  @Test
  void writesListsAnewThatAreTooLongToCompare() throws Exception {
    List<Object> before = new ArrayList<>();
    List<Object> after = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      before.add("a" + i);
      after.add("b" + i);
    }
    after.add("c");

    assertThat(
            applied(
                Map.of("list", before),
                JsonPatch.between(Map.of("list", before), Map.of("list", after))))
        .isEqualTo(tree(Map.of("list", after)));
  }

  private static JsonNode applied(Map<String, ?> before, List<?> patch) {
    return io.fabric8.zjsonpatch.JsonPatch.apply(tree(patch), tree(before));
  }

  private static JsonNode tree(Object object) {
    return JSON.valueToTree(object);
  }

  @Provide
  Arbitrary<Map<String, Object>> objects() {
    return objects(3);
  }

  @Provide
  Arbitrary<List<Object>> lists() {
    return values(1).list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<Object> values() {
    return values(1);
  }

  private static Arbitrary<Map<String, Object>> objects(int depth) {
    Arbitrary<String> keys = Arbitraries.of("a", "b", "c", "a/b", "m~n", "");
    return Combinators.combine(keys.list().ofMaxSize(4), values(depth).list().ofMaxSize(4))
        .as(
            (names, values) -> {
              Map<String, Object> object = new LinkedHashMap<>();
              for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
                object.put(names.get(i), values.get(i));
              }
              return object;
            });
  }

  private static Arbitrary<Object> values(int depth) {
    Arbitrary<Object> leaves =
        Arbitraries.of("x", "y", 1, 2, true, false).map(value -> (Object) value).injectNull(0.1);
    if (depth == 0) {
      return leaves;
    }
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(3, leaves),
        net.jqwik.api.Tuple.of(
            1, Arbitraries.lazy(() -> objects(depth - 1)).map(map -> (Object) map)),
        net.jqwik.api.Tuple.of(
            2,
            Arbitraries.lazy(() -> values(depth - 1))
                .list()
                .ofMaxSize(5)
                .map(list -> (Object) list)));
  }
}

package io.migrationgate.adapter.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlStreamTest {

  private static final Map<String, @Nullable Object> NEW =
      ordered("name", "new", "args", list("x"));

  @Test
  void changesNothingElse() throws Exception {
    String text =
        """
        # a comment
        first: 'single'   # kept
        list:
          # above
          - name: a
            value: >-
              folded
              text

          - {name: b, value: 0x10}
        # between

        last: "1.0"
        --- # another
        untouched:   [ 1,2 ,3 ]
        """;

    assertThat(
            edited(
                text,
                tree ->
                    with(
                        tree,
                        "list",
                        list(
                            NEW,
                            ordered("name", "a", "value", "folded text"),
                            ordered("name", "b", "value", "0x10")))))
        .isEqualTo(
            """
            # a comment
            first: 'single'   # kept
            list:
              - name: new
                args:
                  - x
              # above
              - name: a
                value: >-
                  folded
                  text

              - {name: b, value: 0x10}
            # between

            last: "1.0"
            --- # another
            untouched:   [ 1,2 ,3 ]
            """);
  }

  @Test
  void writesInTheStyleOfTheDocument() throws Exception {
    String text =
        """
        spec:
            containers:
            - name: a
        """;

    assertThat(
            edited(
                text,
                tree ->
                    with(
                        tree,
                        "spec",
                        ordered(
                            "containers",
                            list(ordered("name", "a")),
                            "volumes",
                            list(ordered("name", "v", "emptyDir", Map.of()))))))
        .isEqualTo(
            """
            spec:
                containers:
                - name: a
                volumes:
                - name: v
                  emptyDir: {}
            """);
  }

  @Test
  void editsJsonAsJson() throws Exception {
    String text =
        """
        {
          "spec": {
            "volumes": [
              {
                "name": "a"
              }
            ]
          }
        }
        """;
    Map<String, @Nullable Object> a = ordered("name", "a");

    String edited = edited(text, tree -> ordered("spec", ordered("volumes", list(NEW, a, NEW))));

    assertThat(edited)
        .isEqualTo(
            """
            {
              "spec": {
                "volumes": [
                  {
                    "name": "new",
                    "args": [
                      "x"
                    ]
                  },
                  {
                    "name": "a"
                  },
                  {
                    "name": "new",
                    "args": [
                      "x"
                    ]
                  }
                ]
              }
            }
            """);
    assertThat(edited(edited, tree -> ordered("spec", ordered("volumes", list(a)))))
        .isEqualTo(text);
    assertThat(
            edited(
                "{\"a\":[1,2,3],\"b\":{}}",
                tree -> ordered("a", list(0L, 2L, 4L), "b", ordered("c", null))))
        .isEqualTo("{\"a\":[0, 2, 4],\"b\":{\"c\": null}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:",
        "a:   # none yet\nb: 1",
        "a: null # note",
        "a: {}",
        "a: []   # none",
        "a: null\nb: 1",
        "b: 1\na: {}\n",
      })
  void writesWhereNothingWasAndTakesItAwayAgain(String text) throws Exception {
    List<@Nullable Object> before = YamlStream.parse(text).values();
    Map<?, ?> tree = (Map<?, ?>) before.getFirst();
    assertThat(tree).isNotNull();
    String filled = edited(text, old -> with(old, "a", list(NEW)));

    assertThat(filled).containsPattern("name\"?: \"?new");
    String emptied = edited(filled, old -> with(old, "a", tree == null ? null : tree.get("a")));
    assertThat(emptied).isEqualTo(text);
  }

  @Test
  void keepsLineEndsAndTheByteOrderMark() throws Exception {
    assertThat(edited("\ufeffa: 1\r\nb: 2\r\n", tree -> with(tree, "c", list("x"))))
        .isEqualTo("\ufeffa: 1\r\nb: 2\r\nc:\r\n- x\r\n");
    assertThat(edited("a: 1\nb: 2", tree -> with(tree, "c", 3L))).isEqualTo("a: 1\nb: 2\nc: 3");
  }

  @Test
  void findsItsPlaceBehindCharactersOfTwoHalves() throws Exception {
    assertThat(
            edited(
                "a: \"\uD83D\uDE00\" # \uD83D\uDE00\nb:\n- 1\n- 2\nc: 3\n",
                tree -> with(tree, "b", list(1L, 5L, 2L))))
        .isEqualTo("a: \"\uD83D\uDE00\" # \uD83D\uDE00\nb:\n- 1\n- 5\n- 2\nc: 3\n");
  }

  @Test
  void keepsTheLinesThatABlockScalarKeeps() throws Exception {
    String text = "a: |+\n  text\n\n\nb: |\n  more\n\n# note\nc: 1\n";

    assertThat(edited(text, tree -> with(with(tree, "d", "x"), "b", "more\n")))
        .isEqualTo(text + "d: x\n");
    assertThat(edited("a: |\n  text\n\n\n", tree -> with(tree, "b", 1L)))
        .isEqualTo("a: |\n  text\nb: 1\n\n\n");
  }

  @ParameterizedTest
  @CsvSource({
    "yes, '\"yes\"'",
    "'1', '\"1\"'",
    "1e3, '\"1e3\"'",
    "0o7, '\"0o7\"'",
    "12:30, '\"12:30\"'",
    "250m, 250m",
    "128Mi, 128Mi",
    "/a/b, /a/b",
    "--flag=a:1, --flag=a:1",
    "'a: b', '\"a: b\"'",
    "a:, '\"a:\"'",
    "-c, '\"-c\"'",
    "---, '\"---\"'",
    "$(A), '\"$(A)\"'",
    "null, '\"null\"'",
  })
  void quotesWhatAnyYamlMightTakeForSomethingElse(String value, String written) throws Exception {
    assertThat(edited("a: 1\n", tree -> with(tree, "b", value)))
        .isEqualTo("a: 1\nb: " + written + "\n");
  }

  @Test
  void seesThroughAliasesAndMergeKeys() throws Exception {
    String text =
        """
        base: &base {image: i, env: &env [a]}
        one:
          <<: *base
          name: one
        two:
          env: *env
        """;

    List<@Nullable Object> values = YamlStream.parse(text).values();
    assertThat(values.getFirst())
        .isEqualTo(
            ordered(
                "base", ordered("image", "i", "env", list("a")),
                "one", ordered("name", "one", "image", "i", "env", list("a")),
                "two", ordered("env", list("a"))));
    Map<String, @Nullable Object> one =
        ordered("name", "one", "image", "i", "env", list("a"), "more", 1L);
    assertThat(edited(text, tree -> with(tree, "one", one)))
        .isEqualTo(text.replace("  name: one\n", "  name: one\n  more: 1\n"));
    assertThatThrownBy(
            () -> edited(text, tree -> with(tree, "two", ordered("env", list("a", "b")))))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("has an alias in line 6, *env");
    assertThatThrownBy(
            () ->
                edited(
                    text, tree -> with(tree, "base", ordered("image", "i", "env", list("a", "b")))))
        .hasMessageContaining("without changing something else");
  }

  @Test
  void refusesWhatGrowsWithoutBounds() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      laughs.append("a%d: &a%d [".formatted(i, i));
      laughs.append(("*a" + (i - 1) + ", ").repeat(9)).append("*a").append(i - 1).append("]\n");
    }

    assertThatThrownBy(() -> YamlStream.parse(laughs.toString()))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("more values than any manifest has");
    assertThatThrownBy(() -> YamlStream.parse("a: &a [*a]"))
        .hasMessage("line 1: *a stands for itself, or for nothing before it");
    assertThatThrownBy(() -> YamlStream.parse("[".repeat(5_000))).isInstanceOf(YamlException.class);
  }

  @Test
  void saysWhereATextIsNotYaml() {
    assertThatThrownBy(() -> YamlStream.parse("a: 1\nb: [\n"))
        .isInstanceOf(YamlException.class)
        .hasMessageStartingWith("line 3: is not YAML: ");
    assertThatThrownBy(() -> YamlStream.parse("a: 1\na: 2\n"))
        .hasMessage("line 2: has the key a twice");
    assertThatThrownBy(() -> YamlStream.parse("a:\n  b: {{ .Values.x }}\n"))
        .hasMessageContaining("line 2")
        .hasMessageContaining("helm template");
    assertThatThrownBy(() -> YamlStream.parse("a: 1\n{{- if .Values.x }}\nb: 2\n{{- end }}\n"))
        .hasMessageContaining("helm template");
  }

  @Test
  void replacesTheLastPartOfATextWithoutALastLineEnd() throws Exception {
    String text = "a:\n- name: old\n  x: 1\nb:\n- name: old";

    String renewed = edited(text, tree -> with(with(tree, "a", list(NEW)), "b", list(NEW)));

    assertThat(renewed)
        .isEqualTo("a:\n- name: new\n  args:\n  - x\nb:\n- name: new\n  args:\n  - x");
  }

  @Test
  void takesJsonThatIsIndentedWithTabs() throws Exception {
    String text = "{\n\t\"a\": \"x\\\"\ty\",\n\t\"b\": 1\n}\n";

    assertThat(YamlStream.parse(text).values()).isEqualTo(list(ordered("a", "x\"\ty", "b", 1L)));
    assertThat(edited(text, tree -> with(tree, "b", 2L))).isEqualTo(text.replace(": 1", ": 2"));
  }

  @Test
  void takesJsonObjectsOneBehindTheOther() throws Exception {
    String text = "{\"a\": \"}{\"}\n{\"a\": [{}]}{\"a\":\t3}\n";
    YamlStream stream = YamlStream.parse(text);
    List<@Nullable Object> values = stream.values();
    values.set(2, ordered("a", 4L));

    assertThat(values).hasSize(3).first().isEqualTo(ordered("a", "}{"));
    assertThat(stream.with(values)).isEqualTo(text.replace("3", "4"));
  }

  @Test
  void saysThatATabIsWhatIsWrong() {
    assertThatThrownBy(() -> YamlStream.parse("a:\n\tb: 1\n"))
        .hasMessageContaining("line 2: is not YAML: a tab stands where YAML takes only spaces");
  }

  @Test
  void saysInWhichObjectAnAliasStands() {
    String text = "kind: Pod\nmetadata: {name: p}\na: &x {b: 1}\nc:\n  *x\n";

    assertThatThrownBy(() -> edited(text, tree -> with(tree, "c", ordered("b", 2L))))
        .hasMessageStartingWith("Pod/p has an alias in line 5, *x,");
  }

  @Test
  void saysThatLinesEndWithCarriageReturnsAlone() {
    assertThatThrownBy(() -> edited("kind: Pod\ra:\r- 1\r", tree -> with(tree, "c", list(NEW))))
        .hasMessageStartingWith("Pod has lines that end with CR alone");
  }

  @Test
  void takesAnEmptyDocumentForNothing() throws Exception {
    String text = "---\n# nothing\n---\na: 1\n---\n";

    assertThat(YamlStream.parse(text).values())
        .isEqualTo(Arrays.asList(null, ordered("a", 1L), null));
    assertThat(YamlStream.parse("").values()).isEmpty();
  }

  @Property
  void holdsWhatItShouldOrRefuses(
      @ForAll("trees") Map<String, @Nullable Object> before,
      @ForAll("trees") Map<String, @Nullable Object> after,
      @ForAll("styles") BlockText style)
      throws YamlException {
    StringBuilder text = new StringBuilder("# top\n");
    before.forEach((key, value) -> text.append(style.field(key, value, 0)));
    YamlStream stream = YamlStream.parse(text.toString());
    assertThat(stream.values()).isEqualTo(list(before));

    String edited;
    try {
      edited = stream.with(list(after));
    } catch (YamlException refused) {
      return;
    }
    assertThat(YamlStream.parse(edited).values()).isEqualTo(list(after));
  }

  @Property
  void givesBackTheTextWhenAFieldComesAndGoes(
      @ForAll("trees") Map<String, @Nullable Object> before, @ForAll("styles") BlockText style)
      throws YamlException {
    StringBuilder text = new StringBuilder("# top\n");
    before.forEach((key, value) -> text.append(style.field(key, value, 0)));
    text.append("# bottom\n");

    String more = edited(text.toString(), tree -> with(tree, "added", list(NEW)));
    String less =
        edited(
            more,
            tree -> {
              Map<String, @Nullable Object> rest = new LinkedHashMap<>(tree);
              rest.remove("added");
              return rest;
            });

    assertThat(less).isEqualTo(text.toString());
  }

  @Provide
  Arbitrary<BlockText> styles() {
    return Arbitraries.of(
        new BlockText(2, 0, "\n"), new BlockText(2, 2, "\n"), new BlockText(4, 2, "\n"));
  }

  @Provide
  Arbitrary<Map<String, @Nullable Object>> trees() {
    Arbitrary<Object> scalars =
        Arbitraries.of(
            "a", "b c", "# x", "- y", "", "1", 1L, true, "line\nline", "\u00e9\uD83D\uDE00");
    Arbitrary<Object> lists = scalars.list().ofMaxSize(4).map(values -> (Object) values);
    Arbitrary<Object> named =
        Arbitraries.of("p", "q", "r")
            .flatMap(name -> scalars.map(value -> (Object) ordered("name", name, "v", value)))
            .list()
            .ofMaxSize(3)
            .uniqueElements(one -> ((Map<?, ?>) one).get("name"))
            .map(values -> (Object) values);
    Arbitrary<Object> maps =
        Arbitraries.maps(Arbitraries.of("k", "l", "m"), Arbitraries.oneOf(scalars, lists, named))
            .map(map -> (Object) new LinkedHashMap<>(map));
    return Arbitraries.maps(
            Arbitraries.of("one", "two", "three"),
            Arbitraries.oneOf(List.of(scalars, lists, named, maps)))
        .ofMinSize(1)
        .map(LinkedHashMap::new);
  }

  private static String edited(String text, UnaryOperator<Map<String, @Nullable Object>> change)
      throws YamlException {
    YamlStream stream = YamlStream.parse(text);
    List<@Nullable Object> values = stream.values();
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    if (values.getFirst() instanceof Map<?, ?> map) {
      map.forEach((key, value) -> tree.put(String.valueOf(key), value));
    }
    values.set(0, change.apply(tree));
    return stream.with(values);
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> tree, String key, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(tree);
    changed.put(key, value);
    return changed;
  }

  private static Map<String, @Nullable Object> ordered(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return map;
  }

  private static List<@Nullable Object> list(@Nullable Object... values) {
    return new ArrayList<>(Arrays.asList(values));
  }
}

package io.migrationgate.core.reader.sqitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One rule at a time, the engine beside the real sqitch. */
class PlanRulesIT {

  private static final String HEADER = "%syntax-version=1.0.0\n%project=shop\n\n";

  /** What stands for it in the plans below. */
  private static final String TAIL = "2024-03-01T09:30:00Z Ada Lovelace <ada@example.org>";

  /** Bodies of plans below a plain header; {@code T} is a timestamp with a planner. */
  static final List<String> BODIES =
      List.of(
          // names
          "a T",
          "a_ T",
          "_a T",
          "-a T",
          "a- T",
          "a-b T",
          "a. T",
          "a.b T",
          "a:b T",
          "a@b T",
          "a\\b T",
          "a[b T",
          "a]b T",
          "a[b]c T",
          "a<b T",
          "a/b/c T",
          "a/1 T",
          "a/1b T",
          "a~1 T",
          "a~1",
          "a~1b T",
          "a~~ T",
          "a=12 T",
          "a%3 T",
          "a^2 T",
          "a+2 T",
          "a-1 T",
          "a~1 [b] T",
          "ä T",
          "aé T",
          "naïve T",
          "a€ T",
          "€a T",
          "a€b T",
          "a€2024-03-01T09:30:00Z Ada <a@b>",
          "日本 T",
          "😀 T",
          "😀a T",
          "a\u00a0T",
          "a\u00a0b T",
          "a\u0301 T",
          "0 T",
          "00 T",
          "HEAD T",
          "ROOT T",
          "head T",
          "HEADS T",
          "a T\n@HEAD T",
          "a T\n@ROOT T",
          "0123456789abcdef0123456789abcdef01234567 T",
          "0123456789abcdef0123456789abcdef01234567x T",
          "0123456789abcdef0123456789abcdef0123456 T",
          "0123456789ABCDEF0123456789ABCDEF01234567 T",
          // operators and blanks
          "+a T",
          "-a T",
          "+ a T",
          "  + a T",
          "\t- \ta T",
          "++a T",
          "   a   T   ",
          "a\tT",
          "a T\r",
          "\n\n a T\n\n",
          "#",
          " # ",
          "# note",
          "a T\n#\nb T",
          "a T #",
          "a T # note",
          "a T# note",
          "a T # note # more",
          "a # T",
          // timestamps
          "a 2024-03-01T09:30:00Z",
          "a 2024-03-01 09:30:00 Ada <a@b>",
          "a 2024-03-01T09:30:00 Ada <a@b>",
          "a 2024-03-01T09:30:00+00:00 Ada <a@b>",
          "a 2024-03-01T09:30:00.000Z Ada <a@b>",
          "a 2024-3-1T09:30:00Z Ada <a@b>",
          "a 2024-13-01T09:30:00Z Ada <a@b>",
          "a 2024-00-01T09:30:00Z Ada <a@b>",
          "a 2024-02-29T09:30:00Z Ada <a@b>",
          "a 2023-02-29T09:30:00Z Ada <a@b>",
          "a 1900-02-29T09:30:00Z Ada <a@b>",
          "a 2000-02-29T09:30:00Z Ada <a@b>",
          "a 2024-04-31T09:30:00Z Ada <a@b>",
          "a 2024-03-01T24:00:00Z Ada <a@b>",
          "a 2024-03-01T23:60:00Z Ada <a@b>",
          "a 2024-03-01T23:59:60Z Ada <a@b>",
          "a 2016-12-31T23:59:60Z Ada <a@b>",
          "a 2016-12-31T23:59:61Z Ada <a@b>",
          "a 2016-12-31T22:59:60Z Ada <a@b>",
          "a 2015-06-30T23:59:60Z Ada <a@b>",
          "a 2015-12-31T23:59:60Z Ada <a@b>",
          "a 1972-06-30T23:59:60Z Ada <a@b>",
          "a 0000-01-01T00:00:00Z Ada <a@b>",
          "a 0000-02-29T00:00:00Z Ada <a@b>",
          "a 9999-12-31T23:59:59Z Ada <a@b>",
          "a [2024-03-01T09:30:00Z] Ada <a@b>",
          "a [2024-03-01T09:30:00Z]",
          "a 2024-03-01t09:30:00z Ada <a@b>",
          "2024-03-01T09:30:00Z Ada <a@b>",
          "a 2024-03-01T09:30:00ZAda <a@b>",
          "a ٢٠٢٤-٠٣-٠١T٠٩:٣٠:٠٠Z Ada <a@b>",
          // planners
          "a",
          "a Ada <a@b>",
          "a T x",
          "a T <a@b>",
          "a 2024-03-01T09:30:00Z Ada",
          "a 2024-03-01T09:30:00Z Ada<a@b>",
          "a 2024-03-01T09:30:00Z Ada <>",
          "a 2024-03-01T09:30:00Z Ada < >",
          "a 2024-03-01T09:30:00Z Ada <a@b",
          "a 2024-03-01T09:30:00Z Ada a@b>",
          "a 2024-03-01T09:30:00Z Ada <a>b>",
          "a 2024-03-01T09:30:00Z Ada <a<b>",
          "a 2024-03-01T09:30:00Z Ada <L> <a@b>",
          "a 2024-03-01T09:30:00Z <a@b>",
          "a 2024-03-01T09:30:00Z  <a@b>",
          "a 2024-03-01T09:30:00Z   <a@b>",
          "a 2024-03-01T09:30:00Z 0 <a@b>",
          "a 2024-03-01T09:30:00Z 0  <a@b>",
          "a 2024-03-01T09:30:00Z Ada  Lovelace\t<a b>",
          "a 2024-03-01T09:30:00Z Ada > <a@b>",
          // tags
          "@v1 T",
          "a T\n@v1 T",
          "a T\n@ v1 T",
          "a T\n+@v1 T",
          "a T\n@v1 T\n@v2 T",
          "a T\n@v1 T\nb T\n@v1 T",
          "a T\n@v/1 T",
          "a T\n@v1 [a] T",
          "a T\n@v1 [0] T",
          "a T\n@v1",
          "a T\n@v1.0.0 T",
          "a T\n@v1.0.0-rc.1 T",
          "a T\n@1 T",
          // dependencies
          "a T\nb [a] T",
          "a T\nb[a] T",
          "a T\nb [a]T",
          "a T\nb [] T",
          "a T\nb [ ] T",
          "a T\nb [ a] T",
          "a T\nb [a ] T",
          "a T\nb [a  c] T\nc T",
          "a T\nb [a T",
          "a T\nb a] T",
          "a T\nb [a] [a] T",
          "a T\nb T [a]",
          "a T\nb [a, c] T",
          "a T\nb [a a] T",
          "a T\nb [a !a] T",
          "a T\nb [!a !a] T",
          "a T\nb [a shop:a] T",
          "a T\nb [!] T",
          "a T\nb [!x] T",
          "a T\nb [:a] T",
          "a T\nb [shop:] T",
          "a T\nb [shop:x] T",
          "a T\nb [other:x] T",
          "a T\nb [other:@x] T",
          "a T\nb [other:x@y] T",
          "a T\nb [a:b:c] T",
          "a T\nb [0] T",
          "a T\nb [x] T",
          "b [a] T\na T",
          "b [a] T\na T\n@v1 T",
          "b [a] T\n@v1 T\na T",
          "a [a] T",
          "a [!a] T",
          "a T\n@v1 T\na [a] T",
          "a T\n@v1 T\na [a@v1] T",
          "a T\n@v1 T\nb [@v1] T",
          "a T\n@v1 T\nb [@v2] T",
          "a T\nb [@v2] T\n@v2 T",
          "a T\n@v1 T\nb [a@v1] T",
          "a T\n@v1 T\nb [a@v2] T\n@v2 T",
          "a T\n@v1 T\nc T\n@v2 T\nb [c@v1] T",
          "a T\n@v1 T\nc T\n@v2 T\nb [a@v2 c@v2 a@v1] T",
          "a T\n@v1 T\na T\n@v2 T\nb [a@v1] T",
          "a T\n@v1 T\na T\nb [a@v1] T",
          "a T\n@v1 T\na T\n@v2 T\nb [a@v2] T",
          "a T\nb [shop:0123456789abcdef0123456789abcdef01234567] T",
          "a T\nb [other:0123456789abcdef0123456789abcdef01234567] T",
          "a T\nb [0123456789abcdef0123456789abcdef012345678] T",
          "a T\nb [a~1] T",
          "a T\nb [@] T",
          "a T\nb [a@] T",
          "a T\nb [a@b@c] T",
          "a T\nb [<a] T",
          "a T\nb[a <a] T",
          // rework
          "a T\na T",
          "a T\nb T\na T",
          "a T\n@v1 T\na T",
          "a T\n@v1 T\na T\na T",
          "a T\n@v1 T\na T\n@v2 T\na T",
          "a T\n-a T",
          "a T\nA T",
          // what merges leave behind
          "<<<<<<< HEAD\na T\n=======\nb T\n>>>>>>> other",
          "a T\n=======",
          "a T\n>>>>>>> other",
          "a T\n||||||| base",
          "%project=other\na T",
          "a T\n% x");

  /** Whole plans, for what is about the header or the file. */
  static final List<String> PLANS =
      List.of(
          "%project=shop\n",
          "%project=shop",
          "%project=shop\n\na T",
          "%project=shop\r\n\r\na T\r\n",
          "%project=shop\r\n\r\na T\r",
          "%project=shop\na T\n",
          "%project=shop\n# note\na T\n",
          "%project=shop\n#\n\na T\n",
          "%project=shop\n# \na T\n",
          "%project=shop\n# 0\na T\n",
          "%project=shop\n#  0 \na T\n",
          "%project=shop\n# 00\n\na T\n",
          "%project=shop\n  \na T\n",
          "# note\n%project=shop\n\na T\n",
          "\n%project=shop\n\na T\n",
          "a T\n",
          "\na T\n",
          "%syntax-version=1.0.0\n\na T\n",
          "%syntax-version\n%project=shop\n\na T\n",
          "%syntax-version=7\n%project=shop\n\na T\n",
          "%project\n\na T\n",
          "%project=\n\na T\n",
          "%project = \n\na T\n",
          "%project=0\n\na T\n",
          "%project=00\n\na T\n",
          "% project = shop # note\n\na T\n",
          "  %  project=shop\n\na T\n",
          "%project=shop#note\n\na T\n",
          "%project=sh op\n\na T\n",
          "%project=shop~1\n\na T\n",
          "%project=-shop\n\na T\n",
          "%project=a:b\n\na T\n",
          "%project=HEAD\n\na T\n",
          "%project=one\n%project=two\n\na T\nb [one:a] T\n",
          "%project=one\n%project=two\n\na T\nb [two:x] T\n",
          "%project=shop\n%project=0\n\na T\n",
          "%PROJECT=shop\n\na T\n",
          "%project=shop\n%uri=https://example.org/shop/\n\na T\n",
          "%project=shop\n%uri\n\na T\n",
          "%project=shop\n%uri=not a uri\n\na T\n",
          "%project=shop\n%x\n\na T\n",
          "%project=shop\n%-x\n\na T\n",
          "%project=shop\n%x-\n\na T\n",
          "%project=shop\n%x-y=1\n\na T\n",
          "%project=shop\n%x y\n\na T\n",
          "%project=shop\n%x y=1\n\na T\n",
          "%project=shop\n%x=y=z\n\na T\n",
          "%project=shop\n%=x\n\na T\n",
          "%project=shop\n% =x\n\na T\n",
          "%project=shop\n%  =x\n\na T\n",
          "%project=shop\n% -x\n\na T\n",
          "%project=shop\n% -\n\na T\n",
          "%project=shop\n%\n\na T\n",
          "%project=shop\n%\\\n\na T\n",
          "%project=shop\n%x\\=1\n\na T\n",
          "\ufeff%project=shop\n\na T\n",
          "%project=shop\n\na T # \ufffe\n",
          "%project=shop\n\na T # \ufdd0\n",
          "%project=shop\n\na T # \ufffd \uffff\n",
          "%project=shop\n\na T # \ud83f\udfff\n",
          "%project=shop\n\na T # \0\n",
          "<<<<<<< HEAD\n%project=shop\n=======\n%project=mall\n>>>>>>> other\n\na T\n",
          "no plan at all",
          "");

  private static SqitchOracle oracle;

  @TempDir Path temporary;

  @BeforeAll
  static void start() throws IOException {
    oracle = SqitchOracle.start();
  }

  @AfterAll
  static void stop() {
    if (oracle != null) {
      oracle.close();
    }
  }

  @ParameterizedTest
  @FieldSource("BODIES")
  void agreesOnChangesAndTags(String body) throws IOException {
    compare((HEADER + body).replace("T\n", TAIL + "\n").replaceAll("T(\\s*(#.*)?)$", TAIL + "$1"));
  }

  @ParameterizedTest
  @FieldSource("PLANS")
  void agreesOnWholePlans(String plan) throws IOException {
    compare(plan.replace(" T", " " + TAIL));
  }

  @Test
  void agreesOnBytesThatAreNoText() throws IOException {
    Path plan = temporary.resolve("sqitch.plan");
    byte[] bytes =
        (HEADER + "a " + TAIL + " # x\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    bytes[bytes.length - 2] = (byte) 0xe9;
    Files.write(plan, bytes);
    assertAgreement(plan);
  }

  static Stream<String> commandCases() {
    return Stream.of(
        "a T\n", "a T\nb [a] T\n@v1 T\na [a@v1] T\n", "a [T]\n", "b [a] T\na T\n", "a T\na T\n");
  }

  /** The oracle asks sqitch's own modules; that the command says the same is seen here. */
  @ParameterizedTest
  @MethodSource("commandCases")
  void theCommandAgreesToo(String body) throws IOException {
    Path plan = temporary.resolve("sqitch.plan");
    Files.writeString(
        plan,
        HEADER + body.replace("T\n", TAIL + "\n").replace("[T]", "[2024-03-01T09:30:00Z] A <b>"));

    String engine = PlanAnswer.of(PlanReader.read("sqitch.plan", Files.readAllBytes(plan)));

    assertThat(SqitchOracle.planCommandTakes(temporary))
        .as(engine)
        .isEqualTo(engine.startsWith("plan"));
    assertAgreement(plan);
  }

  /** sqitch looks for the id in the list of changes that it is just making the ids for. */
  @Test
  void anIdAloneIsMoreThanSqitchCanTake() throws IOException {
    Path plan = temporary.resolve("sqitch.plan");
    Files.writeString(plan, HEADER + "a [0123456789abcdef0123456789abcdef01234567] " + TAIL + "\n");

    assertThat(PlanAnswer.of(PlanReader.read("sqitch.plan", Files.readAllBytes(plan))))
        .startsWith("refused");
    assertThat(SqitchOracle.planCommandTakes(temporary)).isFalse();
  }

  private void compare(String text) throws IOException {
    Path plan = temporary.resolve("sqitch.plan");
    Files.writeString(plan, text);
    assertAgreement(plan);
  }

  private static void assertAgreement(Path plan) throws IOException {
    String engine = PlanAnswer.of(PlanReader.read("sqitch.plan", Files.readAllBytes(plan)));
    String sqitch = oracle.ask(plan);
    assertThat(PlanAnswer.agree(engine, sqitch))
        .as(
            "engine: %s%nsqitch: %s%n%s",
            engine, sqitch, Files.readAllLines(plan, java.nio.charset.StandardCharsets.ISO_8859_1))
        .isTrue();
  }
}

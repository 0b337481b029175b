package io.migrationgate.cli.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.cli.CommandRun;
import io.migrationgate.cli.ExitCode;
import io.migrationgate.cli.VersionsFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graphs as people see them. */
class DrawingTest {

  @TempDir Path temp;
  private VersionsFolder chain;

  @BeforeEach
  void makeChain() throws IOException {
    chain = new VersionsFolder(temp.resolve("app"));
  }

  @Test
  void aForkAndItsMerge() throws IOException {
    chain
        .revision("a", "None")
        .revision("b", "'a'")
        .revision("c", "'a'")
        .revision("d", "('b', 'c')");

    assertThat(ascii())
        .isEqualTo(
            """
            app (4 revisions)
              * d (head, merge point)  d.py
              |\\
              * | b  b.py
              | * c  c.py
              |/
              * a (branch point, base)  a.py
            """);
  }

  @Test
  void linesThatMeetFromAfar() throws IOException {
    chain.revision("a", "None").revision("b", "'a'").revision("c", "'a'").revision("d", "'a'");

    assertThat(ascii())
        .isEqualTo(
            """
            app (4 revisions)
              * b (head)  b.py
              | * c (head)  c.py
              | | * d (head)  d.py
              |_|/
              |/
              * a (branch point, base)  a.py
            """);
  }

  @Test
  void aLongStretchIsShortenedUnlessAskedFor() throws IOException {
    chain.revision("r00", "None");
    for (int i = 1; i < 20; i++) {
      chain.revision("r%02d".formatted(i), "'r%02d'".formatted(i - 1));
    }

    assertThat(ascii())
        .isEqualTo(
            """
            app (20 revisions)
              * r19 (head)  r19.py
              * r18  r18.py
              : 16 revisions
              * r01  r01.py
              * r00 (base)  r00.py
            """);
    assertThat(ascii("--all").lines()).hasSize(21);
  }

  @Test
  void phantomsMissingParentsLabelsAndDependenciesAreSaid() throws IOException {
    chain
        .revision("a", "None")
        .file("b1.py", "b", "'a'")
        .file("b2.py", "b", "'a'")
        .revision("c", "'gone'")
        .file("d.py", "revision='d'\ndown_revision=None\nbranch_labels='lab'\ndepends_on='a'\n");

    assertThat(ascii())
        .contains("b (phantom head)  b1.py", "b (head)  b2.py", "? gone (missing)")
        .contains("d (head, base, label lab, depends on a)");
  }

  @Test
  void aCircleHasNoTopAndIsSpelledOut() throws IOException {
    chain.revision("a", "'c'").revision("b", "'a'").revision("c", "'b'");

    assertThat(ascii())
        .isEqualTo(
            """
            app (3 revisions)
              o a  a.py -> c
              o b  b.py -> a
              o c  c.py -> b
            """);
  }

  @Test
  void veryWideGraphsLoseTheirLanesAndNothingElse() throws IOException {
    chain.revision("a", "None");
    for (int i = 0; i < 200; i++) {
      chain.revision("h%03d".formatted(i), "'a'");
    }

    String drawn = ascii();

    assertThat(drawn.lines()).allMatch(line -> line.length() < 120);
    assertThat(drawn.lines().filter(line -> line.contains("(head)"))).hasSize(200);
  }

  @Test
  void mermaid() throws IOException {
    chain.revision("a", "None").revision("b\"<x>", "'a'");

    assertThat(CommandRun.in(chain.project(), "graph", "--format", "mermaid").out())
        .isEqualTo(
            """
            %% app
            flowchart BT
              n0["a (base)"]
              n1["b&quot;&lt;x&gt; (head)"]:::head
              n0 --> n1
              classDef head stroke-width:3px
              classDef missing stroke-dasharray:4
            """);
  }

  @Test
  void dot() throws IOException {
    chain.revision("a", "None").revision("b", "'a'");

    assertThat(CommandRun.in(chain.project(), "graph", "--format", "dot").out())
        .isEqualTo(
            """
            digraph "app" {
              rankdir=BT;
              node [shape=box];
              n0 [label="a (base)"];
              n1 [label="b (head)", style=bold];
              n0 -> n1;
            }
            """);
  }

  @Test
  void whatCouldNotBeReadIsNotPassedOver() throws IOException {
    chain.revision("a", "None").file("b.py", "revision = f()\ndown_revision = 'a'\n");

    CommandRun run = CommandRun.in(chain.project(), "graph");

    assertThat(run.code()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(run.err()).contains("app is drawn without what could not be read");
  }

  private String ascii(String... options) {
    String[] words = new String[options.length + 1];
    words[0] = "graph";
    System.arraycopy(options, 0, words, 1, options.length);
    return CommandRun.in(chain.project(), words).out();
  }
}

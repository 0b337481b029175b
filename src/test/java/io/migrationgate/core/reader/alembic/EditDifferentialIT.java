package io.migrationgate.core.reader.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.adapter.disk.DiskFiles;
import io.migrationgate.core.edit.ChainEditor;
import io.migrationgate.core.edit.EditRefusedException;
import io.migrationgate.core.edit.EditTransaction;
import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.reader.MigrationChain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Merging, renumbering and re-parenting in random trees, whose files are spelled in every way:
 * either an edit is refused and no file has changed, or exactly what was asked for has, and the
 * real Alembic sees the same chain.
 *
 * <p>The same trees in every run; {@code -Dmigrationgate.seed=N} makes others.
 */
class EditDifferentialIT {

  private static final int TREES = Integer.getInteger("migrationgate.trees", 2_000);
  private static final long SEED = Long.getLong("migrationgate.seed", 20_261_121);

  private static List<AlembicOracle> oracles = List.of();

  @TempDir Path temporary;

  /** A chain as ids and edges: what a test can work out by itself. */
  private record Edges(Map<String, List<String>> parents, Map<String, List<String>> dependsOn) {
    static Edges of(MigrationChain chain) {
      Edges edges = new Edges(new TreeMap<>(), new TreeMap<>());
      for (Revision revision : chain.graph().revisions()) {
        edges.parents.put(
            revision.id().value(), revision.parents().stream().map(RevisionId::value).toList());
        edges.dependsOn.put(revision.id().value(), revision.dependsOn());
      }
      return edges;
    }

    Edges with(String id, List<String> newParents) {
      Edges copy = new Edges(new TreeMap<>(parents), new TreeMap<>(dependsOn));
      copy.parents.put(id, newParents);
      copy.dependsOn.putIfAbsent(id, List.of());
      return copy;
    }

    Edges renamed(String old, String id) {
      Edges copy = new Edges(new TreeMap<>(), new TreeMap<>());
      parents.forEach((key, value) -> copy.parents.put(name(key, old, id), names(value, old, id)));
      dependsOn.forEach(
          (key, value) -> copy.dependsOn.put(name(key, old, id), names(value, old, id)));
      return copy;
    }

    private static List<String> names(List<String> names, String old, String id) {
      return names.stream().map(name -> name(name, old, id)).toList();
    }

    private static String name(String name, String old, String id) {
      return name.equals(old) ? id : name;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    oracles = AlembicOracle.all();
  }

  @AfterAll
  static void stop() {
    oracles.forEach(AlembicOracle::close);
  }

  @Test
  void changesWhatWasAskedForOrNothing() throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    for (long seed = SEED; seed < SEED + TREES; seed++) {
      GeneratedTree tree = new GeneratedTree(seed);
      Path folder = temporary.toRealPath().resolve("t" + seed);
      TreeOnDisk onDisk = tree.write(folder);
      MigrationChain chain = onDisk.read();
      if (isWhole(chain)) {
        String outcome = edit(new Random(seed), tree, onDisk, chain);
        counts.merge(outcome, 1, Integer::sum);
      }
      delete(folder);
    }
    System.out.printf("%s, edits of random trees from seed %d: %s%n", oracles, SEED, counts);
    if (TREES >= 2_000 && SEED == 20_261_121) {
      assertThat(counts.get("merge")).isGreaterThan(30);
      assertThat(counts.get("renumber")).isGreaterThan(100);
      assertThat(counts.get("reparent")).isGreaterThan(50);
    }
  }

  private static boolean isWhole(MigrationChain chain) {
    return chain.problems().isEmpty()
        && chain.graph().size() > 0
        && chain.graph().problems().stream().allMatch(GraphProblem.DoubtfulId.class::isInstance);
  }

  private String edit(Random random, GeneratedTree tree, TreeOnDisk onDisk, MigrationChain chain)
      throws Exception {
    ChainEditor editor = onDisk.editor();
    Edges before = Edges.of(chain);
    Map<String, String> bytes = contents(onDisk.folder());
    List<Revision> revisions = chain.graph().revisions();
    List<String> heads = chain.graph().heads().stream().map(head -> head.id().value()).toList();
    int which = random.nextInt(heads.size() > 1 ? 3 : 2);
    String name = List.of("renumber", "reparent", "merge").get(which);
    // Most moves in the middle would make a circle or another head: some attempts are needed.
    for (int attempt = 0; attempt < 12; attempt++) {
      Revision subject = revisions.get(random.nextInt(revisions.size()));
      Revision onto = revisions.get(random.nextInt(revisions.size()));
      if (tried(which, editor, subject, onto, before, heads, tree, onDisk)) {
        return name;
      }
      assertThat(contents(onDisk.folder())).isEqualTo(bytes);
    }
    return name + " refused";
  }

  /** Whether the edit was not refused. */
  private static boolean tried(
      int which,
      ChainEditor editor,
      Revision subject,
      Revision onto,
      Edges before,
      List<String> heads,
      GeneratedTree tree,
      TreeOnDisk onDisk)
      throws Exception {
    String id = subject.id().value();
    Edges expected;
    ChainEditor.Planned planned;
    try {
      switch (which) {
        case 0 -> {
          planned =
              editor.renumber(
                  new ChainEditor.Renumber(
                      subject.file(),
                      Optional.of("new.id"),
                      Optional.empty(),
                      ChainEditor.Followers.UNSAID,
                      Set.of()));
          expected = before.renamed(id, "new.id");
        }
        case 1 -> {
          planned =
              editor.reparent(
                  new ChainEditor.Reparent(
                      subject.file(), Optional.of(onto.id().value()), Optional.empty(), Set.of()));
          expected = before.with(id, List.of(onto.id().value()));
        }
        default -> {
          planned = editor.merge(new ChainEditor.Merge("join them", List.of(), Set.of()));
          String merged = planned.summary().substring(planned.summary().lastIndexOf(' ') + 1);
          expected = before.with(merged, heads);
        }
      }
    } catch (EditRefusedException refused) {
      assertThat(refused.reason()).isNotEmpty().doesNotContain("\n");
      return false;
    }
    EditTransaction.apply(planned.plan(), new DiskFiles(onDisk.folder()));

    MigrationChain after = onDisk.read();
    String story = tree.describe() + "\n" + planned;
    assertThat(after.problems()).as(story).isEmpty();
    assertThat(Edges.of(after)).as(story).isEqualTo(expected);
    if (which == 2) {
      assertThat(after.graph().heads()).as(story).hasSize(1);
    }
    AlembicOracle newest = oracles.getLast();
    Answer alembic = Answer.ofAlembic(newest.ask(onDisk.question()));
    assertThat(Answer.disagreement(alembic, Answer.ofEngine(after), false)).as(story).isEmpty();
    return true;
  }

  private static Map<String, String> contents(Path folder) throws Exception {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        contents.put(path.toString(), new String(Files.readAllBytes(path), "ISO-8859-1"));
      }
    }
    return contents;
  }

  private static void delete(Path folder) throws Exception {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.sorted(Comparator.reverseOrder()).forEach(found::add);
    }
    for (Path path : found) {
      Files.delete(path);
    }
  }
}

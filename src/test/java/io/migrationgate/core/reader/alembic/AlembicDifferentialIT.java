package io.migrationgate.core.reader.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.verdict.Judge;
import io.migrationgate.core.verdict.Policy;
import io.migrationgate.core.verdict.ProblemKind;
import io.migrationgate.core.verdict.Severity;
import io.migrationgate.core.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine and the real Alembic read the same random trees and must agree: on a chain, in every
 * list of it; on an error, in the reason. The engine may only be Unknown where the generator wrote
 * something that has to be run.
 *
 * <p>Alembics differ among themselves, see {@link VersionGap}. The newest one has to be met in
 * every tree, an older one wherever no such gap is in the tree.
 *
 * <p>The same trees in every run; {@code -Dmigrationgate.seed=N} makes others, and with {@code
 * -Dmigrationgate.trees=1} repeats one.
 */
class AlembicDifferentialIT {

  private static final int TREES = Integer.getInteger("migrationgate.trees", 2_000);
  private static final long SEED = Long.getLong("migrationgate.seed", 20_261_121);

  /** More would not be read. */
  private static final int MAX_REPORTED = 5;

  private static final Judge JUDGE = new Judge(new Policy(Policy.ONE_HEAD.heads(), Map.of(), true));

  private static List<AlembicOracle> oracles = List.of();

  @TempDir Path temporary;

  @BeforeAll
  static void start() throws IOException {
    oracles = AlembicOracle.all();
  }

  @AfterAll
  static void stop() {
    oracles.forEach(AlembicOracle::close);
  }

  @Test
  void agreesOnRandomTrees() throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    List<String> disagreements = new ArrayList<>();
    for (long seed = SEED; seed < SEED + TREES && disagreements.size() < MAX_REPORTED; seed++) {
      GeneratedTree tree = new GeneratedTree(seed);
      Path folder = temporary.toRealPath().resolve("t" + seed);
      compare(tree, tree.write(folder), counts).ifPresent(disagreements::add);
      delete(folder);
    }
    System.out.printf("%s, %d random trees from seed %d: %s%n", oracles, TREES, SEED, counts);
    assertThat(disagreements).as(String.join("\n\n", disagreements)).isEmpty();
  }

  private static Optional<String> compare(
      GeneratedTree tree, TreeOnDisk onDisk, Map<String, Integer> counts) {
    Map<String, Object> question = onDisk.question();
    oracles.forEach(oracle -> oracle.send(question));
    MigrationChain chain = onDisk.read();
    Answer engine = Answer.ofEngine(chain);
    counts.merge(engine.getClass().getSimpleName(), 1, Integer::sum);
    StringBuilder differences = new StringBuilder();
    for (AlembicOracle oracle : oracles) {
      Answer alembic = Answer.ofAlembic(oracle.receive());
      boolean newest = oracle == oracles.getLast();
      boolean mayDiffer = !newest && !tree.gaps.isEmpty();
      if (alembic instanceof Answer.Unsupported || mayDiffer) {
        continue;
      }
      counts.merge("compared with " + oracle.version(), 1, Integer::sum);
      Answer.disagreement(alembic, engine, !tree.dynamic.isEmpty())
          .or(() -> newest ? wrongVerdict(chain, alembic, engine) : Optional.empty())
          .ifPresent(why -> differences.append("%s: %s%n %s%n".formatted(why, oracle, alembic)));
    }
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of("%s engine: %s%n%s".formatted(differences, engine, tree.describe()));
  }

  /** What Alembic refuses never passes; a good chain with one head does, hidden cycle or not. */
  private static Optional<String> wrongVerdict(
      MigrationChain chain, Answer alembic, Answer engine) {
    Verdict verdict = JUDGE.judge(chain);
    boolean passes = verdict instanceof Verdict.Pass;
    if (alembic instanceof Answer.Error || alembic instanceof Answer.Hang) {
      return passes ? Optional.of("passes what Alembic refuses") : Optional.empty();
    }
    if (!(engine instanceof Answer.Chain read) || !read.duplicates().isEmpty()) {
      return Optional.empty();
    }
    boolean hidden =
        chain.graph().problems().stream().anyMatch(GraphProblem.Cycle.class::isInstance);
    boolean warned =
        verdict.findings().stream()
            .anyMatch(
                finding ->
                    finding.kind() == ProblemKind.HIDDEN_CYCLE
                        && finding.severity() == Severity.WARNING);
    if (passes != read.heads().size() <= 1) {
      return Optional.of("judges otherwise: " + verdict);
    }
    return hidden == warned ? Optional.empty() : Optional.of("hides a cycle: " + verdict);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

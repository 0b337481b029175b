package io.migrationgate.core.reader.sqitch;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.migrationgate.core.graph.IdRules;
import io.migrationgate.core.graph.MigrationGraph;
import java.nio.charset.StandardCharsets;

/** Any bytes are a plan, or one with problems; any text a configuration, or a refused one. */
class PlanFuzzTest {

  @FuzzTest
  void readsAnyPlan(byte[] input) {
    Plan plan = PlanReader.read("sqitch.plan", input);
    MigrationGraph graph = MigrationGraph.of(plan.revisions(), IdRules.OF_THE_READER);
    assertThat(graph.heads()).as("a plan is a line").hasSizeLessThanOrEqualTo(1);
    assertThat(graph.problems()).isEmpty();
  }

  @FuzzTest
  void readsAnyConfiguration(byte[] input) {
    try {
      ConfigurationFile file = ConfigurationFile.parse(new String(input, StandardCharsets.UTF_8));
      assertThat(new Targets(file, "/srv").layouts()).isNotEmpty();
    } catch (ConfigurationFile.SyntaxException wrong) {
      assertThat(wrong.reason()).isNotEmpty();
    }
  }
}

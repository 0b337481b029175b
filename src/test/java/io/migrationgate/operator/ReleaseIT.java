package io.migrationgate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.migrationgate.cluster.AppImages;
import io.migrationgate.core.injection.GateNames;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever lets pods start reaches those that are held already. */
class ReleaseIT {

  @TempDir static Path scratch;

  private static OperatedNamespace cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = OperatedNamespace.required(scratch);
  }

  @AfterAll
  static void end() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void lastsAsLongAsItSaysAndNoLonger() throws Exception {
    cluster.gate("hotfix");
    cluster.applyGated("hotfix", Apps.pod("early", AppImages.FORKED));
    cluster.awaitHeld("early");

    Instant until = Instant.now().plusSeconds(12).truncatedTo(ChronoUnit.SECONDS);
    cluster.gate("hotfix", "releases: [{reason: see incident 42, until: \"%s\"}]".formatted(until));
    cluster.awaitRunning("early");
    cluster.awaitPassedSays("early", "True Released");
    assertThat(cluster.eventReasons("Pod", "early")).containsExactly("Held", "Released");
    assertThat(cluster.events("Pod", "early"))
        .anySatisfy(e -> assertThat(e.getMessage()).contains("MultipleHeads", "see incident 42"));
    assertThat(cluster.says("hotfix", "Ready")).isEqualTo("True Released");
    assertThat(cluster.condition("hotfix", "Released").map(Condition::getMessage))
        .hasValueSatisfying(text -> assertThat(text).contains(until.toString(), "incident 42"));

    cluster.await("the release has ended", () -> cluster.condition("hotfix", "Released").isEmpty());
    assertThat(Instant.now()).isBetween(until, until.plus(Duration.ofSeconds(10)));
    assertThat(cluster.says("hotfix", "Ready")).isEqualTo("False MultipleHeads");
    cluster.applyGated("hotfix", Apps.pod("late", AppImages.FORKED));
    cluster.awaitPassedSays("late", "False MultipleHeads");
    assertThat(OperatedNamespace.isHeld(cluster.pod("late"))).isTrue();
    assertThat(OperatedNamespace.isRunning(cluster.pod("early"))).isTrue();
  }

  @Test
  void reachesTheImageThatItNamesAlone() throws Exception {
    cluster.gate("one-image");
    cluster.applyGated("one-image", Apps.pod("named", AppImages.FORKED));
    cluster.applyGatedWithoutChain("one-image", Apps.pod("not-named", AppImages.GOOD));
    cluster.awaitHeld("named");
    cluster.awaitPassedSays("not-named", "False ChainNotFound");

    cluster.gate(
        "one-image",
        "releases: [{reason: this one, until: \"2999-01-01T00:00:00Z\", image: \"%s\"}]"
            .formatted(AppImages.FORKED));
    cluster.awaitRunning("named");
    cluster.awaitCounts("one-image", "Pod", "named", "held 0, passed 1, ungated 0");

    assertThat(OperatedNamespace.isHeld(cluster.pod("not-named"))).isTrue();
    assertThat(release("not-named")).isNull();
    assertThat(cluster.says("one-image", "Released")).isEqualTo("True ReleaseActive");
    assertThat(cluster.says("one-image", "Ready")).startsWith("False");
  }

  @Test
  void doesNotComeFromARequestThatHasEndedAlready() throws Exception {
    cluster.gate("ended", "releases: [{reason: of old, until: \"2020-01-01T00:00:00Z\"}]");
    cluster.applyGated("ended", Apps.pod("patient", AppImages.FORKED));
    cluster.awaitPassedSays("patient", "False MultipleHeads");

    assertThat(OperatedNamespace.isHeld(cluster.pod("patient"))).isTrue();
    assertThat(release("patient")).isNull();
    assertThat(cluster.condition("ended", "Released")).isEmpty();
  }

  @Test
  void comesWithAudit() throws Exception {
    cluster.gate("audited");
    cluster.applyGated("audited", Apps.pod("of-before", AppImages.FORKED));
    cluster.awaitHeld("of-before");

    cluster.gate("audited", "enforcement: Audit");
    cluster.awaitRunning("of-before");
    cluster.awaitSays("audited", "Ready", "True WouldBlock");
    cluster.applyGated("audited", Apps.pod("of-after", AppImages.FORKED), "--enforcement=audit");
    cluster.awaitPassedSays("of-after", "True Audited");

    assertThat(cluster.events("Pod", "of-before"))
        .anySatisfy(e -> assertThat(e.getMessage()).contains("only audits"));
    assertThat(cluster.eventReasons("Pod", "of-after")).containsExactly("WouldBlock");
    assertThat(cluster.status("audited").held()).isZero();
  }

  @Test
  void comesWithAPolicyThatAllowsWhatThePodWaitsFor() throws Exception {
    cluster.gate("relaxed");
    cluster.applyGated("relaxed", Apps.pod("two-heads", AppImages.FORKED));
    cluster.applyGatedWithoutChain("relaxed", Apps.pod("unreadable", AppImages.GOOD));
    cluster.awaitHeld("two-heads");
    cluster.awaitHeld("unreadable");

    cluster.gateOfChain(
        "relaxed", "name: main, tool: Alembic, path: /app/alembic.ini, heads: {count: 2}");
    cluster.awaitRunning("two-heads");
    assertThat(OperatedNamespace.isHeld(cluster.pod("unreadable"))).isTrue();

    cluster.gate("relaxed", "unknown: Pass");
    cluster.awaitRunning("unreadable");
    assertThat(cluster.events("Pod", "two-heads"))
        .anySatisfy(e -> assertThat(e.getMessage()).contains("allows it now"));
  }

  @Test
  void comesWithTheEndOfTheGateThatPutItselfIn() throws Exception {
    cluster.gate("doomed");
    cluster.applyGated("doomed", Apps.pod("by-webhook", AppImages.FORKED));
    cluster.applyGated("doomed", Apps.pod("by-hand", AppImages.FORKED));
    cluster.awaitHeld("by-webhook");
    cluster.awaitPassedSays("by-hand", "False MultipleHeads");
    cluster.putInBy("doomed", "by-webhook");

    cluster.cluster().kubectl("delete", "migrationgate", "doomed");
    cluster.awaitRunning("by-webhook");
    assertThat(release("by-webhook")).contains("deleted");
    assertThat(release("by-hand")).isNull();
    assertThat(OperatedNamespace.isHeld(cluster.pod("by-hand"))).isTrue();
  }

  @Test
  void comesWithTheEndOfAGateThatNobodySaw() throws Exception {
    cluster.gate("unseen");
    cluster.applyGated("unseen", Apps.pod("left-behind", AppImages.FORKED));
    cluster.applyGated("unseen", Apps.pod("left-by-hand", AppImages.FORKED));
    cluster.awaitPassedSays("left-behind", "False MultipleHeads");
    cluster.awaitPassedSays("left-by-hand", "False MultipleHeads");
    cluster.putInBy("unseen", "left-behind");

    cluster.operator().kill();
    cluster.cluster().kubectl("delete", "migrationgate", "unseen");
    cluster.startOperator(Map.of());

    cluster.awaitRunning("left-behind");
    assertThat(release("left-behind")).contains("deleted");
    assertThat(release("left-by-hand")).isNull();
    assertThat(OperatedNamespace.isHeld(cluster.pod("left-by-hand"))).isTrue();
  }

  private static String release(String pod) {
    Map<String, String> annotations = cluster.pod(pod).getMetadata().getAnnotations();
    return annotations.get(GateNames.RELEASE);
  }
}

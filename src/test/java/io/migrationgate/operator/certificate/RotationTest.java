package io.migrationgate.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RotationTest {

  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration LIFETIME = Duration.ofDays(90);

  private final Rotation rotation = rotation("webhook.gate.svc");
  private final KeptCertificates first = rotation.first(START, Optional.empty());

  @Test
  void leavesAYoungOne() {
    assertThat(rotation.next(first, START, true)).isEmpty();
    assertThat(rotation.next(first, day(59), true)).isEmpty();
  }

  @Test
  void makesTheNextOneKnownWithAThirdLeft() throws Exception {
    KeptCertificates staged = rotation.next(first, day(60), true).orElseThrow();

    assertThat(staged.current()).isEqualTo(first.current());
    assertThat(staged.next()).isPresent();
    assertThat(trusted(staged, day(60)))
        .containsExactly(first.current().authority(), staged.next().get().authority());
  }

  @Test
  void servesTheNextOneOnlyWhenItIsTrusted() throws Exception {
    KeptCertificates staged = rotation.next(first, day(60), true).orElseThrow();
    Instant later = day(60).plus(rotation.overlap());

    assertThat(rotation.next(staged, later.minusSeconds(1), true)).isEmpty();
    assertThat(rotation.next(staged, later, false)).isEmpty();
    KeptCertificates promoted = rotation.next(staged, later, true).orElseThrow();

    assertThat(promoted.current()).isEqualTo(staged.next().orElseThrow());
    assertThat(promoted.next()).isEmpty();
    // Some replica may serve the old one for a while yet: what is trusted does not change at all.
    assertThat(promoted.trusted(later)).isEqualTo(staged.trusted(later));
    assertThat(rotation.next(promoted, later, true)).isEmpty();
  }

  @Test
  void forgetsTheOldAuthorityWhenItsTimeIsOver() throws Exception {
    KeptCertificates staged = rotation.next(first, day(60), true).orElseThrow();
    KeptCertificates promoted = rotation.next(staged, day(61), true).orElseThrow();

    assertThat(trusted(promoted, day(89))).hasSize(2);
    assertThat(trusted(promoted, day(91))).containsExactly(promoted.current().authority());
  }

  @Test
  void doesNotWaitForTrustOnceNobodyBelievesTheOldOne() {
    KeptCertificates staged = rotation.next(first, day(60), true).orElseThrow();

    assertThat(rotation.next(staged, day(90), false).orElseThrow().current())
        .isEqualTo(staged.next().orElseThrow());
    assertThat(rotation.next(first, day(90), false).orElseThrow().current())
        .isNotEqualTo(first.current());
  }

  /** After a clock that was wrong. */
  @Test
  void replacesOneThatIsNotGoodYet() {
    assertThat(rotation.next(first, START.minus(Duration.ofDays(1)), true)).isPresent();
  }

  @Test
  void replacesOneForOtherHosts() {
    KeptCertificates staged =
        rotation("webhook.gate.svc", "10.0.0.1").next(first, START, true).orElseThrow();

    assertThat(staged.current()).isEqualTo(first.current());
    assertThat(staged.next().orElseThrow().serving().hosts())
        .containsExactlyInAnyOrder("webhook.gate.svc", "10.0.0.1");
  }

  @Test
  void trustsWhatIsServedAllTheSame() throws Exception {
    X509Certificate served = first.current().authority();

    KeptCertificates anew = rotation.first(day(1), Optional.of(served));

    assertThat(trusted(anew, day(1))).containsExactly(served, anew.current().authority());
  }

  @Test
  void isReadAsItWasWritten() throws Exception {
    KeptCertificates staged = rotation.next(first, day(60), true).orElseThrow();
    KeptCertificates promoted = rotation.next(staged, day(61), true).orElseThrow();

    for (KeptCertificates kept : List.of(first, staged, promoted)) {
      assertThat(KeptCertificates.read(kept.data())).isEqualTo(kept);
    }
  }

  private static List<X509Certificate> trusted(KeptCertificates kept, Instant now)
      throws Exception {
    return ServingCertificate.certificates(kept.trusted(now));
  }

  private static Instant day(int number) {
    return START.plus(Duration.ofDays(number));
  }

  private static Rotation rotation(String... hosts) {
    return new Rotation(new TreeSet<>(Set.of(hosts)), LIFETIME);
  }
}

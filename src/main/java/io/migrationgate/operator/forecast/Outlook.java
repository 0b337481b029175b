package io.migrationgate.operator.forecast;

import io.migrationgate.api.v1alpha1.ProbeStatus;
import io.migrationgate.core.message.ChainNote;
import io.migrationgate.core.message.DatabaseNote;
import io.migrationgate.core.message.GateMessage;
import io.migrationgate.core.message.Outcome;
import io.migrationgate.operator.judgement.Wording;
import java.util.Optional;

/**
 * What would become of one image.
 *
 * @param reason one word in camel case
 * @param judgedAt when a probe said so, where one has
 */
record Outlook(
    Expectation expectation,
    String image,
    String reason,
    String message,
    Optional<String> judgedAt) {

  Outlook(Expectation expectation, String image, String reason, String message) {
    this(expectation, image, reason, message, Optional.empty());
  }

  /** Nobody has judged the image yet. */
  static Outlook pending(String image) {
    return new Outlook(
        Expectation.CANNOT_BE_TOLD, image, "NotJudgedYet", "a probe pod is to judge it");
  }

  static Outlook unfit(String image, String why) {
    return new Outlook(Expectation.CANNOT_BE_TOLD, image, "CannotBeProbed", why);
  }

  static Outlook of(ProbeStatus found) {
    return new Outlook(
        Expectation.of(found.verdict()),
        found.image(),
        found.reason(),
        Optional.ofNullable(found.message()).orElse(""),
        Optional.of(found.judgedAt()));
  }

  static Outlook of(GateMessage verdict, String image) {
    return new Outlook(
        switch (verdict.outcome()) {
          case PASS -> Expectation.STARTS;
          case UNKNOWN -> Expectation.CANNOT_BE_TOLD;
          case BLOCKED -> Expectation.FAILS;
        },
        image,
        verdict.reason(),
        Wording.of(verdict));
  }

  /** Whether what the files alone say settles it: those of an image do not change. */
  static boolean isSettledByFiles(GateMessage verdict) {
    return verdict.databases().isEmpty()
        || verdict.chains().stream().map(ChainNote::outcome).anyMatch(Outcome.BLOCKED::equals);
  }

  /** The verdict once the database has what the pod waited for. */
  static GateMessage withDatabaseReady(GateMessage verdict, String word) {
    return GateMessage.of(
        verdict.chains(),
        verdict.databases().stream()
            .map(
                note ->
                    new DatabaseNote(note.chain(), Outcome.PASS, word, note.revisions(), "", ""))
            .toList());
  }
}

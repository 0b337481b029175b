package io.migrationgate.gate;

import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.lineage.RevisionSums;
import io.migrationgate.core.message.ChainNote;
import io.migrationgate.core.message.Outcome;
import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.verdict.Finding;
import io.migrationgate.core.verdict.Remedy;
import io.migrationgate.core.verdict.Severity;
import io.migrationgate.core.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Puts what was found of a chain into the few words that fit into a pod's status. */
public final class ChainNotes {

  private static final int MAX_PLACES = 2;

  private ChainNotes() {}

  public static List<ChainNote> of(List<ExaminedChain> chains) {
    List<ChainNote> notes = new ArrayList<>(chains.size());
    for (ExaminedChain chain : chains) {
      notes.add(
          switch (chain) {
            case ExaminedChain.Judged judged -> note(judged.chain(), judged.verdict());
            case ExaminedChain.Missing missing ->
                ChainNote.unreadable(
                    missing.name(), missing.reason(), missing.message(), missing.remedy());
          });
    }
    return notes;
  }

  private static ChainNote note(MigrationChain chain, Verdict verdict) {
    boolean whole = chain.complete();
    List<Revision> heads = whole ? chain.graph().headsWithoutPhantoms() : List.of();
    List<String> ids = new ArrayList<>();
    for (Revision head : heads) {
      ids.add(head.id().value());
    }
    ids.sort(null);
    List<Finding> decisive = decisive(verdict);
    return new ChainNote(
        chain.name(),
        Outcome.of(verdict),
        decisive.isEmpty() ? "Passed" : decisive.getFirst().kind().reason(),
        also(verdict, decisive),
        whole ? OptionalInt.of(chain.graph().size()) : OptionalInt.empty(),
        whole ? OptionalInt.of(heads.size()) : OptionalInt.empty(),
        ids,
        decisive.isEmpty() ? "" : message(decisive),
        decisive.isEmpty() ? "" : remedy(decisive.getFirst().remedy()),
        whole ? RevisionSums.of(survivors(chain.graph())).text() : "");
  }

  /** A file that has lost its id to another is no revision. */
  private static List<Revision> survivors(MigrationGraph graph) {
    if (graph.size() == graph.revisions().size()) {
      return graph.revisions();
    }
    List<Revision> survivors = new ArrayList<>(graph.size());
    for (Revision revision : graph.revisions()) {
      if (graph.find(revision.id()).filter(revision::equals).isPresent()) {
        survivors.add(revision);
      }
    }
    return survivors;
  }

  /** What the verdict comes from. */
  private static List<Finding> decisive(Verdict verdict) {
    Severity severity =
        switch (verdict) {
          case Verdict.Pass pass -> Severity.OFF;
          case Verdict.Blocked blocked -> Severity.ERROR;
          case Verdict.Unknown unknown -> Severity.UNKNOWN;
        };
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : verdict.findings()) {
      if (finding.severity() == severity) {
        findings.add(finding);
      }
    }
    return findings;
  }

  /** Who makes one kind of problem harmless wants to know whether another would take its place. */
  private static List<String> also(Verdict verdict, List<Finding> decisive) {
    List<String> also = new ArrayList<>();
    for (Finding finding : verdict.findings()) {
      String reason = finding.kind().reason();
      boolean counts =
          finding.severity() == Severity.ERROR || finding.severity() == Severity.UNKNOWN;
      if (counts && !reason.equals(decisive.getFirst().kind().reason()) && !also.contains(reason)) {
        also.add(reason);
      }
    }
    return also;
  }

  private static String message(List<Finding> findings) {
    Finding first = findings.getFirst();
    StringBuilder message = new StringBuilder(first.message());
    List<SourceLocation> places = first.problem().locations();
    for (int i = 0; i < Math.min(MAX_PLACES, places.size()); i++) {
      message.append(i == 0 ? " (" : ", ").append(places.get(i));
    }
    if (places.size() > MAX_PLACES) {
      message.append(" and ").append(places.size() - MAX_PLACES).append(" more");
    }
    message.append(places.isEmpty() ? "" : ")");
    if (findings.size() > 1) {
      message.append("; and ").append(findings.size() - 1).append(" more");
      message.append(findings.size() == 2 ? " problem" : " problems");
    }
    return message.toString();
  }

  private static String remedy(Remedy remedy) {
    return remedy.command().isEmpty()
        ? remedy.explanation()
        : remedy.command().get() + " # " + remedy.explanation();
  }
}

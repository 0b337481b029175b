package io.migrationgate.core.verdict;

import io.migrationgate.core.graph.MigrationGraph;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** The numbers in revision ids, where a chain counts its revisions. */
public final class Numbering {

  /** Numbers with more digits are dates or hashes. */
  private static final int MAX_DIGITS = 6;

  /** {@code alembic_version.version_num} holds no more. */
  private static final int MAX_LENGTH = 32;

  private Numbering() {}

  /** The number that an id is, or starts with before an underscore. */
  public static OptionalLong of(RevisionId id) {
    String text = id.value();
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    boolean number =
        digits > 0
            && digits <= MAX_DIGITS
            && (digits == text.length() || text.charAt(digits) == '_');
    return number
        ? OptionalLong.of(Long.parseLong(text.substring(0, digits)))
        : OptionalLong.empty();
  }

  /** An id of the same form that no file has. */
  public static String free(MigrationGraph graph, RevisionId like) {
    if (of(like).isEmpty()) {
      return freeHash(graph, like);
    }
    long highest = 0;
    for (Revision revision : graph.revisions()) {
      highest = Math.max(highest, of(revision.id()).orElse(0));
    }
    String text = like.value();
    int underscore = text.indexOf('_');
    String digits = underscore < 0 ? text : text.substring(0, underscore);
    String rest = underscore < 0 ? "" : text.substring(underscore);
    return String.format(Locale.ROOT, "%0" + digits.length() + "d", highest + 1) + rest;
  }

  /**
   * The id of a revision that merges these heads: the next number where the chain counts, else
   * twelve hexadecimal digits that the same heads give every time.
   *
   * @param slug goes behind the number where the ids of the chain have words there
   */
  public static String ofMerge(MigrationGraph graph, List<Revision> heads, String slug) {
    long numbered =
        graph.revisions().stream().filter(revision -> of(revision.id()).isPresent()).count();
    Optional<Revision> last = last(graph.revisions());
    if (last.isEmpty() || 2 * numbered <= graph.revisions().size()) {
      return freeHash(
          graph,
          new RevisionId(
              heads.stream()
                  .map(head -> head.id().value())
                  .sorted()
                  .collect(Collectors.joining("\n"))));
    }
    String free = free(graph, last.get().id());
    int underscore = free.indexOf('_');
    String whole = underscore < 0 ? free : free.substring(0, underscore + 1) + slug;
    return whole.length() > MAX_LENGTH ? whole.substring(0, MAX_LENGTH) : whole;
  }

  /** Twelve hexadecimal digits as Alembic makes them, but the same at every call. */
  private static String freeHash(MigrationGraph graph, RevisionId like) {
    Set<String> taken = new HashSet<>();
    graph.revisions().forEach(revision -> taken.add(revision.id().value()));
    long seed = like.hashCode();
    String candidate;
    do {
      seed = seed * 6364136223846793005L + 1442695040888963407L;
      candidate = String.format(Locale.ROOT, "%012x", seed >>> 16);
    } while (taken.contains(candidate));
    return candidate;
  }

  /** The one with the highest number; where they are not numbered, the last. */
  public static Optional<Revision> last(List<Revision> revisions) {
    Revision best = null;
    for (Revision revision : revisions) {
      if (best == null || of(revision.id()).orElse(-1) >= of(best.id()).orElse(-1)) {
        best = revision;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The revision with the highest number below this one's. */
  static Optional<Revision> before(MigrationGraph graph, Revision revision) {
    OptionalLong own = of(revision.id());
    Revision best = null;
    if (own.isPresent()) {
      for (Revision other : graph.revisions()) {
        OptionalLong number = of(other.id());
        if (number.isPresent()
            && number.getAsLong() < own.getAsLong()
            && (best == null || number.getAsLong() > of(best.id()).orElse(-1))) {
          best = other;
        }
      }
    }
    return Optional.ofNullable(best);
  }
}

package io.migrationgate.cli.release;

import io.migrationgate.adapter.cluster.ReleaseEdit;
import io.migrationgate.api.v1alpha1.ReleaseSpec;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The releases in a gate's spec, at one moment. */
public record StandingReleases(List<ReleaseSpec> releases, Instant now) {

  /** As many as the resource takes. */
  public static final int MOST = 32;

  public StandingReleases {
    releases = List.copyOf(releases);
  }

  /** Whether it still lets pods go; one whose end cannot be read does not. */
  public boolean isActive(ReleaseSpec release) {
    return now.isBefore(end(release));
  }

  public List<ReleaseSpec> active() {
    return releases.stream().filter(this::isActive).toList();
  }

  public static Instant end(ReleaseSpec release) {
    try {
      return Instant.parse(release.until());
    } catch (DateTimeParseException malformed) {
      return Instant.MIN;
    }
  }

  /**
   * The edits that add a release. Ended ones are kept, since they tell who decided what, until
   * there is no room for another; then the ones that ended first go.
   *
   * @throws NoRoomException if there is none, and none has ended
   */
  public List<ReleaseEdit> adding(ReleaseSpec release) throws NoRoomException {
    List<Integer> ended = new ArrayList<>();
    for (int place = 0; place < releases.size(); place++) {
      if (!isActive(releases.get(place))) {
        ended.add(place);
      }
    }
    ended.sort(Comparator.comparing(place -> end(releases.get(place))));
    int tooMany = releases.size() + 1 - MOST;
    if (tooMany > ended.size()) {
      throw new NoRoomException();
    }
    List<ReleaseEdit> edits = new ArrayList<>();
    for (int place : ended.subList(0, Math.max(0, tooMany))) {
      edits.add(new ReleaseEdit.Drop(place));
    }
    edits.add(new ReleaseEdit.Add(release));
    return edits;
  }

  /** The edits that end all that are active. */
  public List<ReleaseEdit> ending() {
    String until = now.truncatedTo(ChronoUnit.SECONDS).toString();
    List<ReleaseEdit> edits = new ArrayList<>();
    for (int place = 0; place < releases.size(); place++) {
      if (isActive(releases.get(place))) {
        edits.add(new ReleaseEdit.EndAt(place, until));
      }
    }
    return edits;
  }

  /** As many releases as there may be are active. */
  public static final class NoRoomException extends Exception {
    private static final long serialVersionUID = 1L;

    NoRoomException() {
      super("there are " + MOST + " releases already, and none has ended");
    }
  }
}

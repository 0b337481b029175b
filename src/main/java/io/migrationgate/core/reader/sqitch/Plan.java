package io.migrationgate.core.reader.sqitch;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.Revision;
import io.migrationgate.core.graph.RevisionId;
import io.migrationgate.core.graph.SourceLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan that has been read, and what is wrong with it.
 *
 * <p>It becomes a line of revisions: each follows the one on the line above, which is also what its
 * id is made of. What it requires are dependencies, and tags are labels.
 */
final class Plan {

  /** Numbers with more digits are dates, which two changes may well share. */
  private static final int MAX_DIGITS = 6;

  private final String path;
  private final String project;
  private final String uri;
  private final List<PlannedChange> changes;
  private final Map<String, Integer> tagLines;
  private final List<Revision> revisions;
  private final List<GraphProblem> problems;

  Plan(
      String path,
      String project,
      String uri,
      List<PlannedChange> changes,
      Map<String, Integer> tagLines,
      List<GraphProblem> problems,
      List<UnmetRequirement> unmet) {
    this.path = path;
    this.project = project;
    this.uri = uri;
    this.changes = List.copyOf(changes);
    this.tagLines = Map.copyOf(tagLines);
    this.revisions = toRevisions();
    this.problems = new ArrayList<>(problems);
    // What seems to be missing may be on a line that could not be read.
    if (problems.stream().noneMatch(Plan::hidesChanges)) {
      unmet.forEach(requirement -> this.problems.add(explain(requirement)));
      addSharedNumbers();
    }
  }

  /** The project's name; empty if the plan does not say it. */
  String project() {
    return project;
  }

  /** How the registry of a database knows the project and its changes. */
  PlanRegistration registration() {
    return new PlanRegistration(project, uri, changes);
  }

  List<PlannedChange> changes() {
    return changes;
  }

  /** In the order of {@link #changes}. */
  List<Revision> revisions() {
    return revisions;
  }

  List<GraphProblem> problems() {
    return List.copyOf(problems);
  }

  private static boolean hidesChanges(GraphProblem problem) {
    return problem instanceof GraphProblem.InvalidPlan
        || problem instanceof GraphProblem.ConflictMarkers;
  }

  // --- revisions ---------------------------------------------------------------------------------

  private List<Revision> toRevisions() {
    List<Revision> line = new ArrayList<>(changes.size());
    Map<String, String> latestIds = new HashMap<>();
    for (PlannedChange change : changes) {
      List<RevisionId> parent = line.isEmpty() ? List.of() : List.of(line.getLast().id());
      List<String> labels = change.tags().stream().map(tag -> "@" + tag).toList();
      int at = change.line();
      line.add(
          new Revision(
              new RevisionId(change.id()),
              parent,
              dependsOn(change, latestIds),
              labels,
              path,
              new Revision.Lines(at, at, at, at),
              at));
      latestIds.put(change.name(), change.id());
      labels.forEach(label -> latestIds.put(label, label));
    }
    return List.copyOf(line);
  }

  /** What a change requires, as far as it stands above it; reworked changes by their own ids. */
  private static List<String> dependsOn(PlannedChange change, Map<String, String> latestIds) {
    List<String> ids = new ArrayList<>();
    for (Dependency dependency : change.requires()) {
      String key = dependency.change().isEmpty() ? "@" + dependency.tag() : dependency.change();
      String id = latestIds.get(key);
      if (id != null && !ids.contains(id)) {
        ids.add(id);
      }
    }
    return ids;
  }

  // --- dependencies ------------------------------------------------------------------------------

  private GraphProblem explain(UnmetRequirement requirement) {
    PlannedChange change = requirement.change();
    Dependency dependency = requirement.dependency();
    Revision revision = revisions.get(change.position());
    if (dependency.change().equals(change.name()) && dependency.tag().isEmpty()) {
      return new GraphProblem.InvalidPlan(
          revision.location(), "requires itself", "Take its own name out of the brackets.");
    }
    if (dependency.byId()) {
      return missing(revision, dependency, Optional.empty());
    }
    if (!dependency.tag().isEmpty() && !tagLines.containsKey("@" + dependency.tag())) {
      return missing(revision, dependency, similar("@" + dependency.tag(), tagLines.keySet()));
    }
    List<PlannedChange> named =
        changes.stream().filter(other -> other.name().equals(dependency.change())).toList();
    if (!dependency.change().isEmpty() && named.isEmpty()) {
      return missing(
          revision,
          dependency,
          similar(dependency.change(), changes.stream().map(PlannedChange::name).toList()));
    }
    int tagLine = tagLines.getOrDefault("@" + dependency.tag(), 0);
    int changeLine = named.isEmpty() ? 0 : named.getFirst().line();
    int needed = Math.max(tagLine, changeLine);
    if (needed > change.line()) {
      return new GraphProblem.LaterRequirement(
          revision, dependency.text(), new SourceLocation(path, needed));
    }
    return new GraphProblem.InvalidPlan(
        revision.location(),
        "requires "
            + dependency.text()
            + ", and the tag is older than the change: sqitch looks at the last "
            + dependency.change()
            + " that a tag has closed",
        "Name a tag that stands below it, or the change alone.");
  }

  private static GraphProblem missing(
      Revision revision, Dependency dependency, Optional<String> similar) {
    return new GraphProblem.MissingRequirement(revision, dependency.text(), similar);
  }

  /** The one name that differs only in its number, or only behind it. */
  private static Optional<String> similar(String wanted, Iterable<String> names) {
    String words = behindNumber(wanted);
    String number = wanted.substring(0, wanted.length() - words.length());
    String found = null;
    for (String name : names) {
      String otherWords = behindNumber(name);
      boolean alike =
          otherWords.equalsIgnoreCase(words)
              || !number.isEmpty()
                  && number.equals(name.substring(0, name.length() - otherWords.length()));
      if (alike) {
        if (found != null && !found.equals(name)) {
          return Optional.empty();
        }
        found = name;
      }
    }
    return Optional.ofNullable(found);
  }

  private static String behindNumber(String name) {
    int digits = digits(name);
    return isSeparator(name, digits) ? name.substring(digits) : name;
  }

  // --- numbers -----------------------------------------------------------------------------------

  private void addSharedNumbers() {
    Map<String, List<Revision>> byNumber = new LinkedHashMap<>();
    int numbered = 0;
    for (PlannedChange change : changes) {
      int digits = digits(change.name());
      boolean reworked = !change.reworkTags().isEmpty();
      if (!reworked && digits <= MAX_DIGITS && isSeparator(change.name(), digits)) {
        numbered++;
        byNumber
            .computeIfAbsent(change.name().substring(0, digits), number -> new ArrayList<>())
            .add(revisions.get(change.position()));
      }
    }
    // Where most numbers stand for many changes, they are years or parts of something.
    if (byNumber.size() * 2 < numbered) {
      return;
    }
    byNumber.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .forEach(
            entry -> problems.add(new GraphProblem.SharedNumber(entry.getKey(), entry.getValue())));
  }

  private static int digits(String name) {
    int digits = 0;
    while (digits < name.length() && name.charAt(digits) >= '0' && name.charAt(digits) <= '9') {
      digits++;
    }
    return digits;
  }

  private static boolean isSeparator(String name, int at) {
    return at > 0 && at < name.length() && (name.charAt(at) == '-' || name.charAt(at) == '_');
  }
}

package io.migrationgate.core.reader.sqitch;

import io.migrationgate.core.graph.GraphProblem;
import io.migrationgate.core.graph.SourceLocation;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plan as sqitch does, but goes on behind an error: a person wants to hear of all of them
 * at once.
 */
final class PlanReader {

  private final String path;
  private final List<PlannedChange> changes = new ArrayList<>();
  private final List<GraphProblem> problems = new ArrayList<>();

  private int line;
  private boolean inHeader = true;
  private boolean inConflict;
  private @Nullable String project;
  private String uri = "";

  /** The line as it stands. */
  private String whole = "";

  /** The names of changes and, with an {@code @}, of tags, up to the last tag: their last lines. */
  private final Map<String, Integer> closed = new HashMap<>();

  /** The changes since the last tag, and what each line says. */
  private final Map<String, Declared> open = new HashMap<>();

  private final Map<String, PlannedChange> latest = new HashMap<>();
  private final Map<String, Integer> tagLines = new HashMap<>();

  /** How many of the changes have had their dependencies checked. */
  private int checked;

  private final List<UnmetRequirement> unmet = new ArrayList<>();

  private record Declared(int line, String text) {}

  private PlanReader(String path) {
    this.path = path;
  }

  /**
   * Reads a plan.
   *
   * @param path as a person would write it
   */
  static Plan read(String path, byte[] bytes) {
    return new PlanReader(path).read(bytes);
  }

  private Plan read(byte[] bytes) {
    String text = decode(bytes);
    int from = 0;
    while (from < text.length()) {
      int newline = text.indexOf('\n', from);
      int end = newline < 0 ? text.length() : newline;
      boolean windows = newline > from && text.charAt(newline - 1) == '\r';
      line++;
      read(text.substring(from, windows ? end - 1 : end));
      from = end + 1;
    }
    checkRequirements();
    if (project == null || project.equals("0")) {
      problems.addFirst(
          new GraphProblem.InvalidPlan(
              SourceLocation.wholeFile(path),
              "names no project before its first blank line",
              "Write %project=NAME on one of the first lines; the name is part of every id, so take"
                  + " the one that was there before."));
    }
    return new Plan(path, project == null ? "" : project, uri, changes, tagLines, problems, unmet);
  }

  private String decode(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer out = CharBuffer.allocate(bytes.length);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      refuseText(text, text.length(), "is not UTF-8 text");
    }
    for (int i = 0; i < text.length(); i++) {
      // The second half of a pair is looked at with the first.
      if (text.charAt(i) >= '\ud800' && isNoncharacter(text.codePointAt(i))) {
        refuseText(text, i, "holds a code point that is no character, which sqitch does not read");
        break;
      }
    }
    return text;
  }

  /** Code points that are set aside for ever; sqitch reads its plan with Perl's strict decoder. */
  private static boolean isNoncharacter(int c) {
    return c >= 0xfdd0 && c <= 0xfdef || (c & 0xfffe) == 0xfffe;
  }

  private void refuseText(String text, int at, String reason) {
    int wrong = 1;
    for (int i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
      wrong++;
    }
    problems.add(
        new GraphProblem.InvalidPlan(
            new SourceLocation(path, wrong),
            reason,
            "Save the plan as UTF-8, which is all that sqitch reads."));
  }

  private void read(String current) {
    whole = current;
    if (isConflictMarker(whole)) {
      return;
    }
    int start = PlanCharacters.skipBlanks(whole, 0);
    if (start == whole.length()) {
      inHeader = false;
      return;
    }
    int hash = whole.indexOf('#', start);
    if (hash == start && hash + 1 < whole.length()) {
      inHeader &= isTelling(whole.substring(hash + 1));
      return;
    }
    String text = PlanCharacters.withoutTrailingBlanks(hash < 0 ? whole : whole.substring(0, hash));
    if (inHeader) {
      readPragma(text);
    } else {
      readDeclaration(text);
    }
  }

  /** A comment without a word, or with the one that Perl takes for none, ends the header. */
  private static boolean isTelling(String note) {
    String words = note.strip();
    return !words.isEmpty() && !words.equals("0");
  }

  private boolean isConflictMarker(String text) {
    if (text.startsWith("<<<<<<<")) {
      inConflict = true;
      problems.add(new GraphProblem.ConflictMarkers(new SourceLocation(path, line)));
      return true;
    }
    boolean marker =
        text.startsWith("=======") || text.startsWith("|||||||") || text.startsWith(">>>>>>>");
    if (marker && !inConflict) {
      problems.add(new GraphProblem.ConflictMarkers(new SourceLocation(path, line)));
    }
    if (text.startsWith(">>>>>>>")) {
      inConflict = false;
    }
    return marker;
  }

  // --- the header --------------------------------------------------------------------------------

  private void readPragma(String text) {
    Pragma pragma = Pragma.read(text).orElse(null);
    if (pragma == null) {
      refuse(LineFault.ofPragma(text));
      // A byte order mark hides the pragma, not what it says.
      Pragma.read(text.startsWith("\ufeff") ? text.substring(1) : "").ifPresent(this::take);
      if (LineFault.isChangeOrTag(text)) {
        inHeader = false;
        readDeclaration(text);
      }
    } else {
      take(pragma);
    }
  }

  private void take(Pragma pragma) {
    if (pragma.name().equals("uri")) {
      uri = pragma.value().isEmpty() ? "1" : pragma.value();
    }
    if (!pragma.name().equals("project")) {
      return;
    }
    String name = pragma.value();
    if (name.isEmpty()) {
      refuse("names no project", "Write %project=NAME.");
    } else if (!PlanName.isWhole(name)) {
      refuse(
          "has the project name " + name + ", which " + PlanName.fault(name),
          "Choose another name; it is part of every id, so only before the first deployment.");
    }
    project = name;
  }

  // --- changes and tags --------------------------------------------------------------------------

  private void readDeclaration(String text) {
    PlanLine declared = PlanLine.read(text).orElse(null);
    if (declared == null || declared.name().equals("0")) {
      refuse(LineFault.of(text));
      return;
    }
    String name = declared.name();
    if (PlanName.isReserved(name)) {
      refuse("has the name " + name + ", which sqitch keeps for itself", "Choose another name.");
    } else if (PlanName.couldBeId(name)) {
      refuse("has the name " + name + ", which could be taken for an id", "Choose a shorter name.");
    } else if (!Timestamp.isReal(declared.timestamp())) {
      refuse(
          "has the timestamp " + declared.timestamp() + ", a time that does not exist",
          "Write the time at which the change was planned, in UTC.");
    } else if (declared.tag()) {
      readTag(declared);
    } else {
      readChange(declared, text);
    }
  }

  private void readTag(PlanLine declared) {
    String name = declared.name();
    String key = "@" + name;
    Integer first = tagLines.get(key);
    if (name.indexOf('/') >= 0) {
      refuse("has the tag " + key + " with a /, which tags may not contain", "Write - instead.");
    } else if (changes.isEmpty()) {
      refuse(
          "has the tag " + key + " with no change above it",
          "Move the tag below the last change that it is meant for.");
    } else if (first != null) {
      refuse(
          "has the tag " + key + " a second time; the first is on line " + first,
          "Tags are unique in a plan: take one of them away, or give it another name.");
    } else if (!isNothing(declared.dependencies())) {
      refuse(
          "has dependencies for the tag " + key,
          "Take the brackets away; a tag follows the change above it.");
    } else {
      checkRequirements();
      changes.getLast().tag(name);
      tagLines.put(key, line);
      open.forEach((change, place) -> closed.put(change, place.line()));
      open.clear();
      closed.put(key, line);
    }
  }

  private void readChange(PlanLine declared, String text) {
    String name = declared.name();
    Declared first = open.get(name);
    if (first != null) {
      problems.add(
          new GraphProblem.DuplicateChange(
              name,
              new SourceLocation(path, first.line()),
              new SourceLocation(path, line),
              first.text().equals(text)));
      return;
    }
    List<Dependency> dependencies = readDependencies(declared.dependencies());
    PlannedChange change = new PlannedChange(name, line, changes.size(), dependencies, whole);
    PlannedChange earlier = latest.put(name, change);
    if (earlier != null) {
      earlier.reworked(tagsSince(earlier));
    }
    changes.add(change);
    open.put(name, new Declared(line, text));
  }

  /** Latest change first, which is the order in which sqitch tries them. */
  private List<String> tagsSince(PlannedChange earlier) {
    List<String> tags = new ArrayList<>();
    for (int i = changes.size() - 1; i >= earlier.position(); i--) {
      tags.addAll(changes.get(i).tags());
    }
    return tags;
  }

  private List<Dependency> readDependencies(String text) {
    if (isNothing(text)) {
      return List.of();
    }
    List<Dependency> dependencies = new ArrayList<>();
    Map<String, Dependency> seen = new HashMap<>();
    int at = PlanCharacters.skipBlanks(text, 0);
    if (at > 0 && at < text.length()) {
      refuse(
          "has a blank behind the [, which sqitch takes for a dependency without a name",
          "Write the first dependency right behind the [.");
    }
    while (at < text.length()) {
      int end = PlanCharacters.skipWord(text, at);
      String word = text.substring(at, end);
      Dependency dependency = Dependency.read(word).orElse(null);
      if (dependency == null) {
        refuseDependency(word);
      } else if (seen.put(word, dependency) != null) {
        refuse("has the dependency " + word + " twice", "Take one of them away.");
      } else if (dependency.byId() && dependency.project().isEmpty()) {
        refuse(
            "names another change by its id alone, on which sqitch runs until the memory is full",
            "Name the change, or write its project before the id: project:id.");
      } else {
        dependencies.add(dependency);
      }
      at = PlanCharacters.skipBlanks(text, end);
    }
    return dependencies;
  }

  private void refuseDependency(String word) {
    if (word.indexOf(',') >= 0) {
      refuse("has the dependency " + word + " with a comma", "Write blanks between dependencies.");
    } else {
      refuse(
          "has " + word + " in brackets, which is no dependency",
          "Write dependencies as [!][project:]change[@tag], [!][project:]@tag, or a change's id.");
    }
  }

  /** Perl takes the text 0 for nothing. */
  private static boolean isNothing(String dependencies) {
    return dependencies.isEmpty() || dependencies.equals("0");
  }

  // --- dependencies ------------------------------------------------------------------------------

  /** What sqitch does at each tag and at the end: a section may lean on all that is above it. */
  private void checkRequirements() {
    Map<String, Integer> here = new HashMap<>();
    for (; checked < changes.size(); checked++) {
      PlannedChange change = changes.get(checked);
      for (Dependency dependency : change.requires()) {
        if (project != null && dependency.isWithin(project) && !isMet(dependency, here)) {
          unmet.add(new UnmetRequirement(change, dependency));
        }
      }
      here.put(change.name(), change.line());
    }
  }

  private boolean isMet(Dependency dependency, Map<String, Integer> here) {
    if (dependency.tag().isEmpty() || dependency.change().isEmpty()) {
      String key = dependency.reference();
      return closed.containsKey(key) || here.containsKey(key);
    }
    Integer tagged = closed.get("@" + dependency.tag());
    Integer declared = closed.get(dependency.change());
    return tagged != null && declared != null && declared < tagged;
  }

  private void refuse(LineFault fault) {
    refuse(fault.reason(), fault.remedy());
  }

  private void refuse(String reason, String remedy) {
    problems.add(new GraphProblem.InvalidPlan(new SourceLocation(path, line), reason, remedy));
  }
}

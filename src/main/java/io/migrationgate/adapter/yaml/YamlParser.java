package io.migrationgate.adapter.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a text of one or more documents, within bounds. */
final class YamlParser {

  /** Many times what a release of a large application is. */
  private static final int MAX_CHARACTERS = 32 << 20;

  private static final int MAX_DEPTH = 200;

  /** Aliases of aliases grow without bounds; nothing that a cluster takes comes near this. */
  private static final long MAX_WEIGHT = 2_000_000;

  private static final String TEXT_TAG = "tag:yaml.org,2002:str";

  private final String text;
  private final Offsets offsets;
  private final Map<Anchor, YamlNode> anchors = new HashMap<>();

  private YamlParser(String text) {
    this.text = text;
    this.offsets = Offsets.of(text);
  }

  /** The documents' contents; an empty document has none. */
  static List<Optional<YamlNode>> parse(String text) throws YamlException {
    if (text.length() > MAX_CHARACTERS) {
      throw new YamlException("is longer than " + MAX_CHARACTERS + " characters; give it in parts");
    }
    return new YamlParser(text).documents();
  }

  private List<Optional<YamlNode>> documents() throws YamlException {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(MAX_CHARACTERS).build();
    List<Optional<YamlNode>> documents = new ArrayList<>();
    try {
      Iterator<Event> events = new Parse(settings).parseString(text).iterator();
      while (events.hasNext()) {
        Event event = events.next();
        switch (event.getEventId()) {
          case DocumentStart -> {
            anchors.clear();
            documents.add(document(events.next(), events));
          }
          case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
          case Alias, MappingEnd, MappingStart, Scalar, SequenceEnd, SequenceStart ->
              throw new IllegalStateException("a node outside of a document");
        }
      }
    } catch (MarkedYamlEngineException wrong) {
      throw faulty(wrong);
    } catch (YamlEngineException wrong) {
      throw new YamlException(hinted(firstLine(wrong.getMessage())));
    }
    return documents;
  }

  private Optional<YamlNode> document(Event first, Iterator<Event> events) throws YamlException {
    YamlNode node = node(first, events, 0);
    if (node.weight() > MAX_WEIGHT) {
      throw YamlException.at(
          line(node.start()), "its aliases stand for more values than any manifest has");
    }
    return node instanceof YamlNode.Scalar scalar && scalar.isNothing()
        ? Optional.empty()
        : Optional.of(node);
  }

  private YamlNode node(Event event, Iterator<Event> events, int depth) throws YamlException {
    int start = offsets.of(event.getStartMark());
    if (depth > MAX_DEPTH) {
      throw YamlException.at(line(start), "is nested too deeply");
    }
    YamlNode node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar, start);
          case AliasEvent alias -> alias(alias, start);
          case MappingStartEvent mapping -> mapping(mapping, start, events, depth);
          case CollectionStartEvent sequence -> sequence(sequence, start, events, depth);
          default -> throw YamlException.at(line(start), "is not YAML");
        };
    if (event instanceof NodeEvent named
        && !(event instanceof AliasEvent)
        && named.getAnchor().isPresent()) {
      anchors.put(named.getAnchor().get(), node);
    }
    return node;
  }

  private YamlNode scalar(ScalarEvent event, int start) {
    int end = offsets.of(event.getEndMark());
    if (event.isLiteral() || event.isFolded()) {
      end = endOfBlockScalar(text.indexOf(event.isLiteral() ? '|' : '>', start), end);
    }
    return new YamlNode.Scalar(
        start,
        end,
        event.getValue(),
        !event.isPlain() || event.getTag().filter(TEXT_TAG::equals).isPresent());
  }

  /** Without the line end, and without empty lines that are none of its own. */
  private int endOfBlockScalar(int header, int end) {
    int headerEnd = text.indexOf('\n', header);
    if (headerEnd < 0 || headerEnd >= end) {
      return headerEnd < 0 ? end : Math.min(end, headerEnd);
    }
    int last = end;
    if (text.substring(header, headerEnd).contains("+")) {
      return text.charAt(last - 1) == '\n' ? last - 1 : last;
    }
    while (last > headerEnd && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    return Math.max(last, headerEnd);
  }

  private YamlNode alias(AliasEvent event, int start) throws YamlException {
    YamlNode target = anchors.get(event.getAlias());
    if (target == null) {
      throw YamlException.at(
          line(start), "*" + event.getAlias() + " stands for itself, or for nothing before it");
    }
    return new YamlNode.Alias(start, offsets.of(event.getEndMark()), target);
  }

  private YamlNode sequence(
      CollectionStartEvent event, int start, Iterator<Event> events, int depth)
      throws YamlException {
    List<YamlNode> items = new ArrayList<>();
    long weight = 1;
    int end = start;
    Event next = events.next();
    while (next.getEventId() != Event.ID.SequenceEnd) {
      YamlNode item = node(next, events, depth + 1);
      items.add(item);
      weight = Math.min(MAX_WEIGHT + 1, weight + item.weight());
      end = Math.max(end, item.end());
      next = events.next();
    }
    return new YamlNode.Sequence(
        start, event.isFlow() ? offsets.of(next.getEndMark()) : end, event.isFlow(), items, weight);
  }

  private YamlNode mapping(MappingStartEvent event, int start, Iterator<Event> events, int depth)
      throws YamlException {
    List<YamlNode.Entry> entries = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    long weight = 1;
    int end = start;
    Event next = events.next();
    while (next.getEventId() != Event.ID.MappingEnd) {
      if (!(next instanceof ScalarEvent keyEvent)) {
        throw YamlException.at(
            line(offsets.of(next.getStartMark())), hinted("has a key that is not a text"));
      }
      YamlNode.Scalar key = (YamlNode.Scalar) node(keyEvent, events, depth + 1);
      if (!keys.add(key.value())) {
        throw YamlException.at(line(key.start()), "has the key " + key.value() + " twice");
      }
      YamlNode value = node(events.next(), events, depth + 1);
      YamlNode.Entry entry = new YamlNode.Entry(key, value);
      entries.add(entry);
      weight = Math.min(MAX_WEIGHT + 1, weight + 1 + value.weight());
      end = Math.max(end, entry.end());
      next = events.next();
    }
    return new YamlNode.Mapping(
        start,
        event.isFlow() ? offsets.of(next.getEndMark()) : end,
        event.isFlow(),
        entries,
        weight);
  }

  private YamlException faulty(MarkedYamlEngineException wrong) {
    String problem = firstLine(wrong.getProblem());
    if (problem.contains("(TAB)")) {
      problem = "a tab stands where YAML takes only spaces; expand -t 2 FILE writes spaces";
    }
    Optional<Mark> mark = wrong.getProblemMark();
    return mark.isPresent()
        ? YamlException.at(mark.get().getLine() + 1, hinted("is not YAML: " + problem))
        : new YamlException(hinted("is not YAML: " + problem));
  }

  /** A chart's template is the likeliest thing to be taken for YAML. */
  private String hinted(String problem) {
    return text.contains("{{")
        ? problem
            + "; is it a Helm template? Render it first: helm template ... |"
            + " migration-gate inject -f - ..."
        : problem;
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "it is broken" : message.lines().findFirst().orElse("it is broken");
  }

  private int line(int offset) {
    int line = 1;
    for (int i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) {
      line++;
    }
    return line;
  }
}

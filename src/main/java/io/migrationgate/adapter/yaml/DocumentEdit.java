package io.migrationgate.adapter.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the difference between two values into changes of the text that holds the first. What is
 * the same in both keeps its bytes, and so its comments, quotes and empty lines.
 */
final class DocumentEdit {

  private final String text;
  private final BlockText block;
  private final YamlValues values;
  private final Splices splices;

  DocumentEdit(String text, YamlNode root, YamlValues values, Splices splices) {
    this.text = text;
    this.block = DocumentStyle.of(text, root);
    this.values = values;
    this.splices = splices;
  }

  void change(YamlNode node, @Nullable Object now) throws YamlException {
    if (Objects.equals(values.of(node), now)) {
      return;
    }
    switch (node) {
      case YamlNode.Mapping mapping when now instanceof Map<?, ?> map && map.size() > 0 ->
          fields(mapping, map);
      case YamlNode.Sequence sequence when now instanceof List<?> list && list.size() > 0 ->
          elements(sequence, list, -1);
      case YamlNode.Alias alias ->
          throw new YamlException(
              "has an alias in line "
                  + text.substring(0, alias.start() + 1).lines().count()
                  + ", "
                  + text.substring(alias.start(), alias.end())
                  + ", where something has to change; write it out there");
      case YamlNode.Scalar scalar -> inline(scalar, now);
      case YamlNode.Mapping mapping -> inline(mapping, now);
      case YamlNode.Sequence sequence -> inline(sequence, now);
    }
  }

  private void inline(YamlNode node, @Nullable Object now) throws YamlException {
    boolean oneLine = !text.substring(node.start(), node.end()).contains("\n");
    if (!oneLine || node.start() == node.end()) {
      throw new YamlException("has a value that cannot be changed where it stands");
    }
    splices.replace(node.start(), node.end(), FlowText.of(now));
  }

  private void fields(YamlNode.Mapping mapping, Map<?, ?> now) throws YamlException {
    if (mapping.entries().isEmpty()) {
      inline(mapping, now);
      return;
    }
    Set<String> own = new HashSet<>();
    List<YamlNode> kept = new ArrayList<>();
    List<YamlNode.Entry> gone = new ArrayList<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      String key = entry.key().value();
      if (YamlValues.isMerge(entry)) {
        kept.add(entry.value());
      } else if (now.containsKey(key)) {
        own.add(key);
        kept.add(entry.value());
        field(mapping, entry, now.get(key));
      } else {
        gone.add(entry);
      }
    }
    if (kept.isEmpty()) {
      throw new YamlException("has an object that would keep none of its fields");
    }
    remove(mapping, gone);
    YamlNode.Entry last = lastKept(mapping, gone);
    Map<?, ?> merged = (Map<?, ?>) Objects.requireNonNull(values.of(mapping));
    StringBuilder added = new StringBuilder();
    for (Map.Entry<?, ?> entry : now.entrySet()) {
      String key = String.valueOf(entry.getKey());
      boolean inherited =
          !own.contains(key)
              && merged.containsKey(key)
              && Objects.equals(merged.get(key), entry.getValue());
      if (!own.contains(key) && !inherited) {
        if (mapping.flow()) {
          flowField(mapping, last, key, entry.getValue());
        } else {
          int column = DocumentStyle.column(text, mapping.entries().getFirst().start());
          added.append(block.field(key, entry.getValue(), column));
        }
      }
    }
    if (!added.isEmpty()) {
      splices.insertBelow(last.end(), added.toString());
    }
  }

  private static YamlNode.Entry lastKept(YamlNode.Mapping mapping, List<YamlNode.Entry> gone) {
    YamlNode.Entry last = mapping.entries().getFirst();
    for (YamlNode.Entry entry : mapping.entries()) {
      if (!gone.contains(entry)) {
        last = entry;
      }
    }
    return last;
  }

  private void flowField(
      YamlNode.Mapping mapping, YamlNode.Entry last, String key, @Nullable Object value) {
    int first = mapping.entries().getFirst().start();
    splices.replace(
        last.end(),
        last.end(),
        separator(mapping.start(), first)
            + ScalarText.quoted(key)
            + ": "
            + flow(value, mapping.start(), first));
  }

  /** What stands between two parts of something in brackets. */
  private String separator(int start, int firstPart) {
    return isInLines(start, firstPart)
        ? "," + block.lineEnd() + " ".repeat(DocumentStyle.column(text, firstPart))
        : ", ";
  }

  private boolean isInLines(int start, int firstPart) {
    return text.substring(start, firstPart).contains("\n");
  }

  private String flow(@Nullable Object value, int start, int firstPart) {
    return isInLines(start, firstPart)
        ? FlowText.inLines(value, DocumentStyle.column(text, firstPart), block.lineEnd())
        : FlowText.of(value);
  }

  private void field(YamlNode.Mapping mapping, YamlNode.Entry entry, @Nullable Object now)
      throws YamlException {
    Object old = values.of(entry.value());
    if (Objects.equals(old, now)) {
      return;
    }
    boolean oneLine =
        entry.value() instanceof YamlNode.Scalar
            || isFlow(entry.value())
            || BlockText.isInline(old);
    // A null that is written out keeps its place on the line: else nobody could give it back.
    boolean writtenNull =
        old == null && entry.value() instanceof YamlNode.Scalar scalar && !scalar.isNothing();
    if (!mapping.flow()
        && oneLine
        && !writtenNull
        && BlockText.isInline(old)
        && !BlockText.isInline(now)) {
      // Nothing there yet, but in a place of its own.
      int colon = text.indexOf(':', entry.key().end());
      splices.replace(colon + 1, Math.max(colon + 1, entry.value().end()), "");
      int column = DocumentStyle.column(text, entry.start());
      splices.insertBelow(entry.end(), block.below(Objects.requireNonNull(now), column));
    } else if (!mapping.flow() && !oneLine && BlockText.isInline(now)) {
      int colon = text.indexOf(':', entry.key().end());
      if (now != null) {
        splices.replace(colon + 1, colon + 1, " " + ScalarText.of(now));
      }
      splices.deleteLines(text.indexOf('\n', colon) + 1, entry.end());
    } else if (entry.value() instanceof YamlNode.Scalar scalar && scalar.isNothing()) {
      splices.replace(scalar.start(), scalar.end(), " " + FlowText.of(now));
    } else if (entry.value() instanceof YamlNode.Sequence sequence
        && now instanceof List<?> list
        && !list.isEmpty()) {
      elements(sequence, list, entry.key().end());
    } else if (isFlow(entry.value()) && BlockText.isInline(now)) {
      splices.replace(entry.value().start(), entry.value().end(), FlowText.of(now));
    } else if (mapping.flow() && BlockText.isInline(old)) {
      int first = mapping.entries().getFirst().start();
      int start = entry.value().start();
      splices.replace(start, entry.value().end(), flow(now, mapping.start(), first));
    } else {
      change(entry.value(), now);
    }
  }

  private static boolean isFlow(YamlNode node) {
    return switch (node) {
      case YamlNode.Mapping mapping -> mapping.flow();
      case YamlNode.Sequence sequence -> sequence.flow();
      case YamlNode.Scalar scalar -> false;
      case YamlNode.Alias alias -> false;
    };
  }

  private void remove(YamlNode.Mapping mapping, List<YamlNode.Entry> gone) throws YamlException {
    if (mapping.flow()) {
      List<Integer> places = new ArrayList<>();
      gone.forEach(entry -> places.add(mapping.entries().indexOf(entry)));
      List<int[]> spans = new ArrayList<>();
      mapping.entries().forEach(entry -> spans.add(new int[] {entry.start(), entry.end()}));
      removeInBrackets(spans, places);
      return;
    }
    for (YamlNode.Entry entry : gone) {
      if (isFirstOnItsLine(entry.start())) {
        splices.deleteLines(entry.start(), entry.end());
      } else {
        int next = mapping.entries().indexOf(entry) + 1;
        splices.replace(entry.start(), mapping.entries().get(next).start(), "");
      }
    }
  }

  private boolean isFirstOnItsLine(int place) {
    int start = text.lastIndexOf('\n', place - 1) + 1;
    return text.substring(start, place).isBlank();
  }

  /** Each with the comma before it; those in front with the comma behind. */
  private void removeInBrackets(List<int[]> spans, List<Integer> gone) {
    int leading = 0;
    while (gone.contains(leading)) {
      leading++;
    }
    if (leading > 0) {
      splices.replace(spans.getFirst()[0], spans.get(leading)[0], "");
    }
    for (int place : gone) {
      if (place >= leading) {
        splices.replace(spans.get(place - 1)[1], spans.get(place)[1], "");
      }
    }
  }

  private void elements(YamlNode.Sequence sequence, List<?> now, int header) throws YamlException {
    List<?> old = (List<?>) Objects.requireNonNull(values.of(sequence));
    int[] places = Alignment.of(old, now);
    Set<Integer> kept = new HashSet<>();
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        kept.add(places[i]);
        change(sequence.items().get(places[i]), now.get(i));
      }
    }
    List<Integer> gone = new ArrayList<>();
    for (int i = 0; i < old.size(); i++) {
      if (!kept.contains(i)) {
        gone.add(i);
      }
    }
    if (sequence.flow()) {
      inBrackets(sequence, now, places, gone);
      return;
    }
    int column = DocumentStyle.column(text, sequence.start());
    for (int place : gone) {
      YamlNode item = sequence.items().get(place);
      int dash = dash(item.start(), column);
      splices.deleteLines(dash, Math.max(dash, item.end()));
    }
    int before = -1;
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        before = places[i];
      } else if (before < 0 && header < 0) {
        throw new YamlException("has a list within a list where something has to be put first");
      } else {
        splices.insertBelow(
            before < 0 ? header : sequence.items().get(before).end(),
            block.element(now.get(i), column));
      }
    }
  }

  /** The dash of an element; empty lines and comments may stand between the two. */
  private int dash(int item, int column) throws YamlException {
    int line = text.lastIndexOf('\n', item - 1) + 1;
    while (line >= 0) {
      int dash = line + column;
      if (dash < text.length()
          && text.charAt(dash) == '-'
          && text.substring(line, dash).isBlank()) {
        return dash;
      }
      line = line == 0 ? -1 : text.lastIndexOf('\n', line - 2) + 1;
    }
    throw new YamlException("has a list whose elements share a line with something else");
  }

  private void inBrackets(
      YamlNode.Sequence sequence, List<?> now, int[] places, List<Integer> gone) {
    List<YamlNode> items = sequence.items();
    if (gone.size() == items.size()) {
      splices.replace(sequence.start(), sequence.end(), FlowText.of(now));
      return;
    }
    List<int[]> spans = new ArrayList<>();
    items.forEach(item -> spans.add(new int[] {item.start(), item.end()}));
    removeInBrackets(spans, gone);
    int first = items.getFirst().start();
    int firstKept = 0;
    while (gone.contains(firstKept)) {
      firstKept++;
    }
    String separator = separator(sequence.start(), first);
    int before = -1;
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        before = places[i];
      } else {
        String element = flow(now.get(i), sequence.start(), first);
        if (before < 0) {
          int place = items.get(firstKept).start();
          splices.replace(place, place, element + separator);
        } else {
          int place = items.get(before).end();
          splices.replace(place, place, separator + element);
        }
      }
    }
  }
}

package io.migrationgate.adapter.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A text of YAML documents, or of JSON, that can be changed without being written anew. */
public final class YamlStream {

  private static final String BYTE_ORDER_MARK = "\ufeff";

  /** A stretch of the text, and the documents in it. */
  private record Part(String text, List<Optional<YamlNode>> documents) {}

  private final String mark;
  private final List<Part> parts;
  private final YamlValues values = new YamlValues();

  private YamlStream(String mark, List<Part> parts) {
    this.mark = mark;
    this.parts = parts;
  }

  /**
   * Reads a text.
   *
   * @throws YamlException if it is no YAML, or beyond all bounds
   */
  public static YamlStream parse(String text) throws YamlException {
    boolean marked = text.startsWith(BYTE_ORDER_MARK);
    String body = marked ? text.substring(1) : text;
    return new YamlStream(marked ? BYTE_ORDER_MARK : "", parts(body));
  }

  private static List<Part> parts(String text) throws YamlException {
    try {
      return List.of(new Part(text, YamlParser.parse(text)));
    } catch (YamlException wrong) {
      if (!JsonTexts.looksLikeJson(text)) {
        throw wrong;
      }
      return json(text, wrong);
    }
  }

  private static List<Part> json(String text, YamlException asYaml) throws YamlException {
    List<Part> parts = new ArrayList<>();
    try {
      for (String object : JsonTexts.apart(text)) {
        parts.add(new Part(object, YamlParser.parse(JsonTexts.withoutTabs(object))));
      }
    } catch (YamlException neither) {
      throw asYaml;
    }
    return parts;
  }

  /** What the documents hold, in maps, lists and scalars; null for an empty one. */
  public List<@Nullable Object> values() {
    List<@Nullable Object> all = new ArrayList<>();
    for (Part part : parts) {
      for (Optional<YamlNode> document : part.documents()) {
        all.add(document.isPresent() ? values.of(document.get()) : null);
      }
    }
    return all;
  }

  /**
   * The text, changed so that its documents hold these values. What is equal keeps its bytes.
   *
   * @throws YamlException if it cannot be changed there without changing something else
   */
  public String with(List<? extends @Nullable Object> changed) throws YamlException {
    StringBuilder edited = new StringBuilder();
    int next = 0;
    for (Part part : parts) {
      int count = part.documents().size();
      edited.append(with(part, changed.subList(next, next + count)));
      next += count;
    }
    requireNothingElse(edited.toString(), changed);
    return mark + edited;
  }

  private String with(Part part, List<? extends @Nullable Object> changed) throws YamlException {
    Splices splices = new Splices(part.text());
    boolean returnsAlone = part.text().indexOf('\n') < 0 && part.text().indexOf('\r') >= 0;
    for (int i = 0; i < part.documents().size(); i++) {
      if (part.documents().get(i).isPresent()) {
        YamlNode root = part.documents().get(i).get();
        Object before = values.of(root);
        if (returnsAlone && !Objects.equals(before, changed.get(i))) {
          throw new YamlException(
              named(before)
                  + "has lines that end with CR alone; give them LF: tr '\\r' '\\n' < FILE");
        }
        try {
          new DocumentEdit(part.text(), root, values, splices).change(root, changed.get(i));
        } catch (YamlException refused) {
          throw new YamlException(named(before) + refused.getMessage());
        }
      }
    }
    return splices.applied();
  }

  /** Whatever was not foreseen shows here, and nothing is handed out. */
  private void requireNothingElse(String edited, List<? extends @Nullable Object> changed)
      throws YamlException {
    List<@Nullable Object> reread = reread(edited);
    if (reread.equals(changed)) {
      return;
    }
    List<@Nullable Object> before = values();
    String name = "";
    for (int i = changed.size() - 1; i >= 0; i--) {
      boolean known = reread.size() == changed.size();
      Object compared = known ? reread.get(i) : before.get(i);
      if (!Objects.equals(compared, changed.get(i))) {
        name = named(before.get(i));
      }
    }
    throw new YamlException(
        name
            + "cannot be changed without changing something else; write out its aliases, or put it"
            + " in the usual form with kubectl create --dry-run=client -o yaml -f FILE, which adds"
            + " a namespace");
  }

  /** How a document of a cluster is called. */
  private static String named(@Nullable Object document) {
    if (!(document instanceof Map<?, ?> map) || !(map.get("kind") instanceof String kind)) {
      return "";
    }
    return map.get("metadata") instanceof Map<?, ?> metadata
            && metadata.get("name") instanceof String name
        ? kind + "/" + name + " "
        : kind + " ";
  }

  private static List<@Nullable Object> reread(String edited) {
    try {
      return parse(edited).values();
    } catch (YamlException broken) {
      return List.of();
    }
  }
}

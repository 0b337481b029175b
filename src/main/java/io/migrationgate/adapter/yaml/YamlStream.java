package io.migrationgate.adapter.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A text of YAML documents, or of JSON, that can be changed without being written anew. */
public final class YamlStream {

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final String mark;
  private final String text;
  private final List<Optional<YamlNode>> documents;
  private final YamlValues values = new YamlValues();

  private YamlStream(String mark, String text, List<Optional<YamlNode>> documents) {
    this.mark = mark;
    this.text = text;
    this.documents = documents;
  }

  /**
   * Reads a text.
   *
   * @throws YamlException if it is no YAML, or beyond all bounds
   */
  public static YamlStream parse(String text) throws YamlException {
    boolean marked = text.startsWith(BYTE_ORDER_MARK);
    String body = marked ? text.substring(1) : text;
    return new YamlStream(marked ? BYTE_ORDER_MARK : "", body, YamlParser.parse(body));
  }

  /** What the documents hold, in maps, lists and scalars; null for an empty one. */
  public List<@Nullable Object> values() {
    List<@Nullable Object> all = new ArrayList<>(documents.size());
    for (Optional<YamlNode> document : documents) {
      all.add(document.isPresent() ? values.of(document.get()) : null);
    }
    return all;
  }

  /**
   * The text, changed so that its documents hold these values. What is equal keeps its bytes.
   *
   * @throws YamlException if it cannot be changed there without changing something else
   */
  public String with(List<? extends @Nullable Object> changed) throws YamlException {
    Splices splices = new Splices(text);
    for (int i = 0; i < documents.size(); i++) {
      if (documents.get(i).isPresent()) {
        YamlNode root = documents.get(i).get();
        new DocumentEdit(text, root, values, splices).change(root, changed.get(i));
      }
    }
    String edited = splices.applied();
    // Whatever was not foreseen shows here, and nothing is handed out.
    if (!reread(edited).equals(changed)) {
      throw new YamlException(
          "cannot be changed without changing something else; write out its aliases, or put it in"
              + " the usual form with kubectl create --dry-run=client -o yaml -f FILE");
    }
    return mark + edited;
  }

  private static List<@Nullable Object> reread(String edited) {
    try {
      return parse(edited).values();
    } catch (YamlException broken) {
      return List.of();
    }
  }
}

package io.migrationgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Which objects of a list are meant, by labels and by fields. */
record Selector(List<String> labels, List<String> fields) {

  static Selector of(Map<String, String> query) {
    return new Selector(
        parts(query.getOrDefault("labelSelector", "")),
        parts(query.getOrDefault("fieldSelector", "")));
  }

  private static List<String> parts(String selector) {
    return Arrays.stream(selector.split(",")).filter(part -> !part.isBlank()).toList();
  }

  boolean matches(JsonNode object) {
    JsonNode own = object.at("/metadata/labels");
    return labels.stream().allMatch(label -> holds(label, own.path(key(label)).asText("")))
        && fields.stream()
            .allMatch(
                field -> holds(field, object.at("/" + key(field).replace('.', '/')).asText("")));
  }

  private static String key(String requirement) {
    return requirement.split("!?==?")[0].strip();
  }

  private static boolean holds(String requirement, String value) {
    String[] sides = requirement.split("!?==?", 2);
    if (sides.length < 2) {
      return !value.isEmpty();
    }
    return sides[1].strip().equals(value) != requirement.contains("!=");
  }
}

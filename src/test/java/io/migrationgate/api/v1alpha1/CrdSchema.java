package io.migrationgate.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The schema in {@code crds/}, or a part of it. */
record CrdSchema(JsonNode node) {

  static final Path FILE = Path.of("crds/migrationgates.migrationgate.io.yaml");
  static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  static CrdSchema whole() {
    try {
      JsonNode versions = YAML.readTree(FILE.toFile()).at("/spec/versions");
      return new CrdSchema(versions.get(0).at("/schema/openAPIV3Schema"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  CrdSchema property(String name) {
    return new CrdSchema(node.at("/properties/" + name));
  }

  CrdSchema items() {
    return new CrdSchema(node.get("items"));
  }

  String type() {
    return node.path("type").asText();
  }

  /** What an API server makes of an object before it stores it. */
  JsonNode defaulted(JsonNode value) {
    switch (value.getNodeType()) {
      case ARRAY -> value.forEach(items()::defaulted);
      case OBJECT -> {
        for (var property : node.path("properties").properties()) {
          JsonNode usual = property.getValue().get("default");
          if (usual != null && !value.has(property.getKey())) {
            ((ObjectNode) value).set(property.getKey(), usual.deepCopy());
          }
          if (value.has(property.getKey())) {
            new CrdSchema(property.getValue()).defaulted(value.get(property.getKey()));
          }
        }
      }
      default -> {}
    }
    return value;
  }
}

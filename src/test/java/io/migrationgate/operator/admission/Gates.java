package io.migrationgate.operator.admission;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.migrationgate.api.v1alpha1.MigrationGate;
import java.util.Map;

/** Gates and pods for tests, from YAML as people write it. */
final class Gates {

  static final String UID = "8a2c5f0e-0000-4000-8000-000000000001";

  private static final ObjectMapper YAML = new YAMLMapper();

  private Gates() {}

  /** A gate called {@code api} in {@code shop}. */
  static MigrationGate gate(String spec) throws Exception {
    return YAML.readValue(
        """
        apiVersion: migrationgate.io/v1alpha1
        kind: MigrationGate
        metadata: {name: api, namespace: shop, uid: %s}
        spec:
        %s"""
            .formatted(UID, spec.indent(2)),
        MigrationGate.class);
  }

  static MigrationGate simple() throws Exception {
    return gate("chains: [{name: main, path: /app/alembic.ini}]");
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> tree(String yaml) throws Exception {
    return YAML.readValue(yaml, Map.class);
  }
}

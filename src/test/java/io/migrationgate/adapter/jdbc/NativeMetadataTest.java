package io.migrationgate.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What drivers look up by name must be told to a native program beforehand. A name that is wrong
 * would only be noticed there, when somebody's database is asked.
 */
class NativeMetadataTest {

  private static final String METADATA =
      "/META-INF/native-image/io.migrationgate/migration-gate/reachability-metadata.json";

  @Test
  void everyNameIsThatOfSomething() throws Exception {
    String type = "";
    int constructors = 0;
    List<String> types = new ArrayList<>();
    try (InputStream in = NativeMetadataTest.class.getResourceAsStream(METADATA);
        JsonParser json = new JsonFactory().createParser(in)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token != JsonToken.FIELD_NAME) {
          continue;
        }
        switch (json.currentName()) {
          case "type" -> {
            type = json.nextTextValue();
            types.add(type);
            assertThat(Class.forName(type)).isNotNull();
          }
          case "parameterTypes" -> {
            List<Class<?>> parameters = new ArrayList<>();
            json.nextToken();
            while (json.nextToken() != JsonToken.END_ARRAY) {
              parameters.add(Class.forName(json.getText()));
            }
            assertThat(Class.forName(type).getConstructor(parameters.toArray(Class<?>[]::new)))
                .isNotNull();
            constructors++;
          }
          case "glob" -> assertThat(getClass().getResource("/" + json.nextTextValue())).isNotNull();
          default -> {
            // Structure.
          }
        }
      }
    }
    assertThat(types).contains(UnixSocketFactory.class.getName(), "org.mariadb.jdbc.Configuration");
    assertThat(constructors).isEqualTo(3);
  }
}

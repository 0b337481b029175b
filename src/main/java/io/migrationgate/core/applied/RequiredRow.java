package io.migrationgate.core.applied;

/**
 * A row without which the app cannot start: one that a seed should have brought.
 *
 * @param table with its schema before a dot where it is not the connection's own
 * @param key a column
 * @param value what the column holds, as text
 */
public record RequiredRow(String table, String key, String value) {

  public RequiredRow {
    if (table.isEmpty() || key.isEmpty()) {
      throw new IllegalArgumentException("a required row has a table and a key");
    }
  }

  /** Reads {@code TABLE:KEY=VALUE}; only the value may hold a colon or an equals sign. */
  public static RequiredRow parse(String text) {
    int colon = text.indexOf(':');
    int equals = text.indexOf('=', colon + 1);
    if (colon <= 0 || equals <= colon + 1) {
      throw new IllegalArgumentException(
          "a required row is TABLE:KEY=VALUE, as in seasons:name=current");
    }
    return new RequiredRow(
        text.substring(0, colon), text.substring(colon + 1, equals), text.substring(equals + 1));
  }

  @Override
  public String toString() {
    return table + ":" + key + "=" + value;
  }
}

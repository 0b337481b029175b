package io.migrationgate.core.applied;

import io.migrationgate.core.applied.DatabasePolicy.Action;
import io.migrationgate.core.settings.NearestName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which database a chain is held against, and how.
 *
 * @param chain by name; empty where there is only one
 * @param versionTable where it is not the tool's usual one; sqitch has none that could be named
 * @param schema where the table is not in the connection's own; of sqitch, the registry's name
 * @param requiredRows what else must be there once nothing is pending
 * @param attempts how often to ask before giving up
 * @param timeout how long one attempt may take, from the first look for the host to the last row
 */
public record DatabaseCheck(
    Optional<String> chain,
    UrlSource url,
    Optional<String> versionTable,
    Optional<String> schema,
    DatabasePolicy policy,
    List<RequiredRow> requiredRows,
    int attempts,
    Duration timeout) {

  public static final int USUAL_ATTEMPTS = 5;
  public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);

  private static final int MOST_ATTEMPTS = 100;
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

  private static final Set<String> KEYS =
      Set.of(
          "chain",
          "url-env",
          "url-file",
          "version-table",
          "schema",
          "migrated-by",
          "behind",
          "not-initialised",
          "ahead",
          "diverged",
          "unreachable",
          "attempts",
          "timeout");

  public DatabaseCheck {
    requiredRows = List.copyOf(requiredRows);
    if (attempts < 1 || attempts > MOST_ATTEMPTS) {
      throw new IllegalArgumentException("attempts is a number from 1 to " + MOST_ATTEMPTS);
    }
    if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException("timeout is between 1ms and 10m");
    }
  }

  /** The usual check of a database that the app migrates itself. */
  public static DatabaseCheck of(UrlSource url) {
    return new DatabaseCheck(
        Optional.empty(),
        url,
        Optional.empty(),
        Optional.empty(),
        DatabasePolicy.of(MigratedBy.APP),
        List.of(),
        USUAL_ATTEMPTS,
        USUAL_TIMEOUT);
  }

  /**
   * Reads the keys of {@code --database}.
   *
   * @throws IllegalArgumentException with one line that says what is wrong with them
   */
  public static DatabaseCheck of(Map<String, String> keys) {
    for (String key : new TreeSet<>(keys.keySet())) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "there is no "
                + (isHarmless(key) ? "key " + key : "such key")
                + NearestName.of(key, KEYS).map(near -> "; did you mean " + near + "?").orElse("")
                + "; there are "
                + String.join(", ", new TreeSet<>(KEYS)));
      }
    }
    DatabasePolicy usual = DatabasePolicy.of(migratedBy(keys.getOrDefault("migrated-by", "app")));
    DatabasePolicy policy =
        new DatabasePolicy(
            usual.migratedBy(),
            action(keys, "behind", usual.behind()),
            action(keys, "not-initialised", usual.notInitialised()),
            action(keys, "ahead", usual.ahead()),
            action(keys, "diverged", usual.diverged()),
            action(keys, "unreachable", usual.unreachable()));
    return new DatabaseCheck(
        text(keys, "chain"),
        url(keys),
        text(keys, "version-table"),
        text(keys, "schema"),
        policy,
        List.of(),
        attempts(keys),
        keys.containsKey("timeout") ? duration(keys.get("timeout")) : USUAL_TIMEOUT);
  }

  /** The same check, with one more row that must be there. */
  public DatabaseCheck requiring(RequiredRow row) {
    List<RequiredRow> rows = new ArrayList<>(requiredRows);
    rows.add(row);
    return new DatabaseCheck(chain, url, versionTable, schema, policy, rows, attempts, timeout);
  }

  /** The same check for who has a rhythm of asking again himself. */
  public DatabaseCheck once() {
    return new DatabaseCheck(chain, url, versionTable, schema, policy, requiredRows, 1, timeout);
  }

  private static UrlSource url(Map<String, String> keys) {
    Optional<String> variable = text(keys, "url-env");
    Optional<String> file = text(keys, "url-file");
    if (variable.isPresent() == file.isPresent()) {
      throw new IllegalArgumentException(
          "give either url-env, the environment variable that holds the URL, or url-file, the file"
              + " that holds it");
    }
    return variable
        .<UrlSource>map(UrlSource.Variable::new)
        .orElseGet(() -> new UrlSource.InFile(file.orElseThrow()));
  }

  private static Optional<String> text(Map<String, String> keys, String key) {
    String value = keys.get(key);
    if (value != null && value.isBlank()) {
      throw new IllegalArgumentException(key + " is empty");
    }
    return Optional.ofNullable(value);
  }

  private static MigratedBy migratedBy(String value) {
    return switch (value) {
      case "app" -> MigratedBy.APP;
      case "job" -> MigratedBy.JOB;
      default -> throw new IllegalArgumentException("migrated-by is app or job" + instead(value));
    };
  }

  private static Action action(Map<String, String> keys, String key, Action usual) {
    String value = keys.get(key);
    if (value == null) {
      return usual;
    }
    return switch (value) {
      case "hold" -> Action.HOLD;
      case "pass" -> Action.PASS;
      default -> throw new IllegalArgumentException(key + " is hold or pass" + instead(value));
    };
  }

  private static int attempts(Map<String, String> keys) {
    String value = keys.get("attempts");
    if (value == null) {
      return USUAL_ATTEMPTS;
    }
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException noNumber) {
      throw new IllegalArgumentException(
          "attempts is a number from 1 to " + MOST_ATTEMPTS + instead(value), noNumber);
    }
  }

  private static Duration duration(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits > 0 && digits < 8) {
      int number = Integer.parseInt(text.substring(0, digits));
      Duration unit =
          switch (text.substring(digits)) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ZERO;
          };
      if (!unit.isZero()) {
        return unit.multipliedBy(number);
      }
    }
    throw new IllegalArgumentException("timeout is a duration such as 10s" + instead(text));
  }

  private static String instead(String value) {
    return isHarmless(value) ? ", not " + value : "";
  }

  /**
   * Whether a text may be repeated: a URL whose commas and equals signs were taken for those of
   * keys and values would leave parts of a password in them.
   */
  private static boolean isHarmless(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-')) {
        return false;
      }
    }
    return true;
  }
}

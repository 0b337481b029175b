package io.migrationgate.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a scrape or the reference says that there is: labels by the name of the series. */
public final class Series {

  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(migrationgate_[a-z_]+)` \\|([^|]*)\\|(.*)$");

  private Series() {}

  /** Of the text that is scraped. */
  public static Map<String, Set<String>> scraped(String text) {
    Map<String, Set<String>> all = new TreeMap<>();
    for (String line : lines(text)) {
      Set<String> labels = all.computeIfAbsent(name(line), name -> new TreeSet<>());
      LABEL.matcher(line).results().forEach(label -> labels.add(label.group(1)));
    }
    return all;
  }

  /** The values of each label. */
  public static Map<String, Set<String>> values(String text) {
    Map<String, Set<String>> all = new TreeMap<>();
    for (String line : lines(text)) {
      for (MatchResult label : LABEL.matcher(line).results().toList()) {
        all.computeIfAbsent(label.group(1), name -> new TreeSet<>()).add(label.group(2));
      }
    }
    return all;
  }

  /** Of the tables of a page; a histogram is one row there. */
  public static Map<String, Set<String>> documented(String page) {
    Map<String, Set<String>> all = new TreeMap<>();
    for (MatchResult row : ROW.matcher(page).results().toList()) {
      Set<String> labels = new TreeSet<>();
      Pattern.compile("`([a-z]+)`")
          .matcher(row.group(2))
          .results()
          .forEach(label -> labels.add(label.group(1)));
      if (row.group(3).contains("a histogram")) {
        all.put(row.group(1) + "_count", labels);
        all.put(row.group(1) + "_sum", labels);
        Set<String> ofBuckets = new TreeSet<>(labels);
        ofBuckets.add("le");
        all.put(row.group(1) + "_bucket", ofBuckets);
      } else {
        all.put(row.group(1), labels);
      }
    }
    return all;
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    text.lines().filter(line -> line.startsWith("migrationgate_")).forEach(lines::add);
    return lines;
  }

  private static String name(String line) {
    return line.split("[{ ]", 2)[0];
  }
}

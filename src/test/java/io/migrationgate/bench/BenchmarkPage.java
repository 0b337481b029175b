package io.migrationgate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page of the documentation that shows the last results, between two markers. */
final class BenchmarkPage {

  private static final String BEGIN = "<!-- results: written by make bench -->\n";
  private static final String END = "<!-- end of results -->\n";

  private final Path file;

  BenchmarkPage(Path file) {
    this.file = file;
  }

  void show(String results) throws IOException {
    String page = Files.readString(file);
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(file + " lacks the markers " + BEGIN.strip() + " and " + END.strip());
    }
    Files.writeString(
        file, page.substring(0, begin) + BEGIN + "\n" + results + "\n" + page.substring(end));
  }
}

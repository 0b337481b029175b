package io.migrationgate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A sqitch project in a folder, with the scripts that sqitch's templates would write. */
public final class SqitchProject {

  public static final List<String> KINDS = List.of("deploy", "revert", "verify");

  private final Path folder;

  private SqitchProject(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes a plan; its lines are given without times and planners.
   *
   * @param lines changes with their brackets, tags with their {@code @}, or whole lines
   */
  public static SqitchProject in(Path folder, String lineEnd, String... lines) throws IOException {
    StringBuilder plan = new StringBuilder("%syntax-version=1.0.0" + lineEnd);
    plan.append("%project=app").append(lineEnd).append(lineEnd);
    for (String line : lines) {
      plan.append(line.isEmpty() || line.startsWith("#") ? line : line + TAIL).append(lineEnd);
    }
    Files.writeString(folder.resolve("sqitch.conf"), "[core]\n\tengine = sqlite\n");
    Files.writeString(folder.resolve("sqitch.plan"), plan);
    return new SqitchProject(folder);
  }

  /** What stands behind each change and tag. */
  public static final String TAIL =
      " 2024-03-01T09:30:00Z Ada Lovelace <ada@example.org> # 03-ratings";

  /** Scripts as {@code sqitch add} writes them. */
  public SqitchProject scripts(String name, String... relations) throws IOException {
    String change = name.contains("@") ? name.substring(0, name.indexOf('@')) : name;
    for (String kind : KINDS) {
      StringBuilder text = new StringBuilder();
      text.append("-- ").append(Character.toUpperCase(kind.charAt(0))).append(kind.substring(1));
      text.append(" app:").append(change).append(" to sqlite\n");
      if (kind.equals("deploy")) {
        for (String relation : relations) {
          text.append("-- ").append(relation).append('\n');
        }
      }
      text.append("\nBEGIN;\n-- ").append(name).append("\nCOMMIT;\n");
      Path file = folder.resolve(kind).resolve(name + ".sql");
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    return this;
  }

  public String plan() throws IOException {
    return Files.readString(folder.resolve("sqitch.plan"));
  }

  /** What every file holds, by its path; bytes as characters. */
  public Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> contents.put(folder.relativize(file).toString(), read(file)));
    }
    return contents;
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

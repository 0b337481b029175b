package io.migrationgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the snippets and pages for CI say is typed is what the command line takes. */
class SnippetOptionsTest {

  private static final Pattern TYPED = Pattern.compile("migration-gate ([a-z-]+)([^\\n`;|&#]*)");

  /** A word as a shell takes it apart: with quotes in it, or without. */
  private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");

  private static final Pattern OPTION_AS_VALUE = Pattern.compile("['\"](--[a-z-]+)['\"]");
  private static final Pattern NAMED_OPTION = Pattern.compile("`(--[a-z-]+)[^`]*`");

  @Test
  void everyCommandOfTheSnippetsIsUnderstood() throws Exception {
    List<String> commands = new ArrayList<>();
    for (Path file : pages()) {
      String text = withoutComments(Files.readString(file));
      Matcher typed = TYPED.matcher(text);
      while (typed.find()) {
        List<String> words = new ArrayList<>(List.of(typed.group(1)));
        Matcher word = WORD.matcher(typed.group(2).strip());
        while (word.find()) {
          if (word.group().startsWith("$")) {
            // A variable without quotes is an option, or nothing; its values stand in the file.
            words.addAll(valuesIn(text));
          } else if (!word.group().startsWith("(")) {
            words.add(word.group().replaceAll("[\"']", ""));
          }
        }
        // Prose speaks of the command too: "`migration-gate check` passes".
        assertThatCode(() -> new CommandLine(CommandLineInterface.root()).parseArgs(array(words)))
            .as(file + ": " + words)
            .doesNotThrowAnyException();
        commands.add(typed.group(1));
      }
    }
    assertThat(commands).contains("check", "collisions");
  }

  @Test
  void everyOptionThatThePageOnForgesNamesExists() throws Exception {
    CommandLine collisions = new CommandLine(new CollisionsCommand().spec());
    Matcher named = NAMED_OPTION.matcher(Files.readString(Path.of("docs/reference/forges.md")));
    int found = 0;
    for (; named.find(); found++) {
      assertThat(collisions.getCommandSpec().findOption(named.group(1)))
          .as(named.group(1))
          .isNotNull();
    }
    assertThat(found).isPositive();
  }

  private static String withoutComments(String text) {
    return text.lines()
        .filter(line -> !line.strip().startsWith("#"))
        .collect(Collectors.joining("\n"));
  }

  private static List<String> valuesIn(String text) {
    List<String> values = new ArrayList<>();
    Matcher value = OPTION_AS_VALUE.matcher(text);
    while (value.find()) {
      values.add(value.group(1));
    }
    return values;
  }

  private static String[] array(List<String> words) {
    return words.toArray(String[]::new);
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages =
        new ArrayList<>(List.of(Path.of("docs/how-to/ci.md"), Path.of("docs/reference/forges.md")));
    try (Stream<Path> snippets = Files.list(Path.of("examples/ci"))) {
      snippets.filter(Files::isRegularFile).sorted().forEach(pages::add);
    }
    return pages;
  }
}

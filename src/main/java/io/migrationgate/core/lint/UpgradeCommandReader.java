package io.migrationgate.core.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds {@code alembic upgrade} and {@code flask db upgrade} in a script. */
final class UpgradeCommandReader {

  /** Alembic's options that take a value of their own. */
  private static final Set<String> WITH_VALUE =
      Set.of("-c", "--config", "-n", "--name", "-x", "--tag", "-d", "--directory");

  /** What is written behind these is not run. */
  private static final Set<String> ONLY_SPEAKS =
      Set.of("echo", "printf", "name:", "description:", "title:", "summary:");

  private final List<ScriptWords.Word> words;
  private int at;
  private Optional<String> configuration = Optional.empty();
  private Optional<String> section = Optional.empty();

  private UpgradeCommandReader(List<ScriptWords.Word> words) {
    this.words = words;
  }

  static List<UpgradeCommand> in(String text) {
    return new UpgradeCommandReader(ScriptWords.in(text)).read();
  }

  private List<UpgradeCommand> read() {
    List<UpgradeCommand> commands = new ArrayList<>();
    while (at < words.size()) {
      ScriptWords.Word word = words.get(at);
      boolean first = at == 0 || words.get(at - 1).mark();
      at++;
      if (first && ONLY_SPEAKS.contains(word.text())) {
        passCommand();
      } else if (isAlembic(word)) {
        upgrade(word.line(), false).ifPresent(commands::add);
      } else if (isFlask(word)) {
        upgrade(word.line(), true).ifPresent(commands::add);
      }
    }
    return commands;
  }

  private void passCommand() {
    while (isWord()) {
      at++;
    }
  }

  private static boolean isAlembic(ScriptWords.Word word) {
    return !word.mark()
        && word.text().substring(word.text().lastIndexOf('/') + 1).equals("alembic");
  }

  /** The words before {@code db} are options of Flask itself. */
  private boolean isFlask(ScriptWords.Word word) {
    if (word.mark() || !word.text().endsWith("flask")) {
      return false;
    }
    for (int i = at; i < words.size() && !words.get(i).mark(); i++) {
      if (words.get(i).text().equals("db")) {
        at = i + 1;
        return true;
      }
    }
    return false;
  }

  private Optional<UpgradeCommand> upgrade(int line, boolean mayLackTarget) {
    configuration = Optional.empty();
    section = Optional.empty();
    passOptions();
    if (!isWord() || !words.get(at).text().equals("upgrade")) {
      return Optional.empty();
    }
    at++;
    passOptions();
    if (isWord()) {
      String target = words.get(at).text();
      at++;
      return Optional.of(new UpgradeCommand(line, target, configuration, section));
    }
    return mayLackTarget
        ? Optional.of(new UpgradeCommand(line, "head", configuration, section))
        : Optional.empty();
  }

  private boolean isWord() {
    return at < words.size() && !words.get(at).mark();
  }

  private void passOptions() {
    while (isWord() && words.get(at).text().startsWith("-")) {
      String option = words.get(at).text();
      at++;
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      if (!WITH_VALUE.contains(name)) {
        continue;
      }
      Optional<String> value = Optional.empty();
      if (equals >= 0) {
        value = Optional.of(option.substring(equals + 1));
      } else if (isWord()) {
        value = Optional.of(words.get(at).text());
        at++;
      }
      switch (name) {
        case "-c", "--config" -> configuration = value;
        case "-n", "--name" -> section = value;
        default -> {}
      }
    }
  }
}

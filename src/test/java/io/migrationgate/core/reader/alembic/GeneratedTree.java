package io.migrationgate.core.reader.alembic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A random tree of revisions, good or broken, the same for the same seed.
 *
 * <p>What it is does not say what Alembic makes of it: that is for Alembic to say.
 */
final class GeneratedTree {

  private static final List<String> WORDS =
      List.of("users", "add index", "drop", "merge heads", "\u00fcber", "1", "a-b", "x.y", "copy");

  final long seed;

  /** What in it only running a file can tell. */
  final Set<String> dynamic = new TreeSet<>();

  final Set<VersionGap> gaps = EnumSet.noneOf(VersionGap.class);

  private final Random random;
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, String> links = new TreeMap<>();
  private final List<String> folders = new ArrayList<>();
  private final List<String> locations = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final boolean recursive;
  private final boolean mayBeDynamic;

  GeneratedTree(long seed) {
    this.seed = seed;
    // Neighbouring seeds give neighbouring first numbers unless they are spread.
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.recursive = oneIn(5);
    this.mayBeDynamic = oneIn(10);
    chooseLocations();
    List<RevisionDraft> drafts = drafts();
    int mistakes = oneIn(2) ? 0 : oneIn(5) ? 2 : 1;
    for (int i = 0; i < mistakes && !drafts.isEmpty(); i++) {
      makeMistake(drafts);
    }
    List<RevisionDraft> shuffled = new ArrayList<>(drafts);
    if (oneIn(2)) {
      Collections.shuffle(shuffled, random);
    }
    for (RevisionDraft draft : shuffled) {
      place(draft);
    }
    addWhatDoesNotCount();
  }

  TreeOnDisk write(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("alembic"));
    for (String name : folders) {
      Files.createDirectories(folder.resolve(name));
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    for (Map.Entry<String, String> link : links.entrySet()) {
      Path path = folder.resolve(link.getKey());
      Files.createDirectories(path.getParent());
      Files.createSymbolicLink(path, Path.of(link.getValue()));
    }
    return new TreeOnDisk(folder, "alembic", locations, recursive, false);
  }

  /** All that is needed to see what is going on, and to see it again. */
  String describe() {
    StringBuilder text = new StringBuilder();
    text.append("seed %d, faults %s, dynamic %s, gaps %s%n".formatted(seed, faults, dynamic, gaps));
    text.append("locations %s%s%n".formatted(locations, recursive ? ", recursive" : ""));
    files.forEach(
        (path, bytes) ->
            text.append("--- %s%n".formatted(path))
                .append(
                    new String(bytes, StandardCharsets.ISO_8859_1)
                        .replace("\r\n", "<CRLF>\n")
                        .replace("\r", "<CR>\n"))
                .append('\n'));
    links.forEach((path, target) -> text.append("--- %s -> %s%n".formatted(path, target)));
    return text.toString();
  }

  // --- the graph -------------------------------------------------------------------------------

  private List<RevisionDraft> drafts() {
    int count = oneIn(30) ? 0 : 1 + random.nextInt(10);
    int style = random.nextInt(5);
    int forkiness = random.nextInt(4);
    List<RevisionDraft> drafts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RevisionDraft draft = new RevisionDraft(id(style, i));
      if (i > 0 && !oneIn(12)) {
        draft.parents.add(random.nextInt(4) < forkiness ? any(drafts).id : drafts.getLast().id);
        while (oneIn(6)) {
          addOnce(draft.parents, any(drafts).id);
        }
      }
      if (i > 0 && oneIn(7)) {
        draft.dependsOn.add(nameOf(any(drafts)));
        if (oneIn(3)) {
          addOnce(draft.dependsOn, any(drafts).id);
        }
      }
      if (oneIn(8)) {
        draft.labels.add("label" + i);
        if (oneIn(3)) {
          draft.labels.add("second" + i);
        }
      }
      drafts.add(draft);
    }
    return drafts;
  }

  private String id(int style, int i) {
    return switch (style) {
      case 0 -> "%012x".formatted(random.nextLong() & 0xFFFFFFFFFFFFL);
      case 1 -> "%03d".formatted(i);
      case 2 -> "%04d_step".formatted(i * 10);
      case 3 ->
          oneIn(3)
              ? pick("it's ", "\u00e9", "a b", "100%", "x.y", "{x}", "c\\d", "/") + i
              : "r" + i;
      default -> "ab".repeat(i + 1);
    };
  }

  private String nameOf(RevisionDraft draft) {
    return draft.labels.isEmpty() || oneIn(3) ? draft.id : draft.labels.getFirst();
  }

  private void makeMistake(List<RevisionDraft> drafts) {
    RevisionDraft draft = any(drafts);
    RevisionDraft later = drafts.get(drafts.size() - 1 - random.nextInt((drafts.size() + 1) / 2));
    int which = random.nextInt(29);
    faults.add(which + " in " + draft.id);
    switch (which) {
      case 0, 1 -> {
        gaps.add(VersionGap.LOAD_ORDER);
        RevisionDraft copy = new RevisionDraft(draft.id);
        copy.parents.addAll(draft.parents);
        copy.dependsOn.addAll(draft.dependsOn);
        if (oneIn(3)) {
          copy.labels.addAll(draft.labels);
        }
        drafts.add(copy);
      }
      case 2, 3, 4 -> {
        gaps.add(VersionGap.LOAD_ORDER);
        RevisionDraft other = new RevisionDraft(draft.id);
        while (oneIn(2)) {
          addOnce(other.parents, any(drafts).id);
        }
        if (oneIn(4)) {
          other.parents.add("nowhere");
        }
        if (oneIn(4)) {
          other.dependsOn.add(pick("nowhere", any(drafts).id));
        }
        drafts.add(random.nextInt(drafts.size() + 1), other);
      }
      case 5 -> draft.parents.add("nowhere");
      case 6 -> draft.dependsOn.add("nowhere");
      case 7 -> draft.parents.add(draft.id);
      case 8 -> draft.dependsOn.add(draft.id);
      case 9, 10 -> addOnce(draft.parents, later.id);
      case 11 -> {
        draft.parents.clear();
        draft.parents.add(later.id);
      }
      case 12, 13 -> addOnce(draft.dependsOn, nameOf(later));
      case 14 -> {
        draft.labels.add("twice");
        later.labels.add("twice");
      }
      case 15 -> draft.labels.add(later.id);
      case 16 -> {
        gaps.add(VersionGap.COLON_IN_ID);
        rename(drafts, draft, draft.id + pick("@", "-", "+", ":") + "x");
      }
      case 17 -> {
        gaps.add(VersionGap.EMPTY_DOWN_REVISION);
        draft.parents.clear();
        draft.parents.add("");
      }
      case 18 -> draft.dependsOn.add("");
      case 19 -> {
        later.labels.add("lab");
        draft.parents.add("lab");
      }
      case 20 -> draft.parents.replaceAll(id -> id.substring(0, Math.max(0, id.length() - 1)));
      case 21 -> draft.withoutRevision = true;
      case 22 -> draft.withoutDownRevision = true;
      case 23 ->
          draft.ending =
              pick(
                  "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> branch",
                  "x = (1,",
                  "def f(:\n    pass",
                  "x = 'open",
                  "x = \"\"\"open",
                  "  x = 1",
                  "if True:\nx = 1",
                  "x = ${up}",
                  "return 1",
                  "x = 0777",
                  "print 'x'",
                  "x = )",
                  "x = (]",
                  "from __future__ import annotations",
                  "break",
                  "x = 1 +",
                  "x = = 1",
                  "def f():\n    x = 1\n  y = 2",
                  "raise SystemExit");
      case 24 -> draft.literalRevision = pick("42", "None", "True", "1.5");
      case 25 -> {
        gaps.add(VersionGap.EMPTY_DOWN_REVISION);
        draft.literalDownRevision = pick("42", "False", "(42,)", "('a', None)", "(None, 'a')");
      }
      case 26 -> rename(drafts, draft, pick("head", "heads", "current", "x".repeat(40), "0"));
      case 27 -> addOnce(any(drafts).dependsOn, nameOf(later));
      default -> {
        addOnce(draft.parents, later.id);
        addOnce(any(drafts).parents, draft.id);
      }
    }
  }

  private static void rename(List<RevisionDraft> drafts, RevisionDraft draft, String id) {
    String old = draft.id;
    draft.id = id;
    for (RevisionDraft other : drafts) {
      other.parents.replaceAll(name -> name.equals(old) ? id : name);
      other.dependsOn.replaceAll(name -> name.equals(old) ? id : name);
    }
  }

  // --- the folders -----------------------------------------------------------------------------

  private void chooseLocations() {
    int count = oneIn(3) ? 2 + random.nextInt(2) : 1;
    for (int i = 0; i < count; i++) {
      String location = count == 1 ? "alembic/versions" : "v" + (9 - i);
      locations.add(location);
      folders.add(location);
    }
    if (oneIn(15)) {
      locations.add(any(locations));
    }
    if (oneIn(15)) {
      gaps.add(VersionGap.FOLDERS);
      locations.add(random.nextInt(locations.size() + 1), "missing");
    }
    if (oneIn(15)) {
      links.put("linked", any(folders));
      locations.add(random.nextInt(locations.size() + 1), "linked");
    }
    if (recursive && oneIn(4)) {
      folders.add(folders.getFirst() + "/nested");
      if (oneIn(2)) {
        locations.add("alembic/versions/nested");
        gaps.add(VersionGap.FOLDERS);
      }
    }
  }

  private void place(RevisionDraft draft) {
    String folder = any(folders);
    if (recursive && oneIn(3)) {
      folder += pick("/2024", "/2025/01", "/.hidden", "/sub dir");
    }
    byte[] source = new PythonSpelling(random, mayBeDynamic, dynamic, gaps).write(draft);
    String name = fileName(folder, draft);
    if (oneIn(40)) {
      String target = "elsewhere/" + name;
      files.put(target, source);
      links.put(folder + "/" + name, "../".repeat(folder.split("/").length) + target);
    } else {
      files.put(folder + "/" + name, source);
      if (oneIn(60)) {
        gaps.add(VersionGap.FOLDERS);
        links.put(folder + "/again_" + name, name);
      }
    }
  }

  private String fileName(String folder, RevisionDraft draft) {
    if (draft.withoutRevision && oneIn(3)) {
      return pick("deadbeef.py", "0.py", "deadbeef_x.py", "DEADBEEF.py");
    }
    String word = WORDS.get(random.nextInt(WORDS.size()));
    String safe = draft.id.replace("/", "_").replace("\\", "_");
    String name =
        switch (random.nextInt(5)) {
          case 0 -> safe + "_" + word;
          case 1 -> "%03d_%s".formatted(random.nextInt(1000), word);
          case 2 -> "." + safe + word;
          case 3 -> word + " " + safe;
          default -> pick("b", "B", "_", "-", "~", "#") + random.nextInt(1000) + safe;
        };
    String candidate = name;
    for (int i = 2;
        files.containsKey(folder + "/" + candidate + ".py")
            || links.containsKey(folder + "/" + candidate + ".py");
        i++) {
      candidate = name + i;
    }
    return candidate + ".py";
  }

  private void addWhatDoesNotCount() {
    byte[] wrong = "revision = 'zz'\ndown_revision = 'nope'\n".getBytes(StandardCharsets.UTF_8);
    String folder = any(folders);
    for (String name :
        List.of(
            "__init__.py",
            "__init__x.py",
            "x.py.bak",
            "x.txt",
            "X.PY",
            "README",
            ".#lock.py",
            "x.pyc",
            "x.pyi",
            "py",
            "__pycache__/x.py")) {
      if (oneIn(12)) {
        files.put(folder + "/" + name, wrong);
      }
    }
    if (!recursive && oneIn(6)) {
      files.put(folder + "/sub/x.py", wrong);
    }
    if (oneIn(25)) {
      gaps.add(VersionGap.FOLDERS);
      folders.add(folder + "/folder.py");
    }
    if (oneIn(40)) {
      links.put(folder + "/.#emacs.py", "user@host.123:456");
    }
    if (oneIn(60)) {
      gaps.add(VersionGap.FOLDERS);
      faults.add("broken link");
      links.put(folder + "/broken.py", "nowhere.py");
    }
    if (oneIn(60)) {
      gaps.add(VersionGap.FOLDERS);
      files.put("elsewhere/target.txt", wrong);
      links.put(folder + "/to_text.py", folder.replaceAll("[^/]+", "..") + "/elsewhere/target.txt");
    }
  }

  private static void addOnce(List<String> names, String name) {
    if (!names.contains(name)) {
      names.add(name);
    }
  }

  private <T> T any(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  private boolean oneIn(int chances) {
    return random.nextInt(chances) == 0;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}

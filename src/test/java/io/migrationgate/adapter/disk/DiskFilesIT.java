package io.migrationgate.adapter.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.core.edit.Bytes;
import io.migrationgate.core.edit.EditPlan;
import io.migrationgate.core.edit.EditTransaction;
import io.migrationgate.core.edit.FileChange;
import io.migrationgate.core.edit.TokenEdit;
import io.migrationgate.core.edit.UnifiedDiff;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is applied on a real disk is what the diff says: the real git applies it as well. */
class DiskFilesIT {

  private static final long SEED = Long.getLong("migrationgate.seed", 20_261_121);

  private static final int PLANS = 60;

  @TempDir Path temp;

  @Test
  void gitMakesTheSameOfTheDiff() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < PLANS; i++) {
      Path ours = Files.createDirectories(temp.resolve(i + "/ours"));
      Path gits = Files.createDirectories(temp.resolve(i + "/git"));
      EditPlan plan = plan(random, ours, gits);
      Path diff = temp.resolve(i + "/diff");
      Files.writeString(diff, String.join("\n", UnifiedDiff.of(plan)) + "\n");

      EditTransaction.apply(plan, new DiskFiles(ours));
      git(gits, diff);

      assertThat(contents(ours)).as(Files.readString(diff)).isEqualTo(contents(gits));
    }
  }

  @Test
  void keepsPermissionsAndLinks() throws Exception {
    Path real = Files.writeString(temp.resolve("real.py"), "a");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwxr-x---"));
    Path link = Files.createSymbolicLink(temp.resolve("link.py"), Path.of("real.py"));

    EditTransaction.apply(
        new EditPlan(
            List.of(
                FileChange.Rewrite.inPlace(
                    "link.py", Bytes.utf8("a"), List.of(new TokenEdit(0, 1, Bytes.utf8("b")))))),
        new DiskFiles(temp));

    assertThat(link).isSymbolicLink().hasContent("b");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rwxr-x---");
    assertThat(contents(temp)).containsOnlyKeys("link.py", "real.py");
  }

  private static EditPlan plan(Random random, Path... folders) throws Exception {
    List<FileChange> changes = new ArrayList<>();
    for (int file = 0; file < 3; file++) {
      String name = "f" + file + ".py";
      byte[] text = text(random).getBytes(StandardCharsets.UTF_8);
      for (Path folder : folders) {
        Files.write(folder.resolve(name), text);
      }
      List<TokenEdit> edits = new ArrayList<>();
      for (int at = random.nextInt(40); at < text.length; at += 1 + random.nextInt(200)) {
        int end = Math.min(text.length, at + random.nextInt(4));
        edits.add(new TokenEdit(at, end, Bytes.utf8(word(random))));
        at = end;
      }
      String target = random.nextBoolean() ? name : "renamed" + file + ".py";
      changes.add(new FileChange.Rewrite(name, target, Bytes.of(text), edits));
    }
    changes.add(new FileChange.Create("new.py", Bytes.utf8(text(random) + "x")));
    return new EditPlan(changes);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder("first");
    String end = random.nextBoolean() ? "\n" : "\r\n";
    for (int line = random.nextInt(40); line > 0; line--) {
      text.append(word(random)).append(random.nextInt(1000)).append(end);
    }
    return text + (random.nextBoolean() ? "last" : "");
  }

  private static String word(Random random) {
    return List.of("alpha", "b", "uber", "x\ny", "", "one two").get(random.nextInt(6));
  }

  private static Map<String, String> contents(Path folder) throws Exception {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }

  private static void git(Path folder, Path diff) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("git", "apply", "--verbose", diff.toString());
    builder.directory(folder.toFile()).redirectErrorStream(true);
    Process git = builder.start();
    String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(git.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(git.exitValue()).as(output + Files.readString(diff)).isZero();
  }
}

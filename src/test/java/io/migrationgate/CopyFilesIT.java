package io.migrationgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step that runs in the app's image, by a real busybox and as another user. */
class CopyFilesIT {

  private static final Path SCRIPT = Path.of("src/main/copier/copy-files.sh").toAbsolutePath();
  private static final String USER = "65532";
  private static final long LIMIT = 1 << 20;

  @TempDir Path temp;
  private Path image;
  private Path gate;

  @BeforeEach
  void prepare() throws Exception {
    assumeTrue(
        succeeds("busybox", "true"),
        "skipped: there is no busybox; apt-get install busybox-static");
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    image = Files.createDirectory(temp.resolve("image"));
    gate = Files.createDirectory(temp.resolve("gate"));
    Files.setPosixFilePermissions(gate, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @Test
  void copiesAConfigurationWithWhatIsReadInItsFolder() throws Exception {
    write("app/alembic.ini", "[alembic]\nscript_location = migrations\n");
    write("app/migrations/env.py", "");
    write("app/migrations/script.py.mako", "");
    write("app/migrations/versions/1.py", "revision = '1'\n");
    write("app/migrations/versions/__pycache__/1.pyc", "");
    write("app/logo.png", "x".repeat(10));
    write("app/.git/hook.py", "");
    write("app/node_modules/a.py", "");
    write("app/venv/pyvenv.cfg", "");
    write("app/venv/lib.py", "");

    assertThat(copy(LIMIT, image.resolve("app/alembic.ini"))).isEmpty();

    assertThat(copied())
        .containsExactlyInAnyOrder(
            "app/alembic.ini",
            "app/migrations/env.py",
            "app/migrations/script.py.mako",
            "app/migrations/versions/1.py");
    assertThat(Files.readString(inGate("app/migrations/versions/1.py")))
        .isEqualTo("revision = '1'\n");
  }

  @Test
  void copiesCompiledFilesWhereTheyCount() throws Exception {
    write("app/alembic.ini", "[alembic]\nscript_location = m\nsourceless = true\n");
    write("app/m/versions/__pycache__/1.cpython-313.pyc", "");

    assertThat(copy(LIMIT, image.resolve("app/alembic.ini"))).isEmpty();

    assertThat(copied())
        .containsExactlyInAnyOrder(
            "app/alembic.ini", "app/m/versions/__pycache__/1.cpython-313.pyc");
  }

  @Test
  void copesWithAnyName() throws Exception {
    List<String> names =
        List.of("a b.py", "-r.py", "a\nb.py", "a\tb.py", "*.py", "'\".py", "\u00e9.py", "\\.py");
    for (String name : names) {
      write("app/" + name, name);
    }

    assertThat(copy(LIMIT, image.resolve("app"))).isEmpty();

    assertThat(copied())
        .containsExactlyInAnyOrderElementsOf(names.stream().map("app/"::concat).toList());
  }

  @Test
  void keepsLinksAndBringsWhatTheyLeadTo() throws Exception {
    write("shared/2.py", "two");
    write("shared/more/3.py", "three");
    write("releases/7/app/alembic.ini", "[alembic]\n");
    write("releases/7/app/versions/1.py", "one");
    link("app", "releases/7/app");
    link("releases/7/app/versions/2.py", "../../../../shared/2.py");
    link("releases/7/app/more", image.resolve("shared/more").toString());
    link("releases/7/app/round", "round");
    link("releases/7/app/broken.py", "nowhere.py");

    String problems = copy(LIMIT, image.resolve("app/alembic.ini"));

    assertThat(problems).doesNotContain("2.py");
    assertThat(Files.readSymbolicLink(inGate("app"))).hasToString("releases/7/app");
    assertThat(Files.readString(inGate("app/versions/2.py"))).isEqualTo("two");
    assertThat(inGate("shared/more/3.py")).exists();
    assertThat(Files.readSymbolicLink(inGate("releases/7/app/more")))
        .isEqualTo(image.resolve("shared/more"));
    assertThat(Files.isSymbolicLink(inGate("app/broken.py"))).isTrue();
  }

  @Test
  void saysWhatIsNotThere() throws Exception {
    write("app/versions/1.py", "");

    String problems =
        copy(LIMIT, image.resolve("app/versions"), image.resolve("app/al\nembic.ini"));

    assertThat(problems)
        .startsWith(image + "/app/al?embic.ini\tdoes not exist in the image")
        .hasLineCount(1);
    assertThat(copied()).containsExactly("app/versions/1.py");
  }

  @Test
  void closesInTheCopyWhatIsClosedInTheImage() throws Exception {
    assumeTrue(isRoot(), "skipped: only root can make files of another user");
    write("app/versions/1.py", "");
    Path secret = write("app/versions/2.py", "revision = '2'\n");
    Path closed = write("app/closed/3.py", "").getParent();
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    Path config = write("app/alembic.ini", "[alembic]\nscript_location = .\n");

    assertThat(copy(LIMIT, config)).isEmpty();
    // A node that restarts does it again.
    assertThat(copy(LIMIT, config)).isEmpty();

    assertThat(permissions("app/versions/2.py")).isEqualTo("---------");
    assertThat(permissions("app/closed")).isEqualTo("---------");
    assertThat(permissions("app/versions/1.py")).isEqualTo("rw-r--r--");
  }

  @Test
  void saysWhatMayNotBeReadWhereItIsNamed() throws Exception {
    assumeTrue(isRoot(), "skipped: only root can make files of another user");
    Path config = write("app/alembic.ini", "");
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));

    assertThat(copy(LIMIT, config)).isEqualTo(config + "\tmay not be read by user " + USER + "\n");
  }

  @Test
  void copiesNoMoreThanItMay() throws Exception {
    write("app/versions/1.py", "x".repeat(600));
    write("other/1.py", "x".repeat(600));

    String problems = copy(1000, image.resolve("app/versions"), image.resolve("other"));

    assertThat(problems)
        .isEqualTo(
            image.resolve("other")
                + "\tholds 600 bytes, and 400 of 1000 may still be copied; name the chain's own"
                + " folder\n");
    assertThat(copied()).containsExactly("app/versions/1.py");
  }

  @Test
  void opensTheCopyForTheGatesUser() throws Exception {
    Path file = write("app/versions/1.py", "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    if (isRoot()) {
      assertThat(succeeds("chown", "-R", USER, image.toString())).isTrue();
    }

    assertThat(copy(LIMIT, image.resolve("app"))).isEmpty();

    assertThat(permissions("app/versions/1.py")).isEqualTo("rw-r--r--");
  }

  /** What could not be copied. */
  private String copy(long limit, Path... paths) throws Exception {
    List<String> command = new ArrayList<>(List.of("env", "-i"));
    if (isRoot()) {
      command.addAll(
          List.of(which("setpriv"), "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
    }
    command.addAll(List.of(which("busybox"), "sh", SCRIPT.toString()));
    command.addAll(List.of(gate.resolve("files/api").toString(), Long.toString(limit)));
    Stream.of(paths).map(Path::toString).forEach(command::add);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("log").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(temp.resolve("log"))).isZero();
    Path problems = gate.resolve("files/api.problems");
    return Files.exists(problems) ? Files.readString(problems) : "";
  }

  /** Files, by their paths in the image. */
  private List<String> copied() throws IOException {
    Path root = inGate("");
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .map(path -> root.relativize(path).toString())
          .toList();
    }
  }

  private Path inGate(String path) {
    return gate.resolve("files/api").resolve(image.toString().substring(1)).resolve(path);
  }

  private String permissions(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(inGate(path)));
  }

  private Path write(String path, String text) throws IOException {
    Path file = image.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private void link(String path, String target) throws IOException {
    Path link = image.resolve(path);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  /** With its path: the step itself finds nothing by name. */
  private static String which(String command) throws IOException {
    Process process = new ProcessBuilder("which", command).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}

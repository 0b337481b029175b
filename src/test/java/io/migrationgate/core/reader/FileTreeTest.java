package io.migrationgate.core.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mounted image is a world of its own: whatever its files say, nothing outside is read. */
class FileTreeTest {

  private static final int LIMIT = 1 << 20;

  @TempDir Path temporary;

  private Path root;
  private FileTree image;

  @BeforeEach
  void layOut() throws IOException {
    root = Files.createDirectories(temporary.toRealPath().resolve("image"));
    Files.createDirectories(root.resolve("app/versions"));
    write(root.resolve("app/versions/a.py"), "inside");
    write(temporary.resolve("secret"), "outside");
    image = FileTree.mountedAt(root, "/app");
  }

  @Test
  void relativePathsStartInTheWorkingDirectory() throws Exception {
    assertThat(read("versions/a.py")).isEqualTo("inside");
    assertThat(read("/app/versions/a.py")).isEqualTo("inside");
    assertThat(read("./versions//./a.py")).isEqualTo("inside");
  }

  @Test
  void absoluteLinksLeadInsideTheImage() throws Exception {
    link("current", "/app/versions");

    assertThat(read("/current/a.py")).isEqualTo("inside");
    assertThat(image.realPath("/current/a.py")).isEqualTo("/app/versions/a.py");
  }

  @Test
  void nothingLeadsOutOfTheImage() throws IOException {
    link("app/up", "../../secret");
    link("app/far", "../../../../../../../../../.." + temporary.resolve("secret"));
    link("app/absolute", temporary.resolve("secret").toString());
    link("app/folder", "../..");

    assertThat(List.of("up", "far", "absolute", "../../secret", "folder/secret"))
        .allSatisfy(path -> assertThat(image.exists(path)).isFalse())
        .allSatisfy(
            path ->
                assertThatThrownBy(() -> image.read(path, LIMIT))
                    .isInstanceOf(UnreadableException.class)
                    .hasMessageEndingWith("does not exist"));
  }

  @Test
  void theParentOfTheRootIsTheRoot() throws Exception {
    assertThat(read("/../../../app/versions/a.py")).isEqualTo("inside");
  }

  @Test
  void parentsAreThoseOfTheTargetOfALink() throws Exception {
    link("elsewhere", "app/versions");

    assertThat(image.realPath("/elsewhere/..")).isEqualTo("/app");
  }

  @Test
  void linksInLoopsEnd() throws IOException {
    link("app/one", "two");
    link("app/two", "one");
    link("app/self", "self/x");

    assertThatThrownBy(() -> image.read("one", LIMIT))
        .hasMessage("/app/one is a loop of symbolic links");
    assertThatThrownBy(() -> image.read("self", LIMIT)).isInstanceOf(UnreadableException.class);
    assertThat(image.isFolder("one")).isFalse();
  }

  @Test
  void noFileIsReadBeyondTheLimit() throws Exception {
    for (int size : new int[] {0, 1, 100, 16_383, 16_384, 16_385, 40_000}) {
      byte[] bytes = new byte[size];
      java.util.Arrays.fill(bytes, (byte) 'x');
      Files.write(root.resolve("app/sized"), bytes);
      assertThat(image.read("sized", size)).isEqualTo(bytes);
      assertThat(image.read("sized", size + 1)).isEqualTo(bytes);
      if (size > 0) {
        assertThatThrownBy(() -> image.read("sized", size - 1))
            .isInstanceOf(UnreadableException.class);
      }
    }
  }

  @Test
  void aListTellsWhatLinksLeadTo() throws Exception {
    link("app/versions/b.py", "a.py");
    link("app/versions/c.py", "/nowhere.py");
    link("app/versions/d.py", temporary.resolve("secret").toString());
    Files.createDirectory(root.resolve("app/versions/e.py"));

    assertThat(image.list("versions").entries())
        .containsExactly(
            entry("a.py", Folder.Kind.FILE, false, "/app/versions/a.py"),
            entry("b.py", Folder.Kind.FILE, true, "/app/versions/a.py"),
            entry("c.py", Folder.Kind.BROKEN_LINK, true, "/nowhere.py"),
            entry("d.py", Folder.Kind.BROKEN_LINK, true, temporary.resolve("secret").toString()),
            entry("e.py", Folder.Kind.FOLDER, false, "/app/versions/e.py"));
  }

  @Test
  void whatCannotBeReadHasAReason() throws IOException {
    write(root.resolve("app/large"), "x".repeat(LIMIT + 1));

    assertThatThrownBy(() -> image.read("missing", LIMIT))
        .hasMessage("/app/missing does not exist");
    assertThatThrownBy(() -> image.read("versions", LIMIT))
        .hasMessage("/app/versions is a folder, not a file");
    assertThatThrownBy(() -> image.read("large", LIMIT)).hasMessageContaining("larger than 1 MiB");
    assertThatThrownBy(() -> image.list("versions/a.py"))
        .hasMessage("/app/versions/a.py is a file, not a folder");
    assertThatThrownBy(() -> image.read("a\0b", LIMIT)).isInstanceOf(UnreadableException.class);
  }

  @Test
  void pathsAreShownAsAPersonWouldTypeThem() {
    FileTree host = FileTree.host(Path.of("/app"));

    assertThat(host.display("/app/versions/a.py")).isEqualTo("versions/a.py");
    assertThat(host.display("/app")).isEqualTo(".");
    assertThat(host.display("/etc/x")).isEqualTo("/etc/x");
    assertThat(host.workingIn("/app/versions").display("a.py")).isEqualTo("versions/a.py");
  }

  @Test
  void insideAnImagePathsAreWhole() {
    assertThat(image.display("versions/a.py")).isEqualTo("/app/versions/a.py");
  }

  @Test
  void thisMachineIsATreeToo() throws Exception {
    FileTree host = FileTree.host(root.resolve("app"));

    assertThat(new String(host.read("versions/a.py", LIMIT), UTF_8)).isEqualTo("inside");
    assertThat(host.read("../../secret", LIMIT)).hasSize("outside".length());
  }

  @Test
  void aDeviceIsNeitherAFileNorAFolder() {
    assertThatThrownBy(() -> FileTree.host(root).list("/dev/null"))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("/dev/null is neither a folder nor a regular file");
  }

  private String read(String path) throws UnreadableException {
    return new String(image.read(path, LIMIT), UTF_8);
  }

  private void link(String place, String target) throws IOException {
    Files.createSymbolicLink(root.resolve(place), Path.of(target));
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }

  private static Folder.Entry entry(String name, Folder.Kind kind, boolean link, String realPath) {
    return new Folder.Entry(name, kind, link, realPath);
  }
}

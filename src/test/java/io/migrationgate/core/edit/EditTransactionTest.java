package io.migrationgate.core.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** All files or none, wherever the file system fails. */
class EditTransactionTest {

  private static final EditPlan PLAN =
      new EditPlan(
          List.of(
              FileChange.Rewrite.inPlace("a.py", Bytes.utf8("one"), List.of(edit(0, 3, "two"))),
              new FileChange.Rewrite("b.py", "c.py", Bytes.utf8("b = 1"), List.of(edit(4, 5, "2"))),
              new FileChange.Create("d.py", Bytes.utf8("new"))));

  private static TokenEdit edit(int start, int end, String text) {
    return new TokenEdit(start, end, Bytes.utf8(text));
  }

  @Test
  void changesAllFiles() throws Exception {
    FilesInMemory files = new FilesInMemory();

    EditTransaction.apply(PLAN, files);

    assertThat(files.content)
        .isEqualTo(Map.of("a.py", "two", "c.py", "b = 2", "d.py", "new", "other", "untouched"));
  }

  @Test
  void changesNoneWhereverItFails() throws Exception {
    FilesInMemory untroubled = new FilesInMemory();
    EditTransaction.apply(PLAN, untroubled);

    int failures = 0;
    for (int failAt = 1; failAt <= untroubled.operations; failAt++) {
      FilesInMemory files = new FilesInMemory();
      files.failAt = failAt;
      try {
        EditTransaction.apply(PLAN, files);
      } catch (EditFailedException expected) {
        failures++;
        assertThat(files.content).as("after operation " + failAt).isEqualTo(FilesInMemory.BEFORE);
        assertThat(expected).hasMessageContaining("nothing was changed");
      }
    }
    // Staging two files twice and one once, and five renames and deletions.
    assertThat(failures).isEqualTo(9);
  }

  @Test
  void saysWhereTheOldContentsAreIfTheyCannotBePutBack() {
    FilesInMemory files = new FilesInMemory();
    // The second file cannot arrive, and from then on nothing works.
    files.failAt = 7;
    files.failForEver = true;

    assertThatThrownBy(() -> EditTransaction.apply(PLAN, files))
        .isInstanceOf(EditFailedException.class)
        .hasMessageContaining("could not be taken back")
        .hasMessageContaining("a.py.2.tmp");
    assertThat(files.content).containsEntry("a.py.2.tmp", "one");
  }

  @Test
  void refusesAFileThatHasChangedSince() {
    FilesInMemory files = new FilesInMemory();
    files.content.put("b.py", "b = 7");
    Map<String, String> before = Map.copyOf(files.content);

    assertThatThrownBy(() -> EditTransaction.apply(PLAN, files))
        .isInstanceOf(EditRefusedException.class)
        .hasMessage("b.py has changed since it was read: run the command again");
    assertThat(files.content).isEqualTo(before);
  }

  @Test
  void refusesToReplaceAFile() {
    FilesInMemory files = new FilesInMemory();
    files.content.put("c.py", "in the way");
    Map<String, String> before = Map.copyOf(files.content);

    assertThatThrownBy(() -> EditTransaction.apply(PLAN, files))
        .isInstanceOf(EditRefusedException.class)
        .hasMessageContaining("c.py exists already");
    assertThat(files.content).isEqualTo(before);
  }

  /** Fails at one operation, or from there on. */
  private static final class FilesInMemory implements EditableFiles {
    static final Map<String, String> BEFORE =
        Map.of("a.py", "one", "b.py", "b = 1", "other", "untouched");

    final Map<String, String> content = new TreeMap<>(BEFORE);
    int failAt;
    boolean failForEver;
    int operations;

    private void operate() throws IOException {
      operations++;
      if (operations == failAt || failForEver && operations > failAt) {
        throw new IOException("on purpose");
      }
    }

    @Override
    public boolean exists(String path) {
      return content.containsKey(path);
    }

    @Override
    public Bytes read(String path) {
      return Bytes.utf8(content.get(path));
    }

    @Override
    public String stage(String beside, Bytes bytes) throws IOException {
      operate();
      String path = beside + "." + operations + ".tmp";
      content.put(path, bytes.toString());
      return path;
    }

    @Override
    public void move(String from, String to) throws IOException {
      operate();
      content.put(to, content.remove(from));
    }

    @Override
    public void delete(String path) throws IOException {
      operate();
      content.remove(path);
    }

    @Override
    public void settle(String path) throws IOException {
      operate();
    }
  }
}

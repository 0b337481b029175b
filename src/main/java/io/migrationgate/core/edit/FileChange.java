package io.migrationgate.core.edit;

import java.io.ByteArrayOutputStream;
import java.util.Comparator;
import java.util.List;

/** What happens to one file; paths are those that a person would type. */
public sealed interface FileChange {

  /** Where the file is afterwards. */
  String target();

  /** What it holds afterwards. */
  Bytes after();

  /** A file that does not exist yet. */
  record Create(String target, Bytes after) implements FileChange {}

  /**
   * A file with other tokens, another name, or both.
   *
   * @param before what the file held when the change was planned; should it hold something else by
   *     now, the offsets mean nothing
   * @param edits in order, none reaching into the next
   */
  record Rewrite(String path, String target, Bytes before, List<TokenEdit> edits)
      implements FileChange {
    public Rewrite {
      edits = edits.stream().sorted(Comparator.comparingInt(TokenEdit::start)).toList();
      int end = 0;
      for (TokenEdit edit : edits) {
        if (edit.start() < end || edit.end() > before.length()) {
          throw new IllegalArgumentException("edits overlap, or leave the file: " + edits);
        }
        end = edit.end();
      }
    }

    /** A change of tokens alone. */
    public static Rewrite inPlace(String path, Bytes before, List<TokenEdit> edits) {
      return new Rewrite(path, path, before, edits);
    }

    public boolean renames() {
      return !path.equals(target);
    }

    @Override
    public Bytes after() {
      return part(0, before.length());
    }

    /** What stands afterwards where these bytes stood; no edit may reach across their ends. */
    Bytes part(int from, int to) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(before.length() + 64);
      int copied = from;
      for (TokenEdit edit : edits) {
        if (edit.start() >= from && edit.end() <= to) {
          before.writeTo(out, copied, edit.start());
          edit.replacement().writeTo(out, 0, edit.replacement().length());
          copied = edit.end();
        }
      }
      before.writeTo(out, copied, to);
      return Bytes.of(out.toByteArray());
    }
  }
}

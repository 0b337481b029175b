package io.migrationgate.bench;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What no checker can go below: a JVM that reads every byte of a folder and does nothing else. */
final class BareReader {

  private BareReader() {}

  public static void main(String[] args) {
    System.out.println(read(new File(args[0])));
  }

  /**
   * Reads each file of the folder into an array of its own, and returns how many bytes these are.
   */
  static long read(File folder) {
    long bytes = 0;
    String[] names = folder.list();
    for (String name : names == null ? new String[0] : names) {
      if (name.endsWith(".py")) {
        bytes += length(new File(folder, name));
      }
    }
    return bytes;
  }

  static long length(File file) {
    try (FileInputStream in = new FileInputStream(file)) {
      return in.readAllBytes().length;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

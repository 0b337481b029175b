package io.migrationgate.core.edit;

import java.io.IOException;

/** The files that a plan is applied to, a step at a time. Paths are those of the plan. */
public interface EditableFiles {

  boolean exists(String path);

  Bytes read(String path) throws IOException;

  /**
   * Writes a file of a passing name beside another, and makes sure that it is on the disk.
   *
   * @param beside gives the folder and, where it exists, the permissions
   * @return the path of the new file
   */
  String stage(String beside, Bytes content) throws IOException;

  /** Gives a file another name in one step; what had that name before is gone. */
  void move(String from, String to) throws IOException;

  void delete(String path) throws IOException;

  /** Makes sure that the names in the folder of this file are on the disk. */
  void settle(String path) throws IOException;
}

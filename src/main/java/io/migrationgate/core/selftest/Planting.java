package io.migrationgate.core.selftest;

import java.util.Map;

/**
 * What brings a defect into a chain.
 *
 * @param files the new text of files, by path as the chain's own files are shown; some are new
 */
public record Planting(Defect defect, Map<String, String> files) {

  public Planting {
    files = Map.copyOf(files);
  }
}

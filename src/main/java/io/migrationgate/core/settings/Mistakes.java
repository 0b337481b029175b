package io.migrationgate.core.settings;

import io.migrationgate.core.graph.SourceLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers what is wrong with a settings file while it is read. */
public final class Mistakes {

  private final List<SettingsException.Mistake> found = new ArrayList<>();

  public void add(SourceLocation location, String reason) {
    found.add(new SettingsException.Mistake(location, reason));
  }

  /**
   * Ends the reading.
   *
   * @throws SettingsException with all that was added in the order of the file, if anything was
   */
  public void refuse() throws SettingsException {
    if (!found.isEmpty()) {
      found.sort(Comparator.comparingInt(mistake -> mistake.location().line()));
      throw new SettingsException(SettingsException.Kind.WRONG, found);
    }
  }
}

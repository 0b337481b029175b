package io.migrationgate.cli.downgrade;

import io.migrationgate.core.downgrade.DowngradeSteps;
import java.io.PrintWriter;

/** Writes the way back of one chain. */
public interface StepsReport {

  void write(DowngradeSteps way, PrintWriter out);
}

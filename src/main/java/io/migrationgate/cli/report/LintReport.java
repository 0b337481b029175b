package io.migrationgate.cli.report;

import io.migrationgate.core.lint.LintOutcome;
import java.io.PrintWriter;

/** A way to write down what lint has found. */
public interface LintReport {

  void write(LintOutcome outcome, PrintWriter out);
}

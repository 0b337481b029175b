package io.migrationgate.cli.report;

import java.io.PrintWriter;
import java.util.List;

/** A way to write verdicts down. */
public interface Report {

  void write(List<JudgedChain> chains, PrintWriter out);
}

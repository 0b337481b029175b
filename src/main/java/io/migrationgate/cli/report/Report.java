package io.migrationgate.cli.report;

import java.io.PrintWriter;
import java.util.List;

/** A way to write verdicts down. */
public interface Report {

  void write(List<JudgedChain> chains, PrintWriter out);

  /** Says that no chain could be judged: whoever reads the report must not take silence for OK. */
  void writeFailure(String reason, PrintWriter out);
}

package io.migrationgate.cli.drawing;

import io.migrationgate.core.reader.MigrationChain;
import java.io.PrintWriter;

/** A way to draw a chain. */
public interface Drawing {

  void draw(MigrationChain chain, PrintWriter out);
}

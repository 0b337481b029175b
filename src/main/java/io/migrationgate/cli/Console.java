package io.migrationgate.cli;

import java.io.PrintWriter;

/**
 * Where a command writes.
 *
 * @param colour whether the output is a terminal that shows colours, unless told otherwise
 */
public record Console(PrintWriter out, PrintWriter err, boolean colour) {}

/** Verdicts for people and for machines. */
@NullMarked
package io.migrationgate.cli.report;

import org.jspecify.annotations.NullMarked;

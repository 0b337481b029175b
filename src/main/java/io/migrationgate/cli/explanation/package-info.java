/**
 * The story of a gate's pods, as a person wants to hear it who asks why something does not start.
 */
@NullMarked
package io.migrationgate.cli.explanation;

import org.jspecify.annotations.NullMarked;

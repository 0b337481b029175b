/** Breaks a copy of a chain on purpose, to see whether the guard would notice. */
@NullMarked
package io.migrationgate.core.selftest;

import org.jspecify.annotations.NullMarked;

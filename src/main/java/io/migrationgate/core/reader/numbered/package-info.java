/** Chains that are files with numbers in their names: Flyway, golang-migrate, or a pattern. */
@NullMarked
package io.migrationgate.core.reader.numbered;

import org.jspecify.annotations.NullMarked;

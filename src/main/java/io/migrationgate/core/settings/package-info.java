/** What a project says about itself in {@code migration-gate.toml}. */
@NullMarked
package io.migrationgate.core.settings;

import org.jspecify.annotations.NullMarked;

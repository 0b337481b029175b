/** TOML by way of tomlj. */
@NullMarked
package io.migrationgate.adapter.toml;

import org.jspecify.annotations.NullMarked;

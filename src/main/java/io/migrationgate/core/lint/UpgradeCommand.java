package io.migrationgate.core.lint;

import java.util.Optional;

/**
 * A line that upgrades a database.
 *
 * @param target {@code head}, {@code heads} or what else it names
 * @param configuration what {@code -c} names
 * @param section what {@code -n} names
 */
record UpgradeCommand(
    int line, String target, Optional<String> configuration, Optional<String> section) {}

package io.migrationgate.core.settings;

import io.migrationgate.core.graph.SourceLocation;
import io.migrationgate.core.reader.Tool;
import java.util.Optional;

/**
 * A chain that the settings name.
 *
 * @param name what the chain is called in reports
 * @param path absolute: its folder, or the tool's own configuration file
 * @param pattern how its files are named, where the tool does not say so
 * @param location where the settings name it
 */
public record ChainSettings(
    String name, Tool tool, String path, Optional<String> pattern, SourceLocation location) {}

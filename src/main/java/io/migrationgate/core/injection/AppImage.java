package io.migrationgate.core.injection;

import java.util.Optional;

/** The image that a container of the app is taken to have. */
public record AppImage(String reference, Optional<String> pullPolicy) {}

package io.migrationgate.core.reader.django;

/** A migration as another one names it. */
record Dependency(String app, String migration) {}

package io.migrationgate.operator.admission;

/** Which gate is meant. */
record GateName(String namespace, String name) {}

package io.migrationgate.cli.report;

import io.migrationgate.core.reader.MigrationChain;
import io.migrationgate.core.verdict.Verdict;

/** A chain with what was found of it. */
public record JudgedChain(MigrationChain chain, Verdict verdict) {}

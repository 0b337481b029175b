package io.migrationgate.operator.judgement;

/** How much of everything a status holds, as the schema has it. */
final class Bounds {

  static final int CHAINS = 64;
  static final int WORKLOADS = 64;
  static final int NAME = 253;
  static final int REVISION = 200;

  private Bounds() {}
}

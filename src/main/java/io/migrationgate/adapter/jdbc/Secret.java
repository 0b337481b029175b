package io.migrationgate.adapter.jdbc;

/** A text that finds its way into no message by accident. */
record Secret(String text) {
  @Override
  public String toString() {
    return "***";
  }
}

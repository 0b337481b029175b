package io.migrationgate.adapter.jdbc;

/**
 * Where a server listens.
 *
 * @param host a name or an address, of version 6 without its brackets
 */
record Endpoint(String host, int port) {

  /** As it stands in a URL. */
  String inUrl() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}

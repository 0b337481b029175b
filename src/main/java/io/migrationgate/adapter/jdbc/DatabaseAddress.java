package io.migrationgate.adapter.jdbc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a URL says of a database.
 *
 * @param endpoints none where the URL leaves the host out, or names a socket
 * @param socket the path of a Unix socket, or with PostgreSQL of the folder that it is in
 * @param database the name, or the path of SQLite's file; may be empty
 * @param parameters what stands behind the question mark, and was not a part of the above
 */
record DatabaseAddress(
    ProductName product,
    List<Endpoint> endpoints,
    Optional<String> socket,
    String database,
    Optional<String> user,
    Optional<Secret> password,
    Map<String, String> parameters) {

  DatabaseAddress {
    endpoints = List.copyOf(endpoints);
    parameters = Map.copyOf(parameters);
  }

  /** The place in words, without anything that is nobody's business. */
  String place() {
    if (product == ProductName.SQLITE) {
      return "the SQLite file " + Printable.text(database);
    }
    if (socket.isPresent()) {
      return "the socket " + Printable.text(socket.get());
    }
    return String.join(" or ", endpoints.stream().map(Endpoint::inUrl).toList());
  }

  /** As drivers of servers want it, without credentials and parameters. */
  String jdbcUrl(String protocol) {
    String hosts =
        socket.isPresent()
            ? "localhost"
            : String.join(",", endpoints.stream().map(Endpoint::inUrl).toList());
    String name = URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    return "jdbc:" + protocol + "://" + hosts + "/" + name;
  }

  @Override
  public String toString() {
    return product + " at " + place();
  }
}

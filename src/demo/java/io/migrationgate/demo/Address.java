package io.migrationgate.demo;

import java.util.List;
import java.util.Optional;

/**
 * What the path of a request names.
 *
 * @param type group, version and plural, such as {@code apis/apps/v1/deployments}
 * @param namespace empty where it is asked for in all of them
 * @param name empty where a list is meant
 * @param subresource such as {@code status}, or empty
 */
record Address(String type, String namespace, String name, String subresource) {

  /** Empty where the path is about the API server itself. */
  static Optional<Address> of(String path) {
    List<String> parts = List.of(path.substring(1).split("/"));
    int start = parts.getFirst().equals("api") ? 2 : 3;
    if (!parts.getFirst().matches("apis?") || parts.size() <= start) {
      return Optional.empty();
    }
    boolean namespaced = parts.get(start).equals("namespaces") && parts.size() > start + 2;
    int plural = namespaced ? start + 2 : start;
    return Optional.of(
        new Address(
            String.join("/", parts.subList(0, start)) + "/" + parts.get(plural),
            namespaced ? parts.get(start + 1) : "",
            parts.size() > plural + 1 ? parts.get(plural + 1) : "",
            parts.size() > plural + 2 ? parts.get(plural + 2) : ""));
  }

  static Address of(String type, String namespace, String name) {
    return new Address(type, namespace, name, "");
  }

  String plural() {
    return type.substring(type.lastIndexOf('/') + 1);
  }

  /** As objects of that type say of themselves, such as {@code apps/v1}. */
  String apiVersion() {
    return type.substring(type.indexOf('/') + 1, type.lastIndexOf('/'));
  }

  Address named(String other) {
    return new Address(type, namespace, other, subresource);
  }
}

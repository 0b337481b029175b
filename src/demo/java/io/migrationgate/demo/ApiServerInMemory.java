package io.migrationgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * So much of a Kubernetes API server as the operator and the commands ask for: it keeps objects,
 * lists them, tells of their changes, and takes patches.
 *
 * <p>It checks nothing, neither who asks nor what is written, and there are no controllers behind
 * it.
 */
final class ApiServerInMemory implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new YAMLMapper();

  private final Objects objects = new Objects();
  private final HttpServer server;

  private ApiServerInMemory(HttpServer server) {
    this.server = server;
  }

  static ApiServerInMemory start() throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ApiServerInMemory server = new ApiServerInMemory(http);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", server::take);
    http.start();
    return server;
  }

  /** What is kept, for those in this process. */
  Objects objects() {
    return objects;
  }

  String kubeconfig(String namespace) {
    return """
    apiVersion: v1
    kind: Config
    clusters: [{name: memory, cluster: {server: "http://127.0.0.1:%d"}}]
    users: [{name: nobody, user: {}}]
    contexts: [{name: memory, context: {cluster: memory, user: nobody, namespace: %s}}]
    current-context: memory
    """
        .formatted(server.getAddress().getPort(), namespace);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<Address> address = Address.of(exchange.getRequestURI().getPath());
      if (address.isEmpty()) {
        answer(exchange, 200, discovery(exchange.getRequestURI().getPath()));
        return;
      }
      byte[] body = exchange.getRequestBody().readAllBytes();
      switch (exchange.getRequestMethod()) {
        case "GET" -> get(exchange, address.get(), query(exchange));
        case "POST" -> answer(exchange, 201, objects.create(address.get(), read(body)));
        case "PUT" -> answer(exchange, objects.replace(address.get(), read(body)));
        case "PATCH" ->
            answer(exchange, objects.patch(address.get(), mediaType(exchange), read(body)));
        case "DELETE" -> answer(exchange, objects.delete(address.get()));
        default -> answer(exchange, 405, status(405, "not in memory"));
      }
    } catch (JsonPatchException refused) {
      answer(exchange, 422, status(422, refused.getMessage()));
    }
  }

  /** JSON is YAML. */
  private static ObjectNode read(byte[] body) throws IOException {
    JsonNode read = YAML.readTree(body);
    if (read instanceof ObjectNode object) {
      return object;
    }
    // A JSON patch is a list.
    ObjectNode list = JSON.createObjectNode();
    list.set("operations", read);
    return list;
  }

  private static String mediaType(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("Content-Type").split(";")[0];
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : (raw == null ? "" : raw).split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(
          parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private void get(HttpExchange exchange, Address address, Map<String, String> query)
      throws IOException {
    if (!address.name().isEmpty()) {
      answer(exchange, objects.get(address));
    } else if (query.getOrDefault("watch", "").equals("true")) {
      // Clients ask for a WebSocket first; told 200 instead, they ask again without.
      if (exchange.getRequestHeaders().containsKey("Upgrade")) {
        answer(exchange, 200, JSON.createObjectNode());
      } else {
        watch(exchange, address, Selector.of(query), query.getOrDefault("resourceVersion", ""));
      }
    } else {
      answer(exchange, 200, objects.list(address, Selector.of(query)));
    }
  }

  private void watch(HttpExchange exchange, Address address, Selector selector, String since)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    BlockingQueue<ObjectNode> changes = objects.changes(address, selector, since);
    try (OutputStream out = exchange.getResponseBody()) {
      out.flush();
      while (true) {
        ObjectNode change = changes.poll(1, TimeUnit.HOURS);
        if (change == null) {
          return;
        }
        out.write(JSON.writeValueAsBytes(change));
        out.write('\n');
        out.flush();
      }
    } catch (IOException gone) {
      // Whoever watched has seen enough.
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    } finally {
      objects.forget(changes);
    }
  }

  private static ObjectNode discovery(String path) {
    if (path.equals("/version")) {
      return JSON.createObjectNode()
          .put("major", "1")
          .put("minor", "36")
          .put("gitVersion", "v1.36.0");
    }
    ObjectNode list =
        JSON.createObjectNode().put("kind", "APIResourceList").put("apiVersion", "v1");
    list.put("groupVersion", path.replaceFirst("^/apis?/", ""));
    ArrayNode resources = list.putArray("resources");
    for (Map.Entry<String, String> known : Objects.KINDS.entrySet()) {
      resources
          .addObject()
          .put("name", known.getKey())
          .put("kind", known.getValue())
          .put("namespaced", true)
          .put("singularName", "")
          .putArray("verbs")
          .add("list");
    }
    return list;
  }

  private static void answer(HttpExchange exchange, Optional<ObjectNode> found) throws IOException {
    if (found.isPresent()) {
      answer(exchange, 200, found.get());
    } else {
      answer(exchange, 404, status(404, "there is no " + exchange.getRequestURI().getPath()));
    }
  }

  private static void answer(HttpExchange exchange, int code, ObjectNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    // A client that keeps it would now and then write into one that has just been closed.
    exchange.getResponseHeaders().set("Connection", "close");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static ObjectNode status(int code, String message) {
    return JSON.createObjectNode()
        .put("apiVersion", "v1")
        .put("kind", "Status")
        .put("status", "Failure")
        .put("reason", code == 404 ? "NotFound" : code == 422 ? "Invalid" : "MethodNotAllowed")
        .put("message", message)
        .put("code", code);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

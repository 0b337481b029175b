package io.migrationgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The objects of the cluster, by type, namespace and name, and who wants to hear of changes. */
final class Objects {

  /** By plural. */
  static final Map<String, String> KINDS =
      Map.of(
          "pods", "Pod",
          "nodes", "Node",
          "events", "Event",
          "namespaces", "Namespace",
          "deployments", "Deployment",
          "replicasets", "ReplicaSet",
          "migrationgates", "MigrationGate");

  private static final ObjectMapper JSON = new ObjectMapper();

  private record Change(String kind, Address address, ObjectNode object, long version) {}

  private record Watcher(Address address, Selector selector, BlockingQueue<ObjectNode> changes) {}

  private final Map<Address, ObjectNode> objects = new LinkedHashMap<>();
  private final List<Change> history = new ArrayList<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private long version;

  synchronized ObjectNode create(Address collection, ObjectNode object) {
    ObjectNode metadata = object.withObject("/metadata");
    String name =
        metadata
            .path("name")
            .asText(metadata.path("generateName").asText() + uid().substring(0, 5));
    metadata.put("name", name).put("namespace", collection.namespace()).put("uid", uid());
    metadata.put("creationTimestamp", now()).put("generation", 1);
    object.put("apiVersion", collection.apiVersion());
    object.put("kind", kind(collection));
    return store("ADDED", collection.named(name), object);
  }

  private static String uid() {
    return UUID.randomUUID().toString();
  }

  static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String kind(Address address) {
    return KINDS.getOrDefault(address.plural(), address.plural());
  }

  synchronized Optional<ObjectNode> get(Address address) {
    return Optional.ofNullable(objects.get(whole(address))).map(ObjectNode::deepCopy);
  }

  private static Address whole(Address address) {
    return Address.of(address.type(), address.namespace(), address.name());
  }

  synchronized Optional<ObjectNode> replace(Address address, ObjectNode object) {
    return get(address).map(old -> store("MODIFIED", whole(address), object));
  }

  synchronized Optional<ObjectNode> delete(Address address) {
    ObjectNode old = objects.remove(whole(address));
    if (old == null) {
      return Optional.empty();
    }
    tell(new Change("DELETED", whole(address), old, ++version));
    return Optional.of(old);
  }

  /** An apply of somebody who owns nothing creates. */
  synchronized Optional<ObjectNode> patch(Address address, String mediaType, ObjectNode patch) {
    Optional<ObjectNode> old = get(address);
    if (old.isEmpty()) {
      return mediaType.equals("application/apply-patch+yaml")
          ? Optional.of(create(address, patch))
          : Optional.empty();
    }
    ObjectNode patched = old.get().deepCopy();
    if (mediaType.equals("application/json-patch+json")) {
      patched = (ObjectNode) JsonPatch.apply(patch.get("operations"), patched);
    } else {
      if (mediaType.equals("application/apply-patch+yaml")
          && address.plural().equals("migrationgates")) {
        // What is applied no more goes, and the operator alone writes a status.
        patched.remove("status");
      }
      merge(patched, patch);
    }
    // An apply that changes nothing is no change.
    return Optional.of(
        patched.equals(old.get()) ? patched : store("MODIFIED", whole(address), patched));
  }

  /** Lists take what is new, by its type where they are of conditions. */
  private static void merge(ObjectNode into, JsonNode from) {
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      JsonNode value = field.getValue();
      if (List.of("managedFields", "resourceVersion", "uid").contains(field.getKey())) {
        continue;
      }
      if (value.isNull()) {
        into.remove(field.getKey());
      } else if (value.isObject() && into.get(field.getKey()) instanceof ObjectNode old) {
        merge(old, value);
      } else if (field.getKey().equals("conditions")
          && into.get(field.getKey()) instanceof ArrayNode old) {
        value.forEach(condition -> put(old, condition));
      } else {
        into.set(field.getKey(), value);
      }
    }
  }

  private static void put(ArrayNode conditions, JsonNode condition) {
    for (int i = 0; i < conditions.size(); i++) {
      if (conditions.get(i).path("type").equals(condition.path("type"))) {
        conditions.set(i, condition);
        return;
      }
    }
    conditions.add(condition);
  }

  private ObjectNode store(String change, Address address, ObjectNode object) {
    ObjectNode metadata = object.withObject("/metadata");
    metadata.put("resourceVersion", Long.toString(++version));
    ObjectNode old = objects.get(address);
    if (old != null && !object.path("spec").equals(old.path("spec"))) {
      metadata.put("generation", old.at("/metadata/generation").asInt() + 1);
    }
    ObjectNode kept = object.deepCopy();
    objects.put(address, kept);
    tell(new Change(change, address, kept, version));
    return object;
  }

  synchronized ObjectNode list(Address collection, Selector selector) {
    ObjectNode list = JSON.createObjectNode();
    list.put("apiVersion", collection.apiVersion()).put("kind", kind(collection) + "List");
    list.putObject("metadata").put("resourceVersion", Long.toString(version));
    ArrayNode items = list.putArray("items");
    items.addAll(all(collection).stream().filter(selector::matches).toList());
    return list;
  }

  synchronized List<ObjectNode> all(Address collection) {
    return objects.entrySet().stream()
        .filter(entry -> isIn(collection, entry.getKey()))
        .map(entry -> entry.getValue().deepCopy())
        .toList();
  }

  private static boolean isIn(Address collection, Address address) {
    return address.type().equals(collection.type())
        && (collection.namespace().isEmpty() || collection.namespace().equals(address.namespace()));
  }

  /** What has happened since a version, and then what happens. */
  synchronized BlockingQueue<ObjectNode> changes(
      Address collection, Selector selector, String since) {
    Watcher watcher = new Watcher(collection, selector, new LinkedBlockingQueue<>());
    watchers.add(watcher);
    long from = since.isEmpty() ? version : Long.parseLong(since);
    history.stream()
        .filter(change -> change.version > from)
        .forEach(change -> tell(watcher, change));
    return watcher.changes;
  }

  synchronized void forget(BlockingQueue<ObjectNode> changes) {
    watchers.removeIf(watcher -> watcher.changes == changes);
  }

  private void tell(Change change) {
    history.add(change);
    watchers.forEach(watcher -> tell(watcher, change));
  }

  private static void tell(Watcher watcher, Change change) {
    if (isIn(watcher.address, change.address) && watcher.selector.matches(change.object)) {
      ObjectNode event = JSON.createObjectNode().put("type", change.kind);
      event.set("object", change.object.deepCopy());
      watcher.changes.add(event);
    }
  }
}

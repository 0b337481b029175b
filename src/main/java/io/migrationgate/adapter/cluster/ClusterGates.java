package io.migrationgate.adapter.cluster;

import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.migrationgate.api.v1alpha1.MigrationGate;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Gates as the API server keeps them. */
final class ClusterGates implements Gates {

  private static final String FIELD_MANAGER = "migration-gate-release";

  private final ClusterConnection connection;

  ClusterGates(ClusterConnection connection) {
    this.connection = connection;
  }

  @Override
  public Optional<MigrationGate> find(String name) throws ClusterException {
    return Optional.ofNullable(connection.ask(() -> resource(name).get()));
  }

  @Override
  public List<MigrationGate> all() throws ClusterException {
    return list().orElse(List.of());
  }

  @Override
  public boolean areKnown() throws ClusterException {
    return list().isPresent();
  }

  /** The server says of a kind that it does not know what it says of an object: not found. */
  private Optional<List<MigrationGate>> list() throws ClusterException {
    return connection.ask(
        () -> {
          try {
            return Optional.of(gates().inNamespace(connection.namespace()).list().getItems());
          } catch (KubernetesClientException failure) {
            if (failure.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
              return Optional.empty();
            }
            throw failure;
          }
        });
  }

  @Override
  public boolean changeReleases(MigrationGate seen, List<ReleaseEdit> edits, boolean rehearsal)
      throws ClusterException {
    PatchContext context =
        new PatchContext.Builder()
            .withPatchType(PatchType.JSON)
            .withFieldManager(FIELD_MANAGER)
            .withDryRun(rehearsal ? List.of("All") : List.of())
            .build();
    String patch = ReleasePatch.of(seen, edits);
    String name = seen.getMetadata().getName();
    try {
      connection.ask(() -> resource(name).patch(context, patch));
      return true;
    } catch (ClusterException refused) {
      // A test that failed and a value that is not allowed have the same code.
      if (isAnother(find(name), seen)) {
        return false;
      }
      throw refused;
    }
  }

  private static boolean isAnother(Optional<MigrationGate> now, MigrationGate seen) {
    return now.isPresent()
        && !Objects.equals(
            now.get().getMetadata().getGeneration(), seen.getMetadata().getGeneration());
  }

  private Resource<MigrationGate> resource(String name) {
    return gates().inNamespace(connection.namespace()).withName(name);
  }

  private MixedOperation<
          MigrationGate, KubernetesResourceList<MigrationGate>, Resource<MigrationGate>>
      gates() {
    return connection.client().resources(MigrationGate.class);
  }
}

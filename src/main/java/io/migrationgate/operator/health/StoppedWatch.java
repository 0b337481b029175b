package io.migrationgate.operator.health;

import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.api.config.InformerStoppedHandler;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Ends the process in an orderly way; the SDK would exit on the spot, even while it is ending. */
// The SDK looks it up where Quarkus does not see it.
@Unremovable
@Singleton
final class StoppedWatch implements InformerStoppedHandler {

  private static final Logger LOG = Logger.getLogger(StoppedWatch.class);
  private static final int FAILED = 1;

  @Override
  @SuppressWarnings("rawtypes") // As the SDK declares it.
  public void onStop(SharedIndexInformer informer, @Nullable Throwable failure) {
    if (failure != null && !ApplicationLifecycleManager.isVmShuttingDown()) {
      LOG.errorf(
          failure,
          "the watch of %s has ended: ends, to be started again",
          informer.getApiTypeClass().getSimpleName());
      Quarkus.asyncExit(FAILED);
    }
  }
}

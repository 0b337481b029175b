package io.migrationgate.operator.leadership;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.migrationgate.operator.OperatorSettings;
import io.migrationgate.operator.metrics.GateMetrics;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that one process at a time looks after the gates. Those that wait have everything in
 * their caches, and answer the webhook as the leader does.
 */
@Singleton
public final class Leadership {

  private static final Logger LOG = Logger.getLogger(Leadership.class);

  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration RENEWAL = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private static final int LEASE_LOST = 1;

  private final OperatorSettings settings;
  private final GateMetrics metrics;
  private final OwnLease lease;

  private volatile boolean leading;

  @Inject
  Leadership(
      OperatorSettings settings,
      KubernetesClient client,
      GateMetrics metrics,
      @ConfigProperty(name = "hostname") Optional<String> host) {
    this.settings = settings;
    this.metrics = metrics;
    // A process that was killed and comes back under the same host name is another one.
    String identity = host.orElse("operator") + "-" + UUID.randomUUID().toString().substring(0, 8);
    this.lease = new OwnLease(client, settings.ownNamespace(), settings.leaseName(), identity);
  }

  /** Without one there is no election, and this process leads. */
  @Produces
  @Dependent
  @Nullable LeaderElectionConfiguration election() {
    if (!settings.leaderElection()) {
      begin();
      return null;
    }
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(lease.name())
        .withLeaseNamespace(lease.namespace())
        .withIdentity(lease.holder())
        .withLeaseDuration(LEASE)
        .withRenewDeadline(RENEWAL)
        .withRetryPeriod(RETRY)
        .withLeaderCallbacks(new LeaderCallbacks(this::begin, this::end, this::sayWhoLeads))
        // It would call System.exit in the shutdown hook, which never returns.
        .withExitOnStopLeading(false)
        .build();
  }

  /** Whether this process looks after the gates. */
  public boolean isLeading() {
    return leading;
  }

  private void begin() {
    leading = true;
    metrics.leading(true);
  }

  private void end() {
    leading = false;
    metrics.leading(false);
    if (ApplicationLifecycleManager.isVmShuttingDown()) {
      lease.giveBack();
      return;
    }
    // The SDK cannot stand for election a second time.
    LOG.errorf("lost the lease %s: ends, to be started again", lease.name());
    Quarkus.asyncExit(LEASE_LOST);
  }

  private void sayWhoLeads(String holder) {
    if (holder != null && !holder.isEmpty()) {
      LOG.infof("%s leads", holder.equals(lease.holder()) ? "this process" : holder);
    }
  }
}

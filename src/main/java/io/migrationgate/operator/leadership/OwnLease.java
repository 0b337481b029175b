package io.migrationgate.operator.leadership;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jboss.logging.Logger;

/**
 * The lease that the leader holds.
 *
 * @param holder this process, by the name under which it takes the lease
 */
record OwnLease(KubernetesClient client, String namespace, String name, String holder) {

  private static final Logger LOG = Logger.getLogger(OwnLease.class);

  /** The SDK never does, and then the next leader waits until the lease has run out. */
  void giveBack() {
    try {
      Lease lease = client.leases().inNamespace(namespace).withName(name).get();
      if (lease == null || !holder.equals(lease.getSpec().getHolderIdentity())) {
        return;
      }
      // Refused if anybody has taken it since it was read: it carries the version that was read.
      client
          .resource(
              new LeaseBuilder(lease)
                  .editSpec()
                  .withHolderIdentity("")
                  .withLeaseDurationSeconds(1)
                  .endSpec()
                  .build())
          .update();
      LOG.infof("gave back the lease %s", name);
    } catch (KubernetesClientException failure) {
      LOG.warnf("could not give back the lease %s, which will run out by itself", name);
    }
  }
}

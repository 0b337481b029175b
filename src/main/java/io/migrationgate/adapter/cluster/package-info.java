/**
 * A cluster, as the person sees it who types: by the current context of a kubeconfig, and with what
 * this account may read and write.
 */
@NullMarked
package io.migrationgate.adapter.cluster;

import org.jspecify.annotations.NullMarked;

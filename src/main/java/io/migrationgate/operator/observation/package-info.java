/** What is seen of gates' pods in a cluster, and of the workloads that they belong to. */
@NullMarked
package io.migrationgate.operator.observation;

import org.jspecify.annotations.NullMarked;

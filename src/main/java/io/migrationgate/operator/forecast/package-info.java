/**
 * What would happen to running pods at a restart, and to a workload that is rolled back: from what
 * pods have said, and where none has, from short-lived probe pods.
 */
@NullMarked
package io.migrationgate.operator.forecast;

import org.jspecify.annotations.NullMarked;

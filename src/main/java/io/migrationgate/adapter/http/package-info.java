/** HTTP and JSON as the interfaces of forges need them: patient, bounded and discreet. */
@NullMarked
package io.migrationgate.adapter.http;

import org.jspecify.annotations.NullMarked;

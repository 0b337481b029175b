/** Which forge is meant, and with which token it is asked. */
@NullMarked
package io.migrationgate.adapter.forge;

import org.jspecify.annotations.NullMarked;
